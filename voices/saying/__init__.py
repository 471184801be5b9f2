"""A line and its delivery → what an engine is asked to say."""

REVISION = 3
"""Raise it when the same line may be said otherwise, by a change here, in `voices.spoken_text`, `voices.lexicon` or
`pipeline.rendering.planning.phrases`:
chapters are then mixed again, and those lines spoken again of which something else is asked."""
