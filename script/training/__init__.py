"""Trains the tagger that ships, from annotated novels. No run of make-audio needs this room."""
