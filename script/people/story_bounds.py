"""Where one story of a collection ends and the next begins: the people change, all of them."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence

from script.people.characters import Mention
from script.people.first_person import Paragraph

_UNIT = 60
"""Mentions of people among which one place is looked for."""
_WINDOW = 5
"""Units on either side whose people are compared."""
_SHARED = 0.05
"""How much of what is said of people before and behind the end of a story may be of the same ones."""


def story_bounds(paragraphs: Sequence[Paragraph], mentions: Sequence[Mention]) -> list[int]:
    """The paragraphs with which stories begin, ascending, 0 first: only 0 for a novel, whose people stay.

    Lexical cohesion (TextTiling, Hearst 1997) over names in place of words."""
    people = [mention.person for mention in mentions]
    bounds = [0]
    starts = [paragraph.start for paragraph in paragraphs]
    lows = [(at, _shared(people, at)) for at in range(_UNIT, len(people) - _UNIT, _UNIT // 6)]
    for index, (at, share) in enumerate(lows):
        near = lows[max(0, index - 6) : index + 7]
        if share <= _SHARED and (share, at) == min((other, place) for place, other in near):
            paragraph = bisect_left(starts, mentions[at].start)
            if paragraph > bounds[-1]:
                bounds.append(paragraph)
    return bounds


def _shared(people: Sequence[int], at: int) -> float:
    before = Counter(people[max(0, at - _WINDOW * _UNIT) : at])
    behind = Counter(people[at : at + _WINDOW * _UNIT])
    return sum((before & behind).values()) / min(before.total(), behind.total())
