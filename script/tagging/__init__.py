"""Story → Script: every stretch of text gets its speaker. `story_tagger.tag_story` is the way in."""

REVISION = 4
"""Raise it when the same Story may come out as another Script: each book is then tagged again."""
