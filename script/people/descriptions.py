"""People known by what they are: "the landlord", "her roommate", "the twins"; and ranks that stand for a name."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence

from script.model import Character
from script.people.characters import Mention, Stretch, described_key, is_generic
from script.people.names.known_people import dominant
from script.people.names.name_forms import Person
from script.people.names.name_matching import RANKS
from script.quotations.flat_text import sentences
from script.quotations.speech_words import (
    GROUP_NOUNS,
    SAME_TITLE,
    age_of_words,
    gender_of_noun,
)
from script.quotations.tags.dialogue_tags import Tag
from script.quotations.tags.noun_phrases import Subject, first_subject, head_noun

_EVERYONE = "Everyone"
_FEW = 2
"""People with names: where there are no more, others are known by what they are, wherever they act."""
_ACTS = 2
"""Times that somebody without a name must act beside speech without a tag to speak."""


def add_ranks(people: Sequence[Person], characters: list[Character], lookup: dict[str, int]) -> set[str]:
    """Makes "the professor" a name of Professor Derrick, where he is the only one that counts; gives the keys."""
    keys = set()
    for rank in sorted(RANKS):
        title = SAME_TITLE.get(rank, rank)
        bearer = dominant([person for person in people if title in person.titles])
        key = f"the {rank}"
        if bearer is None or key in lookup or rank in lookup:
            continue
        index = next(number for number, person in enumerate(people) if person is bearer)
        lookup[key] = lookup[rank] = index
        keys.add(key)
        old = characters[index]
        characters[index] = Character(old.name, (*old.aliases, key), old.gender, old.age)
    return keys


def unnamed_people(flat: str, stretches: Sequence[Stretch], tags: Sequence[Tag], named: int) -> Counter[str]:
    """The descriptions that sentences of the narration open with, "The witness sat", of those who act beside speech
    that nothing else gives to anybody, more than once. `named`: how many people have names."""
    found: Counter[str] = Counter()
    beside: Counter[str] = Counter()
    told = sorted(tag.start for tag in tags if tag.sure)
    for number, stretch in enumerate(stretches):
        untold = not stretch.quoted and _is_beat(flat, stretches, number, told)
        for begin, stop in sentences(flat, stretch.start, stretch.end) if not stretch.quoted else ():
            noun = first_subject(flat, begin, stop)
            if noun and noun.kind is Subject.NOUN and noun.start == begin and noun.text.startswith("the "):
                key = described_key(noun.text)
                found[key] += 1
                beside[key] += untold
    return Counter({key: count for key, count in found.items() if _may_speak(key, count, beside[key], named)})


def _may_speak(key: str, acts: int, beside: int, named: int) -> bool:
    """Whether who has no name is somebody to speak: the more people have names, the more they must do for it, and the
    likelier "the man" is one of those."""
    if beside >= _ACTS and not is_generic(key):
        return True
    return acts + beside >= named - 1 and (beside > 0 or named <= _FEW)


def _is_beat(flat: str, stretches: Sequence[Stretch], number: int, told: Sequence[int]) -> bool:
    """Whether speech stands beside a narrated stretch in its paragraph, and the stretch has no tag of its own."""
    stretch = stretches[number]
    first = bisect_left(told, stretch.start)
    if first < len(told) and told[first] < stretch.end:
        return False
    before, after = stretches[max(0, number - 1)], stretches[min(number + 1, len(stretches) - 1)]
    # In flat text a paragraph's end is two spaces.
    return (before.quoted and "  " not in flat[before.end : stretch.start + 1]) or (
        after.quoted and "  " not in flat[stretch.end - 1 : after.start]
    )


def add_described(
    tags: Sequence[Tag], characters: list[Character], lookup: dict[str, int], unnamed: Counter[str]
) -> tuple[set[int], set[int]]:
    """Characters for descriptions and groups that tags name, and for those of the `unnamed`."""
    counts = Counter(unnamed)
    written: dict[str, str] = {}
    """Each description with the capitals of the names in it, as it stands first."""
    crowds: Counter[str] = Counter()
    for tag in tags:
        written.setdefault(described_key(tag.subject), tag.subject)
        if not tag.sure:
            continue
        if tag.kind is Subject.NOUN:
            counts[described_key(tag.subject)] += 1
        elif tag.kind is Subject.CROWD:
            crowds[described_key(tag.subject)] += 1
    described: set[int] = set()
    groups: set[int] = set()
    for key, _ in sorted(counts.items(), key=lambda item: (_is_one(item[0]), -item[1], item[0])):
        words = key.split()
        plain = " ".join(words[1:]) if words[0] == "the" else ""
        if key in lookup:
            continue
        if (
            _is_one(key)
            and len(same := {lookup[other] for other in lookup if _is_same_one(key, other)} & described) == 1
        ):
            lookup[key] = same.pop()
            continue
        if plain and plain in lookup:
            lookup[key] = lookup[plain]
            continue
        noun = head_noun(key)
        name = written.get(key, key)
        lookup[key] = len(characters)
        described.add(len(characters))
        characters.append(Character(name, (), gender_of_noun(noun), age_of_words(words)))
    for key in sorted(crowds):
        if head_noun(key) in GROUP_NOUNS and key.startswith(("the ", "his ", "her ", "my ", "our ", "their ")):
            lookup[key] = len(characters)
            groups.add(len(characters))
            characters.append(Character(key, ()))
        else:
            if _EVERYONE.lower() not in lookup:
                lookup[_EVERYONE.lower()] = len(characters)
                groups.add(len(characters))
                characters.append(Character(_EVERYONE, ()))
            lookup[key] = lookup[_EVERYONE.lower()]
    return described, groups


def _is_one(key: str) -> bool:
    """Whether a description leaves to others what somebody is: "the freckled one"."""
    return key.startswith("the ") and key.endswith(" one")


def _is_same_one(key: str, other: str) -> bool:
    """Whether another description says of whom "the freckled one" is: "the freckled guard"."""
    return other != key and other.startswith(f"{key.removesuffix('one')}")


_DESCRIPTION = re.compile(r"\b([Tt]he|[Hh]is|[Hh]er|[Mm]y|[Oo]ur|[Tt]heir) +([\w'-]+)(?: +([\w'-]+))?(?: +([\w'-]+))?")


def described_mentions(
    flat: str, stretches: Sequence[Stretch], lookup: Mapping[str, int], keys: set[str]
) -> list[Mention]:
    """Where people stand in the narration who are known by a description, or a rank, among `keys`."""
    mentions = []
    for stretch in stretches:
        if stretch.quoted:
            continue
        at = stretch.start
        while match := _DESCRIPTION.search(flat, at, stretch.end):
            at = match.end(2)
            for group in (4, 3, 2):
                if match.group(group) is None:
                    continue
                key = described_key(flat[match.start() : match.end(group)])
                if key in keys:
                    mentions.append(Mention(match.start(), match.end(group), lookup[key], False))
                    at = match.end(group)
                    break
    return mentions
