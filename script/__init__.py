"""A story file becomes a script that says who speaks. Text alone is known here, nothing of audio.

The ways in: `script.reading.story_reader.read_story`, `script.tagging.story_tagger.tag_story`.
"""
