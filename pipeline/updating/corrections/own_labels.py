"""The tagger's chapters as it has them by itself: without what it was told of a person's corrections."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.production.remembered.ledger import Correction, Ledger
from script.model import DOUBTFUL, EDITED, Chapter, Kind, Line
from script.script_file.script_sheet import Label, label_of
from script.text.visible_text import Visible, bare


@dataclass(frozen=True, slots=True)
class OwnLabel:
    """What the tagger itself says of a stretch of a chapter (visible characters)."""

    start: int
    end: int
    label: Label


def own_chapters(chapters: Sequence[Chapter], ledger: Ledger | None) -> list[Chapter]:
    """The chapters with what the tagger itself had said of the lines that it was told of.

    Of those that are not in the ledger nobody knows that: an unknown speaker has them here.
    """
    labels: list[list[OwnLabel]] = [[] for _ in chapters]
    if ledger is not None and ledger.corrections:
        texts = [bare(chapter.text) for chapter in chapters]
        for correction in ledger.corrections:
            if (found := _find(correction, texts)) is not None:
                chapter, at = found
                labels[chapter].append(OwnLabel(at, at + len(bare(correction.words)), correction.was))
    return [own_chapter(chapter, known) for chapter, known in zip(chapters, labels, strict=True)]


def own_chapter(chapter: Chapter, known: Sequence[OwnLabel]) -> Chapter:
    """A chapter of the tagger's with what it says by itself of the stretches `known`, none of which overlap.

    Lines that a person divided are one again.
    """
    if not known and not any(map(was_told, chapter.lines)):
        return chapter
    visible = Visible(chapter.text)
    known = sorted(known, key=lambda own: own.start)
    paragraphs = []
    for paragraph in chapter.paragraphs:
        lines: list[Line] = []
        last: OwnLabel | None = None
        for line in paragraph.lines:
            own = _over(known, visible.index(line.start), visible.index(line.end))
            line = _by_itself(line, own) if was_told(line) else line
            if own is None or label_of(line, paragraph) != own.label:
                own = None
            if own is not None and own is last:
                lines[-1] = replace(lines[-1], end=line.end)
            else:
                lines.append(line)
            last = own
        paragraphs.append(replace(paragraph, lines=tuple(lines)))
    return replace(chapter, paragraphs=tuple(paragraphs))


def was_told(line: Line) -> bool:
    """Whether the speaker of a line of the tagger's is what a person had told it."""
    return line.evidence == EDITED and line.confidence == 1.0


def key_places(text: str, key: str) -> Iterator[int]:
    """Where visible characters stand in those of a chapter."""
    at = text.find(key)
    while at >= 0:
        yield at
        at = text.find(key, at + 1)


def _find(correction: Correction, texts: Sequence[str]) -> tuple[int, int] | None:
    """(chapter, visible character) where the line of a correction begins; None if it isn't there."""
    before, words = bare(correction.before), bare(correction.words)
    key = before + words + bare(correction.after)
    left = correction.nth
    for chapter, text in enumerate(texts):
        for at in key_places(text, key):
            if not left:
                return chapter, at + len(before)
            left -= 1
    only = [(chapter, at) for chapter, text in enumerate(texts) for at in key_places(text, words)]
    return only[0] if len(only) == 1 else None


def _over(known: Sequence[OwnLabel], start: int, end: int) -> OwnLabel | None:
    """What of `known`, ascending, is about all of a stretch."""
    at = bisect_right(known, start, key=lambda own: own.start) - 1
    return known[at] if at >= 0 and end <= known[at].end else None


def _by_itself(line: Line, own: OwnLabel | None) -> Line:
    """A line that the tagger was told of, as it has it by itself."""
    if own is None:
        return replace(line, speaker=None, kind=Kind.SPEECH, confidence=0.0, evidence="")
    label = own.label
    confidence = DOUBTFUL / 2 if label.doubtful else 1.0
    return replace(
        line, speaker=label.speaker, kind=label.kind, delivery=label.delivery, confidence=confidence, evidence=""
    )
