"""A script file as data, before it meets the stored story: spans with labels, and marks between their characters."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from script.model import DOUBTFUL, NARRATOR, BlockKind, Chapter, CueKind, Kind, Line, Paragraph
from script.text.visible_text import Visible


@dataclass(frozen=True, slots=True)
class Label:
    """What a script file says about a span."""

    speaker: str | None
    kind: Kind
    delivery: str | None = None
    doubtful: bool = False
    """The speaker is unknown, or known with a confidence below `DOUBTFUL`."""
    heading: int = 0
    """Depth (1–6) of the heading that the span belongs to, else 0."""


@dataclass(frozen=True, slots=True)
class LabelledSpan:
    """One file line of story text."""

    label: Label
    text: str
    """White space folded: words parted by one space."""
    opens: bool
    """It is the first of its paragraph."""
    number: int = 0
    """1-based file line; 0 when it comes from no file."""

    @property
    def visible(self) -> str:
        """Its characters that are not white space."""
        return self.text.replace(" ", "")


@dataclass(frozen=True, slots=True)
class Mark:
    """A cue or a note, with `at` visible characters of the chapter before it."""

    at: int
    kind: CueKind | None
    """None: a note."""
    value: str
    closes: bool = field(default=False, compare=False)
    """In its file it stands on the line, or in the paragraph, of the words before it, and not on a line of words that
    follow."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A chapter's script file."""

    spans: tuple[LabelledSpan, ...]
    marks: tuple[Mark, ...]
    """In the order of the file, so ascending in `at`."""

    def paragraphs(self) -> Iterator[tuple[LabelledSpan, ...]]:
        """The spans of each paragraph."""
        starts = [i for i, span in enumerate(self.spans) if span.opens]
        for start, end in pairwise([*starts, len(self.spans)]):
            yield self.spans[start:end]


def label_of(line: Line, paragraph: Paragraph) -> Label:
    """What the script file says about a line of a chapter. What is not spoken has no unknown or doubtful speaker."""
    heading = min(max(paragraph.level, 1), 6) if paragraph.kind is BlockKind.HEADING else 0
    if not line.kind.spoken:
        return Label(line.speaker or NARRATOR, line.kind, line.delivery, heading=heading)
    doubtful = line.speaker is None or line.confidence < DOUBTFUL
    return Label(line.speaker, line.kind, line.delivery, doubtful, heading)


def fold(text: str) -> str:
    """The words of `text`, parted by one space."""
    return " ".join(text.split())


def sheet_of(chapter: Chapter) -> Sheet:
    """The script file's data for a chapter."""
    spans = [
        LabelledSpan(label_of(line, paragraph), fold(chapter.text[line.start : line.end]), opens=i == 0)
        for paragraph in chapter.paragraphs
        for i, line in enumerate(paragraph.lines)
    ]
    marks = placed_marks(chapter, Visible(chapter.text)) if chapter.cues or chapter.notes else []
    return Sheet(tuple(spans), tuple(mark for _, mark in marks))


def placed_marks(chapter: Chapter, visible: Visible) -> list[tuple[int, Mark]]:
    """A chapter's cues and notes as (offset in its text, mark), in order; at one offset, cues come first."""
    placed = [(cue.at, Mark(visible.index(cue.at), cue.kind, cue.value)) for cue in chapter.cues]
    placed += [(note.at, Mark(visible.index(note.at), None, note.text)) for note in chapter.notes]
    return sorted(placed, key=lambda item: item[0])
