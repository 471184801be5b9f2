"""A chapter as it is heard: the words of its `say` cues are lines of it, where the cues stand."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import accumulate

from script.model import EDITED, NARRATOR, BlockKind, Chapter, Cue, CueKind, Kind, Line, Paragraph


@dataclass(frozen=True, slots=True)
class HeardChapter:
    """A chapter with the words of its cues in it."""

    chapter: Chapter
    """Its text is the story's no more. Where the words of a cue begin and end, one without words parts them from
    others."""
    origins: tuple[tuple[bool, int], ...]
    """For each of its lines (whether it is a cue's, the number of the cue or of the line in the chapter before)."""


def said_line(cue: Cue, start: int = 0) -> Line:
    """The line that the words of a `say` cue are, from `start` on."""
    kind = Kind.NARRATION if cue.speaker is None else Kind.SPEECH
    return Line(start, start + len(cue.value), cue.speaker or NARRATOR, kind, cue.delivery, evidence=EDITED)


def with_spoken_cues(chapter: Chapter) -> HeardChapter:
    """The chapter as it is heard.

    What a cue says amid a paragraph is a line of it, and divides the line that it stands in; between two paragraphs,
    at the beginning and at the end it is a paragraph of its own.
    """
    if not any(map(_says, chapter.cues)):
        lines = range(len(chapter.lines))
        return HeardChapter(chapter, tuple((False, number) for number in lines))
    return _Hearing(chapter).heard()


def _says(cue: Cue) -> bool:
    return cue.kind is CueKind.SAY and bool(cue.value)


class _Hearing:
    """One run of `with_spoken_cues`."""

    def __init__(self, chapter: Chapter) -> None:
        self._chapter = chapter
        self._text = chapter.text
        self._origins: list[tuple[bool, int]] = []
        self._says = [(number, cue) for number, cue in enumerate(chapter.cues) if _says(cue)]
        placed = [self._place(cue.at) for _, cue in self._says]
        self._places = [at for at, _ in placed]
        spaces = [" " if amid else "\n\n" for _, amid in placed]
        self._inserted = [space + cue.value + space for space, (_, cue) in zip(spaces, self._says, strict=True)]
        self._shifts = [*accumulate(map(len, self._inserted), initial=0)]
        self._starts = [
            at + shift + len(space) for at, shift, space in zip(self._places, self._shifts, spaces, strict=False)
        ]
        self._waiting = deque((number, at, amid) for number, (at, amid) in enumerate(placed))
        """(number among those that are said, place, whether that is amid a paragraph) of what has no line yet."""

    def heard(self) -> HeardChapter:
        chapter = self._chapter
        paragraphs = tuple(self._paragraphs())
        heard = replace(
            chapter,
            text=self._whole_text(),
            paragraphs=paragraphs,
            cues=tuple(self._cues()),
            notes=tuple(replace(note, at=self._from(note.at)) for note in chapter.notes),
            emphasis=tuple((self._from(start), self._to(end)) for start, end in chapter.emphasis),
            pronunciations=tuple((self._from(start), self._to(end), ipa) for start, end, ipa in chapter.pronunciations),
            readings=tuple(replace(reading, at=self._to(reading.at)) for reading in chapter.readings),
        )
        return HeardChapter(heard, tuple(self._origins))

    def _place(self, at: int) -> tuple[int, bool]:
        """(where the words of a cue come in, whether words of one paragraph stand on both sides)."""
        for paragraph in self._chapter.paragraphs:
            if paragraph.start < at < paragraph.end:
                if not self._text[paragraph.start : at].strip():
                    return paragraph.start, False
                if not self._text[at : paragraph.end].strip():
                    return paragraph.end, False
                return at, True
        return at, False

    def _whole_text(self) -> str:
        parts: list[str] = []
        done = 0
        for at, inserted in zip(self._places, self._inserted, strict=True):
            parts += self._text[done:at], inserted
            done = at
        return "".join([*parts, self._text[done:]])

    def _from(self, offset: int) -> int:
        """Where what begins at an offset does now."""
        return offset + self._shifts[bisect_right(self._places, offset)]

    def _to(self, offset: int) -> int:
        """Where what ends at an offset does now."""
        return offset + self._shifts[bisect_left(self._places, offset)]

    def _cues(self) -> Iterator[Cue]:
        """The cues where they are now: those that stand with a `say` cue stay on their side of it."""
        said = end = 0
        for cue in self._chapter.cues:
            if not _says(cue):
                yield replace(cue, at=max(cue.at + self._shifts[said], end))
                continue
            start = self._starts[said]
            end = start + len(cue.value)
            yield replace(cue, at=start, value="")
            yield replace(cue, at=end, value="")
            said += 1

    def _paragraphs(self) -> Iterator[Paragraph]:
        number = 0
        for paragraph in self._chapter.paragraphs:
            yield from self._own_paragraphs(paragraph.start)
            lines: list[Line] = []
            for line in paragraph.lines:
                lines += self._divided(line, number)
                number += 1
            yield replace(paragraph, lines=tuple(lines))
        yield from self._own_paragraphs(len(self._text))

    def _own_paragraphs(self, end: int) -> Iterator[Paragraph]:
        """The cues up to an offset that are paragraphs of their own."""
        while self._waiting and self._waiting[0][1] <= end:
            yield Paragraph(BlockKind.PARAGRAPH, (self._said(self._waiting.popleft()[0]),))

    def _divided(self, line: Line, number: int) -> Iterator[Line]:
        """A line, with what cues before and in it say between its parts."""
        start = line.start
        while self._waiting and self._waiting[0][2] and self._waiting[0][1] < line.end:
            said, at, _ = self._waiting.popleft()
            yield from self._part(line, start, max(at, start), number)
            yield self._said(said)
            start = max(at, start)
        yield from self._part(line, start, line.end, number)

    def _part(self, line: Line, start: int, end: int, number: int) -> Iterator[Line]:
        words = self._text[start:end]
        if line.start < start:
            start += len(words) - len(words.lstrip())
        if end < line.end:
            end -= len(words) - len(words.rstrip())
        if words.strip():
            self._origins.append((False, number))
            yield replace(line, start=self._from(start), end=self._to(end))

    def _said(self, number: int) -> Line:
        at, cue = self._says[number]
        self._origins.append((True, at))
        return said_line(cue, self._starts[number])
