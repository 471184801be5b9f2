"""What shows that two names are two people's: they answer or address each other, stand side by side, act on each other.

One person under two names does none of it but by chance, so every sign counts, and they are weighed together.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise

from script.people.characters import Mention, Stretch
from script.people.names_in_text import is_vocative
from script.quotations.dialogue_tags import Subject, Tag, name_key

_SIDE = re.compile(r"(?:,? +(?:and|nor|than|but not)| +or) +(?:the |old |young |little |poor |dear )*")
"""Between two names that stand side by side: "Tom and Mr. Hale"; but "Tom, or Mr. Hale," is one."""
_BY_SIDE = 1.5
"""What that weighs, beside the other signs' 1: it alone tells names apart that stand seldom."""
_CLAUSE = 60
"""Characters at most between two names of one clause."""
_ANOTHER_CLAUSE = re.compile(r"[.!?;:,\"“”()\[\]—–-]|  ")
_SAME = re.compile(
    r"\b(?:was|were|is|are|be|been|being|as|or|called|named|calls|alias|became|become|name|known|for|if|that|because|when"
    r"|while|but|who|whom|which|before|after|and)\b"
)
"""Words between two names that may be one's: "Duane was Peter", "Tom, whom Mr. Hale …", "called Tom Mr. Hale"."""


def signs_apart(
    flat: str, stretches: Sequence[Stretch], tags: Sequence[Tag], keys: Sequence[str], spots: Sequence[Mention]
) -> dict[frozenset[str], float]:
    """How many signs there are that two names (of `keys`) are two people's. `spots`: where each name stands, by its
    index in `keys`, ascending."""
    found: defaultdict[frozenset[str], float] = defaultdict(float)
    for one, other in pairwise(spots):
        if one.person != other.person and one.quoted == other.quoted and (weight := _in_clause(flat, one, other)):
            found[frozenset((keys[one.person], keys[other.person]))] += weight
    for pair, count in _in_talk(flat, stretches, tags, keys, spots).items():
        found[pair] += count
    return found


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
    named = sorted((tag for tag in tags if tag.kind is Subject.NAME and tag.sure), key=lambda tag: tag.start)
    at = spot = 0
    before = ""
    for paragraph in _paragraphs(stretches):
        end = paragraph[-1].end
        speakers = []
        while at < len(named) and named[at].start < end:
            speakers.append(name_key(named[at].subject))
            at += 1
        called = []
        while spot < len(spots) and spots[spot].start < end:
            mention = spots[spot]
            if mention.quoted and speakers and is_vocative(flat, mention.start, mention.end):
                called.append(keys[mention.person])
            spot += 1
        for one, other in pairwise([before, *speakers]):
            if one and other != one:
                found[frozenset((one, other))] += 1
        if len(set(speakers)) == 1:
            for other in called:
                if other != speakers[0]:
                    found[frozenset((speakers[0], other))] += 1
        if speakers or any(stretch.quoted for stretch in paragraph):
            # What stands between two speeches without one of its own parts them no more than a page's edge.
            before = speakers[-1] if speakers else ""
    return found
