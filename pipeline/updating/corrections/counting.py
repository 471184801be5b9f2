"""Which corrections the tagger doesn't know of yet."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import astuple

from pipeline.updating.corrections.book_corrections import ChapterCorrections
from script.model import Character


def marks_of(chapters: Iterable[ChapterCorrections], people: Sequence[Character]) -> tuple[str, ...]:
    """A short mark for each correction, to be remembered: equal for equal ones, wherever they stand."""
    told = [said for chapter in chapters for said in chapter.told_lines()]
    return tuple(sorted([*map(_mark, told), *(_mark(astuple(person)) for person in people)]))


def unused(
    chapters: Iterable[ChapterCorrections], people: Sequence[Character], used: Collection[str]
) -> tuple[int, int]:
    """(corrected lines, people told of) that are not among the marks `used`."""
    left = Counter(used)
    lines, told = Counter(marks_of(chapters, ())), Counter(marks_of((), people))
    return (lines - left).total(), (told - left).total()


def tells_nothing_new(person: Character, characters: Sequence[Character]) -> bool:
    """Whether a person only gave one of the characters another name: that changes nobody's lines."""
    names = {person.name, *person.aliases}
    meant = [other for other in characters if names & {other.name, *other.aliases}]
    if person.gender or person.age or len(meant) > 1:
        return False
    return not meant or set(person.aliases) <= {meant[0].name, *meant[0].aliases}


def _mark(told: object) -> str:
    return hashlib.sha256(repr(told).encode("utf-8", "surrogatepass")).hexdigest()[:16]
