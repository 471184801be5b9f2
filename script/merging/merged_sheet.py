"""The merged script file: the labels, gaps, cues and notes of the text that person and story have settled on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from script.merging.character_row import NEW_LINE, NEW_PARAGRAPH, CharacterRow, spaced
from script.merging.hung_readings import rehung
from script.merging.merge_sides import SideRun, Sides, inserted
from script.merging.notes import is_ours, stood_beside
from script.merging.settled_text import Places, SettledText
from script.model import NARRATOR, Kind
from script.script_file.script_sheet import Label, LabelledSpan, Mark, Sheet, in_order
from script.text.alignment import Alignment

_VOICED = frozenset({Kind.SPEECH, Kind.THOUGHT, Kind.LETTER})


def merged_sheet(sides: Sides, settled: SettledText) -> Sheet:
    """The script file of the settled text."""
    return _Result(sides, settled).sheet()


class _Result:
    """One run of `merged_sheet`."""

    def __init__(self, sides: Sides, settled: SettledText) -> None:
        self._base, self._mine, self._new = sides.base, sides.mine, sides.new
        self._sides = sides
        self._settled = settled
        self._runs = settled.runs

    def sheet(self) -> Sheet:
        spans = tuple(self._spans())
        return Sheet(spans, in_order(self._marks(CharacterRow(Sheet(spans, ())))))

    def _spans(self) -> Iterator[LabelledSpan]:
        pieces = list(self._pieces())
        text = "".join(map(self._text_of, self._runs))
        gaps = self._gaps()
        starts: list[tuple[int, Label]] = []
        at = 0
        for piece, label in zip(pieces, self._labels(pieces), strict=True):
            if not starts or label != starts[-1][1]:
                same_heading = starts and label.heading == starts[-1][1].heading
                gaps[at] = max(gaps[at], NEW_LINE if same_heading else NEW_PARAGRAPH)
            starts += [(i, label) for i in range(at, at + piece.size) if gaps[i] >= NEW_LINE]
            at += piece.size
        ends = [*(start for start, _ in starts), at][1:]
        for (start, label), end in zip(starts, ends, strict=True):
            yield LabelledSpan(label, spaced(text, gaps, start, end), opens=gaps[start] == NEW_PARAGRAPH)

    def _text_of(self, run: SideRun) -> str:
        if run.mine >= 0:
            return self._mine.text[run.mine : run.mine + run.size]
        return self._new.text[run.new : run.new + run.size]

    def _pieces(self) -> Iterator[SideRun]:
        """The runs, cut where any side starts a line: each piece has one label on each side."""
        for run in self._runs:
            cuts = {0, run.size}
            for side, at in self._having(run):
                cuts.update(edge - at for edge in side.line_edges(at, at + run.size))
            for start, end in pairwise(sorted(cuts)):
                yield run.cut(start, end)

    def _having(self, run: SideRun) -> list[tuple[CharacterRow, int]]:
        """(side, where it has the run) of the sides that have it."""
        sides = ((self._base, run.base), (self._mine, run.mine), (self._new, run.new))
        return [(side, at) for side, at in sides if at >= 0]

    def _labels(self, pieces: Sequence[SideRun]) -> Iterator[Label]:
        """Each piece's label. Words that one side alone has go with their line's other words."""
        shared = [self._shared_label(piece) if piece.mine >= 0 and piece.new >= 0 else None for piece in pieces]
        of_mine: dict[int, list[tuple[int, Label]]] = {}
        of_new: dict[int, set[Label]] = {}
        for piece, label in zip(pieces, shared, strict=True):
            if label is not None:
                of_mine.setdefault(self._mine.span(piece.mine), []).append((piece.mine, label))
                of_new.setdefault(self._new.span(piece.new), set()).add(label)
        for piece, label in zip(pieces, shared, strict=True):
            if label is not None:
                yield label
            elif piece.mine >= 0:
                known = of_mine.get(self._mine.span(piece.mine), [(0, self._mine.label(piece.mine))])
                yield [known[0][1], *(other for at, other in known if at < piece.mine)][-1]
            else:
                number = self._new.span(piece.new)
                around = of_new.get(number, set())
                usual = next(iter(around)) if len(around) == 1 else self._new.label(piece.new)
                yield self._settled.relabelled.get(number, usual)

    def _shared_label(self, piece: SideRun) -> Label:
        mine = self._mine.label(piece.mine)
        if piece.base < 0:
            return mine
        return merged_label(self._base.label(piece.base), mine, self._new.label(piece.new))

    def _gaps(self) -> bytearray:
        """The gap before each character of the result."""
        gaps = bytearray()
        last: SideRun | None = None
        for run in self._runs:
            gaps.append(NEW_PARAGRAPH if last is None else self._seam(last, run))
            inner = [side.gaps[at + 1 : at + run.size] for side, at in self._having(run)]
            gaps += _merged_gaps(*inner) if run.base >= 0 else inner[0]
            last = run.cut(run.size - 1, run.size)
        return gaps

    def _seam(self, last: SideRun, run: SideRun) -> int:
        """The gap between the character `last` and a run."""
        base = _gap_between(self._base, last.base, run.base)
        mine = _gap_between(self._mine, last.mine, run.mine)
        new = _gap_between(self._new, last.new, run.new)
        if mine is not None and (mine != base or new is None):
            return mine
        if new is not None:
            return new
        # Two that no side has side by side: what either would have there.
        after = [side.gap(at + 1) for side, at in self._having(last) if side is not self._base]
        before = [side.gap(at) for side, at in self._having(run) if side is not self._base]
        return max(after + before)

    def _marks(self, result: CharacterRow) -> list[Mark]:
        """The person's cues, notes and readings, without those of the base that the story lost; what could not be
        merged; what is new in the story."""
        known = self._base.marks
        mine_known = _recognized(self._mine, known, self._sides.to_mine, len(self._base))
        new_known = _recognized(self._new, known, self._sides.to_new, len(self._base))
        placed = [(mark, *self._place(mark, self._new, self._settled.new_places)) for mark in self._new.marks]
        where = {number: place for number, (_, place, _) in zip(new_known, placed, strict=True)}
        kept_of_mine = [
            (mark, number)
            for mark, number in zip(self._mine.marks, mine_known, strict=True)
            if number is None or number in where
        ]
        marks = rehung([mark for mark, _ in kept_of_mine if mark.hangs], self._mine, result, self._settled)
        for mark, number in kept_of_mine:
            if not mark.hangs:
                place, _ = self._place(mark, self._mine, self._settled.mine_places)
                if number is None:
                    self._tell_lost_words(mark, place)
                if number is not None and not self._added_beside(known[number]):
                    place = where[number]
                marks.append(replace(mark, at=place))
        added = []
        for number, (mark, place, kept) in zip(new_known, placed, strict=True):
            moved = replace(mark, at=place)
            if number is None and kept and moved not in marks and self._has_room(moved, marks, result):
                added.append(moved)
        return [*marks, *self._settled.notes, *added]

    def _has_room(self, mark: Mark, marks: Sequence[Mark], result: CharacterRow) -> bool:
        """Whether a mark of the story's can stand there: if it hangs, on a word of which the person says nothing."""
        said = any(other.hangs and other.at == mark.at for other in marks)
        return not mark.hangs or (not said and result.word_before(mark.at) is not None)

    def _tell_lost_words(self, mark: Mark, place: int) -> None:
        """A note beside a cue or note of the person's whose line is there no more."""
        if not self._mine or (mark.kind is None and is_ours(mark.value)):
            return
        closes = mark.closes or mark.at == len(self._mine)
        number = self._mine.span(mark.at - 1 if closes and mark.at else mark.at)
        line = self._mine.spans[number]
        start = self._mine.starts[number]
        if not any(self._settled.mine_places.of(at)[1] for at in range(start, start + len(line.visible))):
            note = Mark(place, None, stood_beside(line.text))
            if note not in self._settled.notes and all(note.value != known.value for known in self._mine.marks):
                self._settled.notes.append(note)

    def _added_beside(self, mark: Mark) -> bool:
        """Whether the person has words of their own beside a mark of the base."""
        return bool(self._sides.inserted_by_mine(mark.at))

    def _place(self, mark: Mark, side: CharacterRow, places: Places) -> tuple[int, bool]:
        """(a mark's place in the result, whether what it stands beside is there)."""
        if mark.hangs:
            place, kept = places.of(mark.beside)
            return (place + 1 if kept else place), kept
        if mark.at < len(side):
            return places.of(mark.at)
        if not side:
            return 0, True
        place, kept = places.of(mark.at - 1)
        return (place + 1 if kept else self._settled.size), kept


