"""A story file becomes a script that says who speaks. `script.read` and `script.tagging` are the ways in; text alone is
known here, nothing of audio.
"""
