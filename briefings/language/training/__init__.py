"""From annotated data to the packaged pipeline, in one command."""
