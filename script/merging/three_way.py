"""A person's script file and a new tagging of its chapter, merged three ways.

Every visible character has a label (speaker, kind, delivery, heading) and a gap before it (nothing, space, new line,
new paragraph). What a person changed against the base wins; the rest is the new tagging's. Where person and story
changed the same words, the person's stay, with a note that says what the story has.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, replace
from itertools import pairwise

from script.merging.character_row import NEW_LINE, NEW_PARAGRAPH, Flat, align_flat, spaced
from script.model import NARRATOR, CueKind, Kind
from script.script_file.script_sheet import Label, LabelledSpan, Mark, Sheet
from script.script_file.script_writer import write_sheet
from script.text.alignment import Alignment

_TOGETHER = 3
"""Changes by person and story with fewer words than this between them, on one line, are one change: the words of both,
mixed, would make no sentence."""
_VOICED = frozenset({Kind.SPEECH, Kind.THOUGHT, Kind.LETTER})
_WORD = re.compile(r"\w+")


def merge_sheets(base: Sheet, mine: Sheet, new: Sheet) -> tuple[Sheet, int]:
    """(the person's sheet, whose chapter the tagger left as `base`, brought up to `new`; how many notes it got about
    what could not be merged)."""
    sides = Flat(base), Flat(mine), Flat(new)
    merging = _Merging(*sides)
    merged = merging.sheet()
    result = Flat(merged)
    twice, never = frozenset(merging.read_twice(result)), frozenset(merging.read_never(result))
    if twice or never:
        merging = _Merging(*sides, twice, never)
        merged = merging.sheet()
    return merged, merging.conflicts


@dataclass(frozen=True, slots=True)
class _Region:
    """A stretch that isn't the same everywhere: where each side has it. Empty: the side has nothing there."""

    base: range
    mine: range
    new: range


@dataclass(frozen=True, slots=True)
class _LineRun:
    """`size` characters of the result: where each side has them; -1: it hasn't."""

    base: int
    mine: int
    new: int
    size: int

    def cut(self, start: int, end: int) -> _LineRun:
        base, mine, new = (at + start if at >= 0 else -1 for at in (self.base, self.mine, self.new))
        return _LineRun(base, mine, new, end - start)


class _Places:
    """From a side's characters to the result's."""

    def __init__(self) -> None:
        self._starts: list[int] = []
        self._entries: list[tuple[int, bool]] = []

    def add(self, side: range, at: int, *, kept: bool) -> None:
        """`side`'s characters are the result's from `at` on; not kept: they would stand there."""
        if side:
            self._starts.append(side.start)
            self._entries.append((at, kept))

    def of(self, index: int) -> tuple[int, bool]:
        """(a character's place in the result, whether it is there)."""
        entry = bisect_right(self._starts, index) - 1
        at, kept = self._entries[entry]
        return (at + index - self._starts[entry] if kept else at), kept


