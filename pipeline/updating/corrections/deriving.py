"""What a person's script file says otherwise than the tagger does by itself."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise

from pipeline.production.remembered.ledger import Correction, Ledger, OwnMark, Said, same_speaker
from pipeline.updating.corrections.own_labels import key_places, was_told
from script.merging.character_row import CharacterRow, align_rows
from script.model import NARRATOR, Chapter
from script.script_file.script_sheet import Label, fold, has_marks, placed_marks, sheet_of
from script.text.visible_text import Visible, bare, has_word

_AROUND = 8
"""Words on either side by which a line is known among others of the same words."""
_FAR = 400
"""Characters within which they are looked for."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a line of the tagger's (visible characters of its chapter), and what a person says of it."""

    start: int
    end: int
    label: Label
    number: int
    """Of the line in the person's chapter that has it."""


@dataclass(frozen=True, slots=True)
class Corrected:
    """A line of the tagger's, by itself, and what a person says of it: of all its parts, if they divided it."""

    was: Label
    parts: tuple[Part, ...]

    @property
    def start(self) -> int:
        return self.parts[0].start

    @property
    def end(self) -> int:
        return self.parts[-1].end

    @property
    def differs(self) -> bool:
        """Whether the person says something else."""
        return any(part.label != self.was for part in self.parts)

    @property
    def told(self) -> tuple[Part, ...]:
        """The parts whose speaker a person told. Who gives a part to somebody leaves the rest to whoever has it."""
        if all(same_speaker(part.label, self.was) for part in self.parts):
            return ()
        return tuple(part for part in self.parts if _tells(part.label, self.was))


def _tells(label: Label, was: Label) -> bool:
    if label.speaker is None or label.doubtful or label.heading or not label.kind.spoken:
        return False
    return not same_speaker(label, was) or label.speaker != NARRATOR


def corrected_in(own: Chapter, mine: Chapter) -> Iterator[Corrected]:
    """The lines of a chapter that the tagger left as `own`, by itself, of which a person's `mine` says something else.

    Words that are the person's alone are no line of the tagger's.
    """
    return (item for item in _lines(own, mine) if item.differs)


def _lines(own: Chapter, mine: Chapter) -> Iterator[Corrected]:
    """All lines of the tagger's that have words in the person's chapter."""
    if own.paragraphs is mine.paragraphs and own.text is mine.text:
        return
    theirs, ours = sheet_of(own), sheet_of(mine)
    starts = [*accumulate((len(span.visible) for span in theirs.spans), initial=0)]
    if [span.text for span in theirs.spans] == [span.text for span in ours.spans]:
        parts = {number: [(start, number)] for number, start in enumerate(starts[:-1])}
    else:
        parts = _parts(CharacterRow(theirs), CharacterRow(ours))
    for number, (start, end) in enumerate(pairwise(starts)):
        if found := parts.get(number):
            edges = [start, *(at for at, _ in found[1:]), end]
            yield Corrected(
                theirs.spans[number].label,
                tuple(
                    Part(first, last, ours.spans[line].label, line)
                    for (_, line), (first, last) in zip(found, pairwise(edges), strict=True)
                ),
            )


def _parts(theirs: CharacterRow, ours: CharacterRow) -> dict[int, list[tuple[int, int]]]:
    """By line of the tagger's: (where a part of it begins, the number of the person's line that has that)."""
    parts: dict[int, list[tuple[int, int]]] = {}
    for block in align_rows(theirs, ours).blocks:
        edges = {0, block.size}
        edges.update(at - block.one for at in theirs.line_edges(block.one, block.one + block.size))
        edges.update(at - block.other for at in ours.line_edges(block.other, block.other + block.size))
        for low, high in pairwise(sorted(edges)):
            at, line = block.one + low, ours.span(block.other + low)
            number = theirs.span(at)
            found = parts.setdefault(number, [])
            told = has_word(theirs.text[at : block.one + high]) or not has_word(theirs.spans[number].text)
            if told and (not found or found[-1][1] != line):
                found.append((at, line))
    return parts


def ledger_of(chapters: Sequence[tuple[Chapter, Chapter, Chapter]]) -> Ledger:
    """The ledger of a book: (the tagger's chapter, the same as it has it by itself, the person's) of each.

    As long as the tagger's chapter has what it was told, the ledger remembers what it says by itself.
    """
    texts: list[str] = []
    corrections: list[Correction] = []
    marks: list[OwnMark] = []
    for tagged, own, mine in chapters:
        visible = Visible(own.text)
        texts.append(visible.text)
        told = [visible.index(line.start) for line in tagged.lines if was_told(line)]
        items = [item for item in _lines(own, mine) if item.differs or _any_in(told, item.start, item.end)]
        corrections += [_correction(item, own.text, visible, texts) for item in items]
        marks += _own_marks(own, mine)
    return Ledger(tuple(corrections), tuple(marks))


def _any_in(places: Sequence[int], start: int, end: int) -> bool:
    """Whether one of the places, ascending, is between `start` and `end`."""
    return bisect_left(places, start) < bisect_left(places, end)


def _correction(item: Corrected, text: str, visible: Visible, texts: Sequence[str]) -> Correction:
    """`text`: the chapter's, whose characters are the `visible` ones; `texts`: these of the chapters up to this one."""

    def words(start: int, end: int) -> str:
        return fold(text[visible.offset(start) : visible.offset(end - 1) + 1])

    before, after = _around(text, visible.offset(item.start), visible.offset(item.end - 1) + 1)
    key, at = bare(before) + bare(words(item.start, item.end)) + bare(after), item.start - len(bare(before))
    *others, here = texts
    nth = sum(1 for other in others for _ in key_places(other, key))
    nth += sum(place < at for place in key_places(here, key))
    parts = tuple(Said(words(part.start, part.end), part.label) for part in item.parts)
    return Correction(words(item.start, item.end), before, after, nth, item.was, parts)


def _own_marks(own: Chapter, mine: Chapter) -> Iterator[OwnMark]:
    """The cues, notes and readings of a chapter that the tagger didn't set."""
    if not has_marks(mine):
        return
    known = Counter(replace(mark, at=0) for mark in sheet_of(own).marks)
    for offset, mark in placed_marks(mine, Visible(mine.text)):
        if known[replace(mark, at=0)]:
            known[replace(mark, at=0)] -= 1
        else:
            around = _around(mine.text, offset, offset)
            yield OwnMark(mark.kind, mark.value, *around, mark.speaker, mark.delivery)


def _around(text: str, start: int, end: int) -> tuple[str, str]:
    """The words before and after a stretch of a chapter, a few."""
    before, after = text[max(start - _FAR, 0) : start], text[end : end + _FAR]
    return " ".join(before.split()[-_AROUND:]), " ".join(after.split()[:_AROUND])
