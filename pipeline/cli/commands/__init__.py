"""The verbs of `make-audio`, a module each."""
