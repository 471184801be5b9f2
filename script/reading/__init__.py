"""A folder per kind of story file, and what they share. `script.reading.story_reader` is the way in."""

REVISION = 3
"""Raise it when the same file may come out as another Story: each book is then read and tagged again."""