def merged_label(base: Label, mine: Label, new: Label) -> Label:
    """What a person changed, and else the new."""
    speaks = (mine.speaker, mine.doubtful) != (base.speaker, base.doubtful)
    speaker, doubtful = (mine.speaker, mine.doubtful) if speaks else (new.speaker, new.doubtful)
    # Who says it and whether anybody does go together.
    pinned = speaks and not (mine.kind in _VOICED and new.kind in _VOICED)
    kind = mine.kind if pinned or mine.kind is not base.kind else new.kind
    delivery = mine.delivery if mine.delivery != base.delivery else new.delivery
    heading = mine.heading if mine.heading != base.heading else new.heading
    if not kind.spoken:
        return Label(speaker or NARRATOR, kind, delivery, heading=heading)
    return Label(speaker, kind, delivery, doubtful or speaker is None, heading)


def _merged_gaps(base: bytes, mine: bytes, new: bytes) -> bytes:
    if mine == base:
        return new
    return bytes(n if m == b else m for b, m, n in zip(base, mine, new, strict=True))


def _gap_between(side: CharacterRow, before: int, after: int) -> int | None:
    """The gap between two characters that are neighbours there; None if they aren't."""
    return side.gaps[after] if before >= 0 and after == before + 1 else None


def _recognized(side: CharacterRow, known: Sequence[Mark], to_side: Alignment, size: int) -> list[int | None]:
    """For each of a side's marks the number of the known one that it is: the same words beside the same character."""
    waiting: dict[Mark, list[int]] = {}
    for number, mark in reversed(list(enumerate(side.marks))):
        waiting.setdefault(mark, []).append(number)
    found: list[int | None] = [None] * len(side.marks)
    for number, mark in enumerate(known):
        places = inserted(to_side, mark.at, size, len(side))
        for place in () if places is None else (places.stop, places.start):
            if numbers := waiting.get(replace(mark, at=place)):
                found[numbers.pop()] = number
                break
    return found
