"""Whose gender or age the story doesn't tell, and what their voice was chosen by."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.production.opened_production import Opened
from pipeline.production.script_files import words_by_speaker
from pipeline.reporting.perhaps_one import table_of
from script.model import Age, Gender

_MANY_LINES = 10
"""From so many lines on it is told of somebody that nothing tells their age: it is of most who say little."""


@dataclass(frozen=True, slots=True)
class GuessedPerson:
    """Somebody whose voice rests on a guess."""

    name: str
    gender: Gender | None
    """The one that was guessed; None: the story tells it, or there is none to tell."""
    age: Age | None
    """The one that was taken for granted; None: the story tells it."""
    lines: int
    place: str
    """Where `gender` and `age` belong: in whose table of voices.toml."""


def guessed_people(opened: Opened) -> Iterator[GuessedPerson]:
    """Those of whom the story doesn't tell whether they are he or she, and with many lines also how old they are.

    Who says most comes first.
    """
    counts = words_by_speaker(opened.edited.chapters)
    known = [person for person in (opened.tagged.characters if opened.tagged else ()) if person.name in counts]
    for person in sorted(known, key=lambda person: (-counts[person.name][1], person.name)):
        lines = counts[person.name][0]
        gender = person.gender if person.gender_guessed else None
        age = Age.ADULT if person.age is None and (gender is not None or lines >= _MANY_LINES) else None
        if gender is not None or age is not None:
            yield GuessedPerson(person.name, gender, age, lines, table_of(opened, person.name))
