"""A script file as data, before it meets the stored story: spans with labels, and marks between their characters."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise
from typing import TypeAlias

from script.model import DOUBTFUL, NARRATOR, BlockKind, Chapter, CueKind, Kind, Line, Paragraph
from script.script_file.escapes import READING
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


class Hanging(StrEnum):
    """What hangs on the word before it."""

    READING = READING


MarkKind: TypeAlias = CueKind | Hanging | None
"""What a mark is; None: a note."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A cue, a note or a reading, with `at` visible characters of the chapter before it."""

    at: int
    kind: MarkKind
    value: str
    speaker: str | None = None
    """As `script.model.Cue` has them."""
    delivery: str | None = None
    closes: bool = field(default=False, compare=False)
    """In its file it stands on the line, or in the paragraph, of the words before it, and not on a line of words that
    follow."""
    number: int = field(default=0, compare=False)
    """1-based file line; 0 when it comes from no file."""

    @property
    def hangs(self) -> bool:
        """Whether it is said of the word before it, and not of the place."""
        return isinstance(self.kind, Hanging)

    @property
    def beside(self) -> int:
        """The character that it goes with: the last of the word that it hangs on, else the one that follows."""
        return self.at - 1 if self.hangs else self.at


def in_order(marks: Iterable[Mark]) -> tuple[Mark, ...]:
    """The marks, ascending: what hangs on a word right behind it."""
    return tuple(sorted(marks, key=lambda mark: (mark.at, not mark.hangs)))


@dataclass(frozen=True, slots=True)
class Sheet:
    """A chapter's script file."""

    spans: tuple[LabelledSpan, ...]
    marks: tuple[Mark, ...]
    """In the order of the file, so ascending in `at`; what hangs on a word comes first behind it."""

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
    marks = placed_marks(chapter, Visible(chapter.text)) if has_marks(chapter) else []
    return Sheet(tuple(spans), tuple(mark for _, mark in marks))


def has_marks(chapter: Chapter) -> bool:
    """Whether there are cues, notes or readings in a chapter."""
    return bool(chapter.cues or chapter.notes or chapter.readings)


def placed_marks(chapter: Chapter, visible: Visible) -> list[tuple[int, Mark]]:
    """A chapter's cues, notes and readings as (offset in its text, mark), in order; of those behind the same character
    the readings come first, of those at one offset the cues before the notes."""
    placed = [(item.at, Mark(visible.index(item.at), Hanging.READING, item.said)) for item in chapter.readings]
    placed += [
        (cue.at, Mark(visible.index(cue.at), cue.kind, cue.value, cue.speaker, cue.delivery)) for cue in chapter.cues
    ]
    placed += [(note.at, Mark(visible.index(note.at), None, note.text)) for note in chapter.notes]
    return sorted(placed, key=lambda item: (item[1].at, not item[1].hangs, item[0]))
