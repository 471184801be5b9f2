"""The notes that a merge leaves for a person, about what it could not merge."""

from __future__ import annotations

STORY_HAS = "The story now has: "
"""Before lines of the story, in a note that tells them."""
_NOT_NOW = "Not in the story now: "
_GONE = "Not in the story now, but you had changed it: "
_ELSEWHERE = "Elsewhere in the story now, but you had changed it: "
_STOOD = "Not in the story now, though this stood there: "
_READ = "Not in the story now, but you had said how it is read: "
_DOUBT = "You had changed these words, which the story has in "


def story_has(text: str) -> str:
    """Of words that stand against the person's."""
    return STORY_HAS + text


def gone(text: str) -> str:
    """Of the words of before that the person has in other words."""
    return _NOT_NOW + text


def corrected_and_gone(line: str) -> str:
    """Of a line that the person said something about, as it stands in a file."""
    return _GONE + line


def corrected_and_elsewhere(line: str) -> str:
    """The same of one whose words are somewhere in the story."""
    return _ELSEWHERE + line


def stood_beside(text: str) -> str:
    """Of the words that the person's cue or note stood beside."""
    return _STOOD + text


def read_otherwise(text: str) -> str:
    """Of words with the person's reading of one of them, as they stood in the file."""
    return _READ + text


def in_doubt(places: int) -> str:
    """Of what fits several places."""
    return f"{_DOUBT}{places} places now: is it here that you meant?"


def tells_of_loss(note: str) -> bool:
    """Whether it tells that what a person said has lost its words, or may have."""
    return note.startswith((_GONE, _ELSEWHERE, _STOOD, _READ, _DOUBT))


def is_ours(note: str) -> bool:
    """Whether a merge left it."""
    return tells_of_loss(note) or note.startswith((STORY_HAS, _NOT_NOW))
