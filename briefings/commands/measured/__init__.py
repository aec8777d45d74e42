"""A module for each part of the main job: labelled data read, our answers to it, and the figures that both give."""
