"""The turns of talk that tags tell of, and who answers whom. In flat text a paragraph's end is two spaces."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import TypeAlias

from script.people.characters import People, described_key
from script.quotations.tags.dialogue_tags import Tag
from script.quotations.tags.noun_phrases import Subject

TalkTurn: TypeAlias = tuple[int, int | None]
"""Where a tag's subject stands, and whom it names or describes, if it does."""

NEXT_TURN = 500
"""Characters at most from one tag to the next of a talk."""
_PARAGRAPH_END = re.compile(r"  +")


def described_by(cast: People, tag: Tag) -> int | None:
    """Who is known by the description that a tag has for its subject."""
    return cast.forms.get(described_key(tag.subject)) if tag.kind is Subject.NOUN else None


def talk_turns(cast: People, tags: Iterable[Tag]) -> list[TalkTurn]:
    """The turns that sure tags tell of, in the order of the text."""
    return [
        (tag.start, cast.resolve(tag.subject) if tag.kind is Subject.NAME else described_by(cast, tag))
        for tag in sorted(tags, key=lambda tag: tag.start)
        if tag.sure
    ]


def who_answer(flat: str, turns: Sequence[TalkTurn]) -> frozenset[frozenset[int]]:
    """The pairs of people of whom one speaks in the paragraph behind the other's."""
    return frozenset(
        frozenset((a, b))
        for (one, a), (other, b) in pairwise(turns)
        if a is not None and b is not None and a != b and is_next_paragraph(flat, one, other)
    )


def is_same_paragraph(flat: str, start: int, end: int) -> bool:
    """Whether two offsets, the earlier one first, stand in one paragraph, not far from each other."""
    return end - start < NEXT_TURN and "  " not in flat[start:end]


def is_next_paragraph(flat: str, start: int, end: int) -> bool:
    """Whether the second of two offsets stands in the paragraph behind the first one's, not far from it."""
    return end - start < NEXT_TURN and len(_PARAGRAPH_END.findall(flat, start, end)) == 1