class _Merging:
    """One run of `merge_sheets`."""

    def __init__(
        self,
        base: Flat,
        mine: Flat,
        new: Flat,
        left_out: Set[int] = frozenset(),
        read_in: Set[int] = frozenset(),
    ) -> None:
        """`left_out`: the numbers of lines of the story that are told where they would stand, not read; `read_in`: of
        disputed ones that are read, not told."""
        self._base = base
        self._mine = mine
        self._new = new
        self._left_out = left_out
        self._read_in = read_in
        self._to_mine = align_flat(self._base, mine)
        self._to_new = align_flat(self._base, new)
        self._to_base = self._to_mine.swapped()
        self._runs: list[_LineRun] = []
        self._size = 0
        """Of the result so far."""
        self._mine_places = _Places()
        self._new_places = _Places()
        self._alone: list[int] = []
        """The lines of the result that are the story's alone, by their numbers there."""
        self._disputed: list[int] = []
        """The lines of the story that are told because the person has other words there, by their numbers there."""
        self._gone: list[tuple[LabelledSpan, Label, int]] = []
        """(a person's line that the story has there no more, its label in the base, the place in the result)."""
        self._relabelled: dict[int, Label] = {}
        """What a person said about lines that the story has elsewhere now, by their numbers there."""
        self._told: list[Mark] = []
        """Notes about what could not be merged."""

    @property
    def conflicts(self) -> int:
        return len(self._told)

    def sheet(self) -> Sheet:
        """The merged script file. To be asked once."""
        common = self._common()
        base_at = mine_at = new_at = 0
        for run in [*common, _LineRun(len(self._base), len(self._mine), len(self._new), 0)]:
            region = _Region(range(base_at, run.base), range(mine_at, run.mine), range(new_at, run.new))
            for part in self._parted(region):
                self._settle(part)
            self._emit(run)
            base_at, mine_at, new_at = run.base + run.size, run.mine + run.size, run.new + run.size
        self._find_gone()
        return Sheet(tuple(self._spans()), tuple(self._marks()))

    def read_twice(self, result: Flat) -> Iterator[int]:
        """The lines of the story alone (their numbers there) that the result has oftener than person and story: they
        stand elsewhere in the person's file, as when both have moved a paragraph."""
        known: Counter[str] = Counter()
        for number in self._alone:
            text = self._new.spans[number].visible
            if text in self._mine.text:
                known[text] += 1
                most = max(self._mine.count_words(text), self._new.count_words(text))
                if result.count_words(text) - known[text] >= most:
                    yield number

    def read_never(self, result: Flat) -> Iterator[int]:
        """The disputed lines of the story (their numbers there) that the result has less often than person and story:
        the person has left them where the story has them no more."""
        known: Counter[str] = Counter()
        for number in self._disputed:
            text = self._new.spans[number].visible
            known[text] += 1
            if result.count_words(text) + known[text] <= min(self._mine.count_words(text), self._new.count_words(text)):
                yield number

    # What is the same everywhere, and what lies between.

    def _common(self) -> list[_LineRun]:
        """What all sides have, ascending."""
        common: list[_LineRun] = []
        blocks, others = list(reversed(self._to_mine.blocks)), list(reversed(self._to_new.blocks))
        while blocks and others:
            block, other = blocks[-1], others[-1]
            start = max(block.one, other.one)
            end = min(block.one + block.size, other.one + other.size)
            if start < end:
                mine, new = block.other + start - block.one, other.other + start - other.one
                common.append(_LineRun(start, mine, new, end - start))
            (blocks if block.one + block.size == end else others).pop()
        return list(self._without_slivers(common))

    def _without_slivers(self, common: Sequence[_LineRun]) -> Iterator[_LineRun]:
        """Leaves out what is too short, on one line, to keep a person's change apart from the story's."""
        last = _LineRun(0, 0, 0, 0)
        for run, following in pairwise([*common, _LineRun(len(self._base), len(self._mine), len(self._new), 0)]):
            before, after = self._changed(last, run), self._changed(run, following)
            mixed = (before[0] and after[1]) or (before[1] and after[0])
            places = range(run.base, run.base + run.size)
            if mixed and not self._base.line_edges(places.start, places.stop) and self._words(run) < _TOGETHER:
                continue
            yield run
            last = run

    def _changed(self, last: _LineRun, following: _LineRun) -> tuple[bool, bool]:
        """Whether (the person, the story) changed something between two runs. Not if they agree."""
        base = self._base.text[last.base + last.size : following.base]
        mine = self._mine.text[last.mine + last.size : following.mine]
        new = self._new.text[last.new + last.size : following.new]
        return mine not in (base, new), new not in (base, mine)

    def _words(self, run: _LineRun) -> int:
        return len(_WORD.findall(spaced(self._base.text, self._base.gaps, run.base, run.base + run.size)))

    def _parted(self, region: _Region) -> Iterator[_Region]:
        """The region, parted where all three have a line's start in one place: what happened to one line is
        kept apart from what happened to the next."""
        base_at, mine_at, new_at = region.base.start, region.mine.start, region.new.start
        for place in self._base.line_edges(region.base.start, region.base.stop):
            mine = self._mine.whole_lines(_inserted(self._to_mine, place, len(self._base), len(self._mine)))
            new = self._new.whole_lines(_inserted(self._to_new, place, len(self._base), len(self._new)))
            if mine is not None and new is not None:
                yield _Region(range(base_at, place), range(mine_at, mine.start), range(new_at, new.start))
                yield _Region(range(place, place), mine, new)
                base_at, mine_at, new_at = place, mine.stop, new.stop
        yield _Region(
            range(base_at, region.base.stop), range(mine_at, region.mine.stop), range(new_at, region.new.stop)
        )

    # Whose text stands between.

    def _settle(self, region: _Region) -> None:
        """Decides whose text stands in a region."""
        base, mine, new = self._base.cut(region.base), self._mine.cut(region.mine), self._new.cut(region.new)
        if mine == new:
            self._emit(_LineRun(-1, region.mine.start, region.new.start, len(mine)))
        elif new == base:
            self._leave_out(new=region.new)
            self._emit(_LineRun(-1, region.mine.start, -1, len(mine)))
        elif mine == base:
            self._tell_lost_labels(region)
            self._leave_out(mine=region.mine)
            self._emit_new(region.new, region.mine.stop)
        elif (same := self._mine.find_words(region.mine, new)) is not None:
            # The story's words are among the person's, as when this merge was made before.
            end = same + len(new)
            self._emit(_LineRun(-1, region.mine.start, -1, same - region.mine.start))
            self._emit(_LineRun(-1, same, region.new.start, len(new)))
            self._emit(_LineRun(-1, end, -1, region.mine.stop - end))
        elif not base and all(
            side.holds_whole(places, NEW_LINE) for side, places in ((self._mine, region.mine), (self._new, region.new))
        ):
            self._keep_both(region)
        elif (untouched := self._untouched(region)) and (not new or sum(map(len, untouched)) == len(base)):
            self._keep_touched(region, untouched)
        else:
            self._keep_mine(region)

    def _keep_both(self, region: _Region) -> None:
        """The person's lines and the story's. The person's come first, unless their paragraph goes on after them."""
        begins = self._mine.gap(region.mine.stop) < self._new.gap(region.new.stop)
        if begins:
            self._emit_new(region.new, region.mine.start)
        self._emit(_LineRun(-1, region.mine.start, -1, len(region.mine)))
        if not begins:
            self._emit_new(region.new, region.mine.stop)

    def _untouched(self, region: _Region) -> list[range]:
        """Where the person's file has whole lines of the base in a region, word for word."""
        found = []
        for _, line in self._mine.spans_in(region.mine):
            at = self._to_base.run(line.start, line.stop)
            if at is not None and self._base.holds_whole(range(at, at + len(line)), NEW_LINE):
                found.append(line)
        return found

    def _keep_touched(self, region: _Region, untouched: Sequence[range]) -> None:
        """The person's lines stay, and the story's come in the place of those that the person had left as they were."""
        places = [self._to_base.to(lines.start) or 0 for lines in untouched]
        known = {self._base.span(place) for place in places}
        last = self._base.span(region.base.stop - 1)
        changed = [n for n in range(self._base.span(region.base.start), last + 1) if n not in known]
        if changed:
            text = " ".join(self._base.spans[number].text for number in changed)
            self._tell(self._line_place(region.mine.start), f"Not in the story now: {text}")
        at = region.mine.start
        for lines, place in zip(untouched, places, strict=True):
            self._emit(_LineRun(-1, at, -1, lines.start - at))
            if lines is untouched[0]:
                self._emit_new(region.new, lines.start)
            self._tell_lost_labels(_Region(range(place, place + len(lines)), lines, range(0)))
            self._leave_out(mine=lines)
            at = lines.stop
        self._emit(_LineRun(-1, at, -1, region.mine.stop - at))

    def _keep_mine(self, region: _Region) -> None:
        """Both changed the same: the person's words, a note with the story's, and the paragraphs that the story has
        beyond the disputed ones. If the story's last paragraph goes on in words that both have, all are disputed: half
        a paragraph would stand within the person's line, once more with each merge."""
        beside = self._base.paragraphs(region.base)
        whole = self._new.gap(region.new.stop) == NEW_PARAGRAPH
        tail = self._new.after_paragraphs(region.new, max(beside, 1)) if whole else region.new.stop
        disputed, added = range(region.new.start, tail), range(tail, region.new.stop)
        mine, both = region.mine, range(region.mine.stop, region.mine.stop)
        if added and self._mine.cut(mine).endswith(self._new.cut(added)):
            mine, both = range(mine.start, mine.stop - len(added)), range(mine.stop - len(added), mine.stop)
        lines = dict(self._new.spans_in(disputed)) if self._mine.gap(mine.stop) >= NEW_LINE else {}
        read = [number for number in lines if number in self._read_in]
        if not disputed:
            self._tell(self._line_place(mine.start), f"Not in the story now: {self._base.lines(region.base)}")
        elif self._new.cut(disputed) != self._mine.cut(mine):
            self._disputed += lines
            told = range(self._new.span(disputed.start), self._new.span(disputed.stop - 1) + 1)
            if text := " ".join(self._new.spans[number].text for number in told if number not in read):
                self._tell(self._line_place(mine.start), f"The story now has: {text}")
        at = lines[read[0]].start if read else disputed.stop
        self._leave_out(new=range(disputed.start, at))
        self._emit(_LineRun(-1, mine.start, -1, len(mine)))
        for number in read:
            self._leave_out(new=range(at, lines[number].start))
            self._alone.append(number)
            self._emit(_LineRun(-1, -1, lines[number].start, len(lines[number])))
            at = lines[number].stop
        self._leave_out(new=range(at, disputed.stop))
        if both:
            self._emit(_LineRun(-1, both.start, tail, len(both)))
        elif self._mine.text.startswith(self._new.cut(added), region.mine.stop):
            # The person's file has them already, as when this merge was made before.
            self._leave_out(new=added)
        else:
            self._emit_new(added, region.mine.stop)

    def _tell_lost_labels(self, region: _Region) -> None:
        """Keeps in mind the lines that a person had said something about, and that the story has there no more."""
        for number, line in self._mine.spans_in(region.mine):
            span, before = (
                self._mine.spans[number],
                self._base.label(region.base.start + line.start - region.mine.start),
            )
            if span.label != before:
                self._gone.append((span, before, self._size))

    def _find_gone(self) -> None:
        """What a person had said about a line goes with it to where the story alone has it; notes about the others."""
        for span, before, place in self._gone:
            there = [number for number in self._alone if self._new.spans[number].visible == span.visible]
            if len(there) == 1 and there[0] not in self._relabelled:
                self._relabelled[there[0]] = _merged_label(before, span.label, self._new.spans[there[0]].label)
                continue
            line = write_sheet(Sheet((replace(span, opens=True),), ())).strip()
            moved = self._new.count_words(span.visible) >= self._base.count_words(span.visible) > 0
            where = "Elsewhere in the story now" if moved else "Not in the story now"
            self._tell(place, f"{where}, but you had changed it: {line}")

    def _line_place(self, mine_at: int) -> int:
        """Where in the result the person's line begins that has `mine_at`, the next of theirs that is settled."""
        if self._mine.gap(mine_at) >= NEW_LINE:
            return self._size
        return self._mine_places.of(self._mine.starts[self._mine.span(mine_at)])[0]

    def _tell(self, place: int, text: str) -> None:
        """A note, unless the person's file has it from an earlier merge."""
        if not any(mark.kind is None and mark.value == text for mark in self._mine.marks):
            self._told.append(Mark(place, None, text))

    def _emit(self, run: _LineRun) -> None:
        if not run.size:
            return
        if run.mine >= 0:
            self._mine_places.add(range(run.mine, run.mine + run.size), self._size, kept=True)
        if run.new >= 0:
            self._new_places.add(range(run.new, run.new + run.size), self._size, kept=True)
        self._runs.append(run)
        self._size += run.size

    def _emit_new(self, places: range, mine_at: int) -> None:
        """What the story alone has, before the person's `mine_at`."""
        at = places.start
        for number, line in self._new.spans_in(places):
            if number in self._left_out:
                self._emit(_LineRun(-1, -1, at, line.start - at))
                self._tell(self._line_place(mine_at), f"The story now has: {self._new.spans[number].text}")
                self._leave_out(new=line)
                at = line.stop
            else:
                self._alone.append(number)
        self._emit(_LineRun(-1, -1, at, places.stop - at))

    def _leave_out(self, *, mine: range = range(0), new: range = range(0)) -> None:
        self._mine_places.add(mine, self._size, kept=False)
        self._new_places.add(new, self._size, kept=False)

    # The result: labels, gaps, marks.

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

    def _text_of(self, run: _LineRun) -> str:
        if run.mine >= 0:
            return self._mine.text[run.mine : run.mine + run.size]
        return self._new.text[run.new : run.new + run.size]

    def _pieces(self) -> Iterator[_LineRun]:
        """The runs, cut where any side starts a line: each piece has one label on each side."""
        for run in self._runs:
            cuts = {0, run.size}
            for side, at in self._sides(run):
                cuts.update(edge - at for edge in side.line_edges(at, at + run.size))
            for start, end in pairwise(sorted(cuts)):
                yield run.cut(start, end)

    def _sides(self, run: _LineRun) -> list[tuple[Flat, int]]:
        """(side, where it has the run) of the sides that have it."""
        sides = ((self._base, run.base), (self._mine, run.mine), (self._new, run.new))
        return [(side, at) for side, at in sides if at >= 0]

    def _labels(self, pieces: Sequence[_LineRun]) -> Iterator[Label]:
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
                yield self._relabelled.get(number, usual)

    def _shared_label(self, piece: _LineRun) -> Label:
        mine = self._mine.label(piece.mine)
        if piece.base < 0:
            return mine
        return _merged_label(self._base.label(piece.base), mine, self._new.label(piece.new))

    def _gaps(self) -> bytearray:
        """The gap before each character of the result."""
        gaps = bytearray()
        last: _LineRun | None = None
        for run in self._runs:
            gaps.append(NEW_PARAGRAPH if last is None else self._seam(last, run))
            inner = [side.gaps[at + 1 : at + run.size] for side, at in self._sides(run)]
            gaps += _merged_gaps(*inner) if run.base >= 0 else inner[0]
            last = run.cut(run.size - 1, run.size)
        return gaps

    def _seam(self, last: _LineRun, run: _LineRun) -> int:
        """The gap between the character `last` and a run."""
        base = _gap_between(self._base, last.base, run.base)
        mine = _gap_between(self._mine, last.mine, run.mine)
        new = _gap_between(self._new, last.new, run.new)
        if mine is not None and (mine != base or new is None):
            return mine
        if new is not None:
            return new
        # Two that no side has side by side: what either would have there.
        after = [side.gap(at + 1) for side, at in self._sides(last) if side is not self._base]
        before = [side.gap(at) for side, at in self._sides(run) if side is not self._base]
        return max(after + before)

    def _marks(self) -> list[Mark]:
        """The person's cues and notes, without those of the base that the story lost; what could not be merged; what is
        new in the story."""
        known = self._base.marks
        mine_known = _recognized(self._mine, known, self._to_mine, len(self._base))
        new_known = _recognized(self._new, known, self._to_new, len(self._base))
        placed = [(mark, *self._place(mark, self._new, self._new_places)) for mark in self._new.marks]
        where = {number: place for number, (_, place, _) in zip(new_known, placed, strict=True)}
        marks = []
        for mark, number in zip(self._mine.marks, mine_known, strict=True):
            if number is None or number in where:
                place, _ = self._place(mark, self._mine, self._mine_places)
                if number is not None and not self._added_beside(known[number]):
                    place = where[number]
                marks.append(replace(mark, at=place))
        added = []
        for number, (mark, place, kept) in zip(new_known, placed, strict=True):
            moved = replace(mark, at=place)
            if number is None and kept and moved not in marks:
                added.append(moved)
        return sorted([*marks, *self._told, *added], key=lambda mark: mark.at)

    def _added_beside(self, mark: Mark) -> bool:
        """Whether the person has words of their own beside a mark of the base."""
        return bool(_inserted(self._to_mine, mark.at, len(self._base), len(self._mine)))

    def _place(self, mark: Mark, side: Flat, places: _Places) -> tuple[int, bool]:
        """(a mark's place in the result, whether what it stands beside is there)."""
        if mark.at < len(side):
            return places.of(mark.at)
        if not side:
            return 0, True
        place, kept = places.of(mark.at - 1)
        return (place + 1 if kept else self._size), kept


