"""What shows that two names are two people's: they answer or address each other, stand side by side, act on another.

One person under two names does none of it but by chance, so every sign counts, and they are weighed together.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise

from script.people.characters import Mention, Stretch
from script.people.names.name_forms import FAMILY
from script.people.names.vocatives import is_vocative
from script.quotations.flat_text import name_key
from script.quotations.speech_words import KIN_NOUNS
from script.quotations.tags.dialogue_tags import Tag
from script.quotations.tags.noun_phrases import Subject

_SIDE = re.compile(r"(?:,? +(?:and|nor|than|but not)| +or) +(?:the |old |young |little |poor |dear )*")
"""Between two names that stand side by side: "Tom and Mr. Hale"; but "Tom, or Mr. Hale," is one."""
_BY_SIDE = 1.5
"""What that weighs, beside the other signs' 1: it alone tells names apart that stand seldom."""
_AS_KIN = 2
"""What it weighs that somebody is said to be another's daughter, friend or guest."""
_CLAUSE = 60
"""Characters at most between two names of one clause."""
_ANOTHER_CLAUSE = re.compile(r"[.!?;:,\"“”()\[\]—–-]|  ")
_SAME = re.compile(
    r"\b(?:was|were|is|are|be|been|being|as|or|called|named|calls|alias|became|become|name|known|for|if|that|because|when"
    r"|while|but|who|whom|which|before|after|and)\b"
)
"""Words between two names that may be one's: "Duane was Peter", "Tom, whom Mr. Hale …", "called Tom Mr. Hale"."""


_SOMEBODYS = "|".join(sorted(KIN_NOUNS | FAMILY | {"grandson", "granddaughter", "stepfather", "stepmother", "stepson"}))
_SAID_KIN = re.compile(
    rf"\b(?:[Hh]is|[Hh]er|[Tt]heir|'s) +(?:(?!and\b|or\b)[a-z-]+ +){{0,2}}(?:{_SOMEBODYS}),? *(?:called +|named +)?$"
)
"""Before a name whose bearer is somebody's somebody: "his daughter Anna", "Mr. Hale's younger son, Tom"."""
_KIN_BEHIND = re.compile(rf", (?:his|her|their) +(?:(?!and\b|or\b)[a-z-]+ +){{0,2}}(?:{_SOMEBODYS})\b")
_SAID_REACH = 48
"""Characters before a name that tell whose somebody its bearer is."""
_OWNER = 300
"""Characters at most from who was named last to "his daughter Anna"."""


def signs_apart(
    flat: str, stretches: Sequence[Stretch], tags: Sequence[Tag], keys: Sequence[str], spots: Sequence[Mention]
) -> dict[frozenset[str], float]:
    """How many signs there are that two names (of `keys`) are two people's. `spots`: where each name stands, by its
    index in `keys`, ascending."""
    found: defaultdict[frozenset[str], float] = defaultdict(float)
    for one, other in pairwise(spots):
        if one.person == other.person or one.quoted != other.quoted:
            continue
        names = keys[one.person], keys[other.person]
        if weight := _AS_KIN * _is_kin(flat, names, one, other) or _in_clause(flat, one, other):
            found[frozenset(names)] += weight
    for pair, count in _in_talk(flat, stretches, tags, keys, spots).items():
        found[pair] += count
    return found


def _is_kin(flat: str, names: tuple[str, str], one: Mention, other: Mention) -> bool:
    """Whether who is named next is told to be somebody's somebody of the one who was named before. Where a name is
    part of the other, "his" rather means a third."""
    if other.start - one.end > _OWNER or "  " in flat[one.end : other.start]:
        return False
    first, second = (set(name.split()) for name in names)
    if first <= second or second <= first:
        return False
    before = _SAID_KIN.search(flat, max(one.end, other.start - _SAID_REACH), other.start)
    return before is not None or _KIN_BEHIND.match(flat, other.end) is not None


def _in_clause(flat: str, one: Mention, other: Mention) -> float:
    between = flat[one.end : other.start]
    if len(between) > _CLAUSE:
        return 0
    if _SIDE.fullmatch(between):
        return _BY_SIDE
    if _ANOTHER_CLAUSE.search(between) or _SAME.search(between) or not between.strip():
        return 0
    return 1


def _paragraphs(stretches: Sequence[Stretch]) -> Iterable[tuple[Stretch, ...]]:
    """The stretches by paragraph: those of one paragraph touch."""
    group: list[Stretch] = []
    for stretch in stretches:
        if group and group[-1].end != stretch.start:
            yield tuple(group)
            group = []
        group.append(stretch)
    if group:
        yield tuple(group)


def _in_talk(
    flat: str, stretches: Sequence[Stretch], tags: Sequence[Tag], keys: Sequence[str], spots: Sequence[Mention]
) -> Counter[frozenset[str]]:
    """Who answers whom in the next paragraph, and whom somebody calls by name in what they say."""
    found: Counter[frozenset[str]] = Counter()
    named = _named_speakers(tags)
    called = [spot for spot in spots if spot.quoted and is_vocative(flat, spot.start, spot.end)]
    tag_starts, call_starts = [tag.start for tag in named], [spot.start for spot in called]
    before = ""
    for paragraph in _paragraphs(stretches):
        start, end = paragraph[0].start, paragraph[-1].end
        inside = named[bisect_left(tag_starts, start) : bisect_left(tag_starts, end)]
        speakers = [name_key(tag.subject) for tag in inside]
        found.update(_of_two(pairwise([before, *speakers])))
        if len(set(speakers)) == 1:
            calls = called[bisect_left(call_starts, start) : bisect_left(call_starts, end)]
            found.update(_of_two((speakers[0], keys[spot.person]) for spot in calls))
        if speakers or any(stretch.quoted for stretch in paragraph):
            # A speech that nobody is said to speak may be anybody's; mere narration parts no speeches.
            before = speakers[-1] if speakers else ""
    return found


def _named_speakers(tags: Sequence[Tag]) -> list[Tag]:
    """The sure tags that name their speakers, in the order of the text."""
    return sorted((tag for tag in tags if tag.kind is Subject.NAME and tag.sure), key=lambda tag: tag.start)


def _of_two(pairs: Iterable[tuple[str, str]]) -> Iterable[frozenset[str]]:
    return (frozenset(pair) for pair in pairs if all(pair) and pair[0] != pair[1])
