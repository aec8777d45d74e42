"""The spaCy pipeline: loading it, its components, its training, the shipped model, how it is measured."""
