"""A speaker gets a voice, a line becomes a clip. Nothing is known here of mixing or of finished files.

The ways in: `voices.cast`, `voices.casting`, `voices.saying` and `voices.engines`.
"""
