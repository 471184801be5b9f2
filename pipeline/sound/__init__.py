"""Clips → finished sound: place, level, add effects, mix, master, encode. Knows samples and files, no productions."""

REVISION = 3
"""Raise it when the same clips may come out as another file, by a change here or in `pipeline.rendering.chapters`:
chapters are then mixed again."""
