"""A speaker gets a voice, a line becomes a clip. `voices.cast`, `voices.casting` and `voices.engines` are the ways in;
nothing is known here of mixing or of finished files.
"""
