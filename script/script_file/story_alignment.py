"""A chapter from its script file and the stored chapter.

White space, styles and evidence come back where the words are the same.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from script.model import DOUBTFUL, EDITED, BlockKind, Chapter, Cue, CueKind, Kind, Line, Note, Paragraph, Reading
from script.script_file.script_sheet import Label, LabelledSpan, Mark, Sheet, label_of, placed_marks, sheet_of
from script.text.alignment import MatchingBlock, align
from script.text.visible_text import Visible

_FILE_NAME = re.compile(r"(?P<number>\d+)[ ._-]*(?P<title>.*)", re.DOTALL)
_KINDS_OF_TEXT = frozenset({BlockKind.PARAGRAPH, BlockKind.VERSE, BlockKind.QUOTE, BlockKind.ITEM, BlockKind.ROW})


def rebuild(sheet: Sheet, base: Chapter | None, name: str) -> tuple[Chapter, int]:
    """(the chapter that `sheet` says, how many of its words differ from `base`'s; 0 without one).

    `name`: the script file's, for number and title where there is no base.
    """
    if base is not None:
        return _Rebuilding(sheet, base).chapter()
    chapter, _ = _Rebuilding(sheet, _empty_chapter(sheet, name)).chapter()
    return chapter, 0


def _empty_chapter(sheet: Sheet, name: str) -> Chapter:
    stem = PurePosixPath(name).name.removesuffix(".txt")
    match = _FILE_NAME.fullmatch(stem)
    heading = next((span.text for span in sheet.spans if span.label.kind is Kind.HEADING), "")
    return Chapter(
        number=max(int(match["number"]), 1) if match else 1,
        title=heading or (match["title"] if match else stem),
        text="",
        paragraphs=(),
    )


class _Rebuilding:
    """One run of `rebuild`. Places (`at`, `place`) count visible characters; offsets index a text."""

    def __init__(self, sheet: Sheet, base: Chapter) -> None:
        self._sheet = sheet
        self._base = base
        self._old = Visible(base.text)
        self._pairs = [(line, paragraph) for paragraph in base.paragraphs for line in paragraph.lines]
        self._starts = [self._old.index(line.start) for line, _ in self._pairs]
        self._ends = [self._old.index(line.end) for line, _ in self._pairs]
        self._size = sum(len(span.visible) for span in sheet.spans)
        self._alignment = align([span.text for span in sheet.spans], [span.text for span in sheet_of(base).spans])
        self._text, self._respaced = self._write_text()
        self._new = Visible(self._text)

    def chapter(self) -> tuple[Chapter, int]:
        base = self._base
        paragraphs = []
        at = 0
        for spans in self._sheet.paragraphs():
            paragraphs.append(self._paragraph(spans, at))
            at += sum(len(span.visible) for span in spans)
        marks = self._placed_marks()
        chapter = replace(
            base,
            text=self._text,
            paragraphs=tuple(paragraphs),
            cues=tuple(
                Cue(offset, mark.kind, mark.value, mark.speaker, mark.delivery)
                for offset, mark in marks
                if isinstance(mark.kind, CueKind)
            ),
            notes=tuple(Note(offset, mark.value) for offset, mark in marks if mark.kind is None),
            emphasis=base.emphasis if self._text == base.text else tuple(self._emphasis()),
            pronunciations=base.pronunciations if self._text == base.text else tuple(self._pronunciations()),
            readings=tuple(
                Reading(self._new.offset(mark.beside) + 1, mark.value) for mark in self._sheet.marks if mark.hangs
            ),
        )
        return chapter, self._changed_words()

    def _write_text(self) -> tuple[str, int]:
        """(the chapter's text, how many words were parted or joined without changing a character)."""
        parts: list[str] = []
        respaced = at = 0
        for span in self._sheet.spans:
            gap = self._base_gap(at)
            if gap is None and at:
                gap = "\n\n" if span.opens else " "
            parts.append(gap or "")
            size = len(span.visible)
            if (known := self._base_words(span.text, at, size)) is not None:
                parts.append(known)
                at += size
                continue
            for k, word in enumerate(span.text.split(" ")):
                if k:
                    gap = self._base_gap(at)
                    respaced += gap == ""
                    parts.append(gap or " ")
                parts.append(word)
                start = self._alignment.run(at, at + len(word))
                if start is not None:
                    respaced += self._old.word(start + len(word) - 1) - self._old.word(start)
                at += len(word)
        return "".join([*parts, self._base_gap(at) or ""]), respaced

    def _base_words(self, text: str, at: int, size: int) -> str | None:
        """The base's text of the `size` characters from `at`, if it has them as one, in the same words."""
        start = self._alignment.run(at, at + size)
        if start is None:
            return None
        known = self._base.text[self._old.offset(start) : self._old.offset(start + size - 1) + 1]
        return known if " ".join(known.split()) == text else None

    def _base_place(self, at: int) -> int | None:
        """The base's place between the characters that stand before and at `at`, if they are neighbours there too."""
        before = self._alignment.to(at - 1) if at else -1
        after = self._alignment.to(at) if at < self._size else len(self._old)
        return after if before is not None and after is not None and before + 1 == after else None

    def _base_gap(self, at: int) -> str | None:
        """The base's white space before character `at`, if what stands around it is the base's."""
        place = self._base_place(at)
        return None if place is None else self._base.text[_gap_start(self._old, place) : self._gap_end(place)]

    def _gap_end(self, place: int) -> int:
        return self._old.offset(place) if place < len(self._old) else len(self._base.text)

    def _paragraph(self, spans: Sequence[LabelledSpan], at: int) -> Paragraph:
        lines = []
        # What the base has in the place of each line: exactly that line, or one that shares words with it.
        exact: list[int | None] = []
        alike: list[int | None] = []
        for span in spans:
            end = at + len(span.visible)
            exact.append(self._same_line(at, end))
            alike.append(self._like_line(at, end))
            lines.append(self._line(span.label, at, end, exact[-1], alike[-1]))
            at = end
        kind, level = self._block_kind(spans, exact, alike)
        return Paragraph(kind, tuple(lines), level)

    def _same_line(self, at: int, end: int) -> int | None:
        """The base's line that is exactly `at`..`end`."""
        start = self._alignment.run(at, end)
        if start is None:
            return None
        number = bisect_right(self._starts, start) - 1
        same = number >= 0 and self._starts[number] == start and self._ends[number] == start + end - at
        return number if same else None

    def _like_line(self, at: int, end: int) -> int | None:
        """The base's line that the first known character of `at`..`end` is in."""
        first = self._alignment.first_in(at, end)
        return None if first is None else bisect_right(self._starts, first) - 1

    def _line(self, label: Label, at: int, end: int, exact: int | None, alike: int | None) -> Line:
        start_offset, end_offset = self._new.offset(at), self._new.offset(end - 1) + 1
        speaker, confidence, evidence = label.speaker, _edited_confidence(label), EDITED
        if alike is not None:
            old, paragraph = self._pairs[alike]
            known = label_of(old, paragraph)
            if (known.speaker, known.kind, known.doubtful) == (label.speaker, label.kind, label.doubtful):
                confidence, evidence = old.confidence, old.evidence
                speaker = old.speaker
        if exact is not None:
            old, _ = self._pairs[exact]
            if self._base_place(at) is not None:
                start_offset -= self._old.offset(self._starts[exact]) - old.start
            if self._base_place(end) is not None:
                end_offset += old.end - self._old.offset(self._ends[exact] - 1) - 1
        return Line(start_offset, end_offset, speaker, label.kind, label.delivery, confidence, evidence)

    def _block_kind(
        self, spans: Sequence[LabelledSpan], exact: Sequence[int | None], alike: Sequence[int | None]
    ) -> tuple[BlockKind, int]:
        """(kind, level) of a paragraph: the base's where it is the same or shares words, else by its labels."""
        if (same := self._same_paragraph(spans, exact)) is not None:
            return same.kind, same.level
        if heading := spans[0].label.heading:
            return BlockKind.HEADING, heading
        if all(span.label.kind is Kind.BREAK for span in spans):
            return BlockKind.BREAK, 0
        first = next((number for number in alike if number is not None), None)
        paragraph = None if first is None else self._pairs[first][1]
        if paragraph is not None and paragraph.kind in _KINDS_OF_TEXT:
            return paragraph.kind, paragraph.level
        return BlockKind.PARAGRAPH, 0

    def _same_paragraph(self, spans: Sequence[LabelledSpan], exact: Sequence[int | None]) -> Paragraph | None:
        """The base's paragraph that has exactly these lines, of the same kinds and heading."""
        known = [self._pairs[number] for number in exact if number is not None]
        if len(known) < len(spans) or [line for line, _ in known] != list(known[0][1].lines):
            return None
        labels = [label_of(line, paragraph) for line, paragraph in known]
        same = all(
            (span.label.kind, span.label.heading) == (label.kind, label.heading)
            for span, label in zip(spans, labels, strict=True)
        )
        return known[0][1] if same else None

    def _placed_marks(self) -> list[tuple[int, Mark]]:
        """(offset in the new text, cue or note), ascending. What the base has in the same white space stays there."""
        known: dict[Mark, list[int]] = {}
        for offset, mark in placed_marks(self._base, self._old):
            known.setdefault(mark, []).append(offset)
        placed = []
        for mark in self._sheet.marks:
            if mark.hangs:
                continue
            place = self._base_place(mark.at)
            offset = self._new.offset(mark.at) if mark.at < self._size else len(self._text)
            if place is not None and (offsets := known.get(replace(mark, at=place))):
                moved = _gap_start(self._new, mark.at) + offsets.pop(0) - _gap_start(self._old, place)
                offset = min(moved, offset)
            placed.append((offset, mark))
        latest = len(self._text)
        for i in reversed(range(len(placed))):
            latest = min(latest, placed[i][0])
            placed[i] = (latest, placed[i][1])
        return placed

    def _emphasis(self) -> Iterator[tuple[int, int]]:
        back = self._alignment.swapped()
        for start, end in self._base.emphasis:
            low, high = self._old.index(start), self._old.index(end)
            first, last = back.first_in(low, high), back.last_in(low, high)
            if first is not None and last is not None:
                yield self._new.offset(first), self._new.offset(last) + 1

    def _pronunciations(self) -> Iterator[tuple[int, int, str]]:
        """Those of words that are as they were."""
        back = self._alignment.swapped()
        for start, end, ipa in self._base.pronunciations:
            low, high = self._old.index(start), self._old.index(end)
            first = back.run(low, high)
            if first is not None:
                yield self._new.offset(first), self._new.offset(first + high - low - 1) + 1, ipa

    def _changed_words(self) -> int:
        changed = self._respaced
        done = old_done = -1
        at = place = 0
        for block in [*self._alignment.blocks, MatchingBlock(self._size, len(self._old), 0)]:
            words, done = _words_in(self._new, at, block.one, done)
            old_words, old_done = _words_in(self._old, place, block.other, old_done)
            changed += max(words, old_words)
            at, place = block.one + block.size, block.other + block.size
        return changed


def _edited_confidence(label: Label) -> float:
    if label.kind.spoken and label.speaker is None:
        return 0.0
    return DOUBTFUL / 2 if label.doubtful else 1.0


def _gap_start(visible: Visible, place: int) -> int:
    return visible.offset(place - 1) + 1 if place else 0


def _words_in(visible: Visible, at: int, end: int, done: int) -> tuple[int, int]:
    """(how many words after word `done` have characters in `at`..`end`, the last of them)."""
    if at == end:
        return 0, done
    last = visible.word(end - 1)
    return last - max(visible.word(at) - 1, done), last