def _inserted(alignment: Alignment, place: int, size: int, other_size: int) -> range | None:
    """What the second text has between what stands before and at `place` in the first; None if it has neither. Where it
    has only one of them, nothing."""
    before = alignment.to(place - 1) if place else -1
    after = alignment.to(place) if place < size else other_size
    if before is None:
        return None if after is None else range(after, after)
    return range(before + 1, before + 1 if after is None else after)


def _merged_label(base: Label, mine: Label, new: Label) -> Label:
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


def _gap_between(side: Flat, before: int, after: int) -> int | None:
    """The gap between two characters that are neighbours there; None if they aren't."""
    return side.gaps[after] if before >= 0 and after == before + 1 else None


def _recognized(side: Flat, known: Sequence[Mark], to_side: Alignment, size: int) -> list[int | None]:
    """For each of a side's marks the number of the known one that it is: the same words beside the same character."""
    waiting: dict[tuple[int, CueKind | None, str], list[int]] = {}
    for number, mark in reversed(list(enumerate(side.marks))):
        waiting.setdefault((mark.at, mark.kind, mark.value), []).append(number)
    found: list[int | None] = [None] * len(side.marks)
    for number, mark in enumerate(known):
        places = _inserted(to_side, mark.at, size, len(side))
        for place in () if places is None else (places.stop, places.start):
            if numbers := waiting.get((place, mark.kind, mark.value)):
                found[numbers.pop()] = number
                break
    return found
