"""A conversation that the tagger can't settle, and whose lines follow once a person has told who asks."""

from __future__ import annotations

CONVERSATION = """Anna and Paul sat down. Clara stood by the door.

“I have been to town,” said one of them.

“What did you buy?”

“A lamp.”

“A lamp! Whatever for?”

“To read by.”

Clara laughed and went out.
"""
TEA = f"CHAPTER ONE\n\n{CONVERSATION}"
