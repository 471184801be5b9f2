"""The people of a story as the tagger knows them: characters, the places where they are mentioned, who tells what."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from script.model import Character
from script.quotations.flat_text import name_key
from script.quotations.speech_words import (
    GENERIC_NOUNS,
)
from script.quotations.tags.noun_phrases import head_noun


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of the text that is either quoted or narrated."""

    start: int
    end: int
    quoted: bool


@dataclass(frozen=True, slots=True)
class Mention:
    """Where somebody is named, or described, in narration or in speech."""

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
    landlord"; `groups`: "the crowd"; `they`: who is "they" alone."""

    people: tuple[Character, ...]
    forms: Mapping[str, int]
    mentions: tuple[Mention, ...] = ()
    narrator: int | None = None
    described: frozenset[int] = field(default=frozenset())
    groups: frozenset[int] = field(default=frozenset())
    tellers: tuple[Teller, ...] = ()
    they: frozenset[int] = field(default=frozenset())
    perhaps_one: tuple[tuple[str, str, str], ...] = ()
    """(name, other name, why): two who may be one person, which nothing in the book tells."""
    meant: Mapping[int, int] = field(default_factory=dict)
    """Where a description stands → whom it means there, where that isn't whom it means elsewhere."""

    def described_at(self, description: str, at: int) -> int | None:
        """Who is meant by a description that stands at an offset."""
        hit = self.meant.get(at)
        return self.forms.get(described_key(description)) if hit is None else hit

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
    return head_noun(subject) in GENERIC_NOUNS and subject.lower().split()[-1] in GENERIC_NOUNS


def merged(cast: People, joined: Mapping[int, int]) -> People:
    """The cast with each key of `joined` made one with its value."""
    kept = [index for index in range(len(cast.people)) if index not in joined]
    place = {index: position for position, index in enumerate(kept)}
    move = [place[joined.get(index, index)] for index in range(len(cast.people))]
    people = list(cast.people)
    for one, other in sorted(joined.items()):
        people[other] = _as_one(people[other], cast.people[one])
    names = {cast.people[one].name: cast.people[other].name for one, other in joined.items()}
    return People(
        people=tuple(people[index] for index in kept),
        forms={name: move[index] for name, index in cast.forms.items()},
        mentions=tuple(replace(mention, person=move[mention.person]) for mention in cast.mentions),
        narrator=_moved_one(cast.narrator, move),
        described=_moved(cast.described - joined.keys(), move),
        groups=_moved(cast.groups - joined.keys(), move),
        tellers=tuple(replace(told, person=_moved_one(told.person, move)) for told in cast.tellers),
        they=_moved(cast.they, move),
        meant={at: move[person] for at, person in cast.meant.items()},
        perhaps_one=renamed_pairs(cast.perhaps_one, names),
    )


def renamed_pairs(pairs: Iterable[tuple[str, str, str]], names: Mapping[str, str]) -> tuple[tuple[str, str, str], ...]:
    """Those who may be one person (name, other name, why) under other names (old → new), each two of them once; those
    who are one now are left out."""
    found: dict[frozenset[str], tuple[str, str, str]] = {}
    for one, other, why in pairs:
        first, second = names.get(one, one), names.get(other, other)
        if first != second:
            found.setdefault(frozenset((first, second)), (first, second, why))
    return tuple(found.values())


def _as_one(person: Character, other: Character) -> Character:
    """A person with all names of another one, and what is told of either."""
    aliases = dict.fromkeys((*person.aliases, *other.names))
    return Character(person.name, tuple(aliases), person.gender or other.gender, person.age or other.age)


def _moved_one(person: int | None, move: Sequence[int]) -> int | None:
    return None if person is None else move[person]


def _moved(people: Iterable[int], move: Sequence[int]) -> frozenset[int]:
    return frozenset(move[index] for index in people)
