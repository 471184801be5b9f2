"""The people of a story as the tagger knows them: characters, the places where they are mentioned, who tells what."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
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
    people = [cast.people[index] for index in kept]
    gone = {cast.people[index].name for index in joined}
    for one, other in sorted(joined.items()):
        extra, old = cast.people[one], people[place[other]]
        aliases = dict.fromkeys((*old.aliases, extra.name, *extra.aliases))
        people[place[other]] = Character(old.name, tuple(aliases), old.gender or extra.gender, old.age or extra.age)
    return People(
        tuple(people),
        {name: move[index] for name, index in cast.forms.items()},
        tuple(replace(mention, person=move[mention.person]) for mention in cast.mentions),
        None if cast.narrator is None else move[cast.narrator],
        frozenset(move[index] for index in cast.described - joined.keys()),
        frozenset(move[index] for index in cast.groups - joined.keys()),
        tuple(told if told.person is None else replace(told, person=move[told.person]) for told in cast.tellers),
        frozenset(move[index] for index in cast.they),
        tuple(pair for pair in cast.perhaps_one if not gone & {*pair[:2]}),
    )
