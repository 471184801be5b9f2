"""A line and its delivery → what an engine is asked to say."""

REVISION = 1
"""Raise it when the same line may be said otherwise, here or in `voices.spoken_text`: chapters are then mixed again,
and those lines spoken again of which something else is asked."""
