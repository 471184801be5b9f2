"""Where one story of a collection ends and the next begins: the people change, all of them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from script.people.characters import Mention
from script.people.tellers.first_person import Paragraph

_UNIT = 60
"""Mentions of people among which one place is looked for."""
_WINDOW = 5
"""Units on either side whose people are compared."""
_FEW = 4
"""Mentions of people that a chapter must have to be compared."""
_SHARED = 0.05
"""How much of what is said of people before and behind the end of a story may be of the same ones."""


def story_bounds(paragraphs: Sequence[Paragraph], mentions: Sequence[Mention]) -> list[int]:
    """The paragraphs with which stories begin, ascending, 0 first: only 0 for a novel, whose people stay.

    Lexical cohesion (TextTiling, Hearst 1997) over names in place of words."""
    people = [mention.person for mention in mentions]
    starts = [paragraph.start for paragraph in paragraphs]
    if chapters := _stories_by_chapter(paragraphs, [bisect_right(starts, m.start) - 1 for m in mentions], people):
        return chapters
    bounds = [0]
    lows = [(at, _shared(people, at)) for at in range(_UNIT, len(people) - _UNIT, _UNIT // 6)]
    for index, (at, share) in enumerate(lows):
        near = lows[max(0, index - 6) : index + 7]
        if share <= _SHARED and (share, at) == min((other, place) for place, other in near):
            paragraph = bisect_left(starts, mentions[at].start)
            if paragraph > bounds[-1]:
                bounds.append(paragraph)
    return bounds


def _stories_by_chapter(paragraphs: Sequence[Paragraph], places: Sequence[int], people: Sequence[int]) -> list[int]:
    """Where chapters begin, if each is a story of its own, as short as it may be: none shares people with the next."""
    begins = [0, *(i for i in range(1, len(paragraphs)) if paragraphs[i].chapter != paragraphs[i - 1].chapter)]
    casts = [Counter[int]() for _ in begins]
    for place, person in zip(places, people, strict=True):
        casts[max(0, bisect_right(begins, place) - 1)][person] += 1
    told = [cast for cast in casts if cast.total() >= _FEW]
    apart = all(_overlap(one, other) <= _SHARED for one, other in pairwise(told))
    return begins if len(told) > 1 and apart else []


def _overlap(one: Counter[int], other: Counter[int]) -> float:
    return sum((one & other).values()) / min(one.total(), other.total())


def _shared(people: Sequence[int], at: int) -> float:
    before = Counter(people[max(0, at - _WINDOW * _UNIT) : at])
    behind = Counter(people[at : at + _WINDOW * _UNIT])
    return _overlap(before, behind)
