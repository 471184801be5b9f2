"""The people of a story as the tagger knows them: characters, the places where they are mentioned, who tells what."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field

from script.model import Character
from script.quotations.dialogue_tags import name_key
from script.quotations.speech_words import (
    GENERIC_NOUNS,
)


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of the text that is either quoted or narrated."""

    start: int
    end: int
    quoted: bool


@dataclass(frozen=True, slots=True)
class Mention:
    start: int
    end: int
    person: int
    quoted: bool


@dataclass(frozen=True, slots=True)
class Teller:
    """Who says "I" in the narration of a stretch: the keeper of a diary, the one who tells a chapter; None: nobody."""

    start: int
    end: int
    person: int | None


@dataclass(frozen=True, slots=True)
class People:
    """Everybody who may speak. `forms`: normalised name → index into `people`; `mentions` in the order of the text;
    `narrator`: who says "I" where `tellers` (ascending, none overlapping) names nobody else; `described`: "the
    landlord"; `groups`: "the crowd"."""

    people: tuple[Character, ...]
    forms: Mapping[str, int]
    mentions: tuple[Mention, ...] = ()
    narrator: int | None = None
    described: frozenset[int] = field(default=frozenset())
    groups: frozenset[int] = field(default=frozenset())
    tellers: tuple[Teller, ...] = ()
    perhaps_one: tuple[tuple[str, str, str], ...] = ()
    """(name, other name, why): two who may be one person, which nothing in the book tells."""

    def teller(self, at: int) -> int | None:
        """Who says "I" in the narration at an offset."""
        index = bisect_right(self.tellers, at, key=lambda told: told.start) - 1
        inside = index >= 0 and at < self.tellers[index].end
        return self.tellers[index].person if inside else self.narrator

    def resolve(self, name: str) -> int | None:
        """Who is called so: the whole name, else its longest part that names somebody."""
        key = name_key(name)
        if (hit := self.forms.get(key)) is not None:
            return hit
        words = key.split()
        for size in range(len(words) - 1, 0, -1):
            for at in range(len(words) - size + 1):
                if (hit := self.forms.get(" ".join(words[at : at + size]))) is not None:
                    return hit
        return None


def described_key(subject: str) -> str:
    """A description as it is looked up: "the old woman" with its determiner."""
    return " ".join(subject.lower().split())


def is_generic(subject: str) -> bool:
    """Whether a description usually stands for somebody who has a name as well ("the girl", "her sister")."""
    return subject.lower().split()[-1] in GENERIC_NOUNS
