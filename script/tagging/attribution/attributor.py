"""The one interface between finding speech and saying who speaks, so that another tagger can take the rules' place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from script.people.characters import People
from script.quotations.tags.dialogue_tags import Tag


@dataclass(frozen=True, slots=True)
class SpokenSpan:
    """A stretch of speech: its place, its paragraph's index, whether it goes on with the speech of the span before."""

    start: int
    end: int
    paragraph: int
    continues: bool = False


@dataclass(frozen=True, slots=True)
class AttributionInput:
    """What a tagger sees.

    Flat text, paragraphs [start, end), the scene that each belongs to, the speech, its tags (one per span or None), the
    cast, and who is certain to speak some spans (span → index into `People.people`).
    """

    flat: str
    paragraphs: Sequence[tuple[int, int]]
    scenes: Sequence[int]
    spans: Sequence[SpokenSpan]
    tags: Sequence[Tag | None]
    cast: People
    fixed: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who speaks a span: an index into `People.people` or None; how sure (0–1), and why."""

    speaker: int | None
    confidence: float
    evidence: str


class Attributor(Protocol):
    """Says who speaks: one attribution per span, in order."""

    def attribute(self, book: AttributionInput) -> tuple[Attribution, ...]:
        """Who speaks each span of the book's speech."""
        ...
