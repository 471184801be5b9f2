"""Who says "I" in the narration: the narrator of a book in the first person, and what tells their name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from script.model import Character
from script.people.characters import Mention, Stretch, Teller
from script.people.names_in_text import (
    is_vocative,
)
from script.quotations.dialogue_tags import Tag
from script.quotations.flat_text import NAME, name_key
from script.quotations.noun_phrases import Subject

_I = re.compile(r"\bI\b(?!\.)")


_MY_NAME = re.compile(
    rf"\b(?:[Mm]y name is|[Mm]y name's|[Cc]all me|[Mm]y name was|I am called|named me|christened me) +({NAME})"
)


_FRAME = 0.4
"""How much of a book's narration may stand outside what its only teller tells."""


def find_narrator(
    flat: str,
    stretches: Sequence[Stretch],
    tags: Sequence[Tag],
    mentions: Sequence[Mention],
    characters: list[Character],
    lookup: dict[str, int],
) -> int | None:
    """The "I" who tells the book, added to `characters` where nobody named is found to be them."""
    words = told = 0
    for stretch in stretches:
        if not stretch.quoted:
            words += flat.count(" ", stretch.start, stretch.end)
            told += len(_I.findall(flat, stretch.start, stretch.end))
    said = sum(1 for tag in tags if tag.kind is Subject.PRONOUN and tag.subject == "I" and tag.sure)
    if told < (1 if said else 3) or told < 0.004 * words or (told < 0.012 * words and not said):
        return None
    named = _narrator_name(flat, stretches, mentions, lookup)
    if named is None:
        named = len(characters)
        characters.append(Character("I", ()))
    else:
        call_i(named, characters, lookup)
        return named
    lookup["i"] = named
    return named


def call_i(person: int, characters: list[Character], lookup: dict[str, int]) -> None:
    old = characters[person]
    characters[person] = Character(old.name, (*old.aliases, "I"), old.gender, old.age)
    lookup["i"] = person


def only_teller(tellers: Sequence[Teller], stretches: Sequence[Stretch], apart: Sequence[Stretch]) -> int | None:
    """The one person who tells all that somebody tells, where that is most of the book: its narrator."""
    people = {teller.person for teller in tellers}
    only = people.pop() if len(people) == 1 else None
    whole, outside = (sum(s.end - s.start for s in some if not s.quoted) for some in (stretches, apart))
    return only if outside <= _FRAME * whole else None


def introduces_self(flat: str, stretches: Sequence[Stretch]) -> list[str]:
    """The names in "My name is …" outside quotations."""
    matches = (_MY_NAME.search(flat, s.start, s.end) for s in stretches if not s.quoted)
    return [match.group(1) for match in matches if match]


def _narrator_name(
    flat: str,
    stretches: Sequence[Stretch],
    mentions: Sequence[Mention],
    lookup: Mapping[str, int],
) -> int | None:
    told: Counter[int] = Counter()
    addressed: Counter[int] = Counter()
    for mention in mentions:
        if mention.quoted:
            addressed[mention.person] += is_vocative(flat, mention.start, mention.end)
        else:
            told[mention.person] += 1
    for stretch in stretches:
        if stretch.quoted:
            continue
        match = _MY_NAME.search(flat, stretch.start, stretch.end)
        if match and (hit := lookup.get(name_key(match.group(1)))) is not None and told[hit] <= 3 + addressed[hit]:
            return hit
    for person, count in addressed.most_common(8):
        # Others call the narrator by name; the narrator hardly ever does.
        if count >= 3 and told[person] <= 0.34 * count:
            return person
    return None
