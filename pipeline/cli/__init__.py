"""The `make-audio` command: a module for each verb, and what they share. `pipeline.cli.app.main` is the way in.

Nothing is imported here, so that `make-audio --help` loads no more than it shows.
"""
