"""Chapters of before, cut and joined as the story has them now: edits go where their words have gone."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise

from pipeline.production.chapter_matching import word_runs
from script.model import Chapter
from script.script_file.script_parser import parse_chapter, read_sheet
from script.script_file.script_sheet import Mark, Sheet, sheet_of
from script.script_file.script_writer import write_sheet
from script.text.alignment import align

_PART = 0.5
"""How much of a chapter must be in another for it to be a part of that."""


@dataclass(frozen=True, slots=True)
class OldChapter:
    """A chapter of before: its file now, if it is still there."""

    chapter: Chapter
    base: Chapter | None
    recorded: str
    file: str | None
    text: str | None
    parked: bool
    missing: tuple[str, ...] = ()
    """The names of files that are gone, whose words `text` has as the tagger left them."""

    @property
    def path(self) -> str:
        """The file, as messages show it."""
        return f"{'story/parked' if self.parked else 'script'}/{self.file or self.recorded}"


def regroup(
    olds: Sequence[OldChapter], new: Sequence[Chapter], matches: Sequence[int | None]
) -> tuple[list[OldChapter], list[int | None]]:
    """Cuts the chapters that the story has in several pieces now, and joins those that it has in one.

    `matches`: for each new chapter the index of the old one that is most like it, or None. Gives both as they are then.
    Raises `EditError`.
    """
    olds = list(olds)
    matches = _homes(matches, new, [old.chapter for old in olds], closed=_apart(olds))
    for i, group in _groups(matches, new, [old.chapter for old in olds]):
        for j, part in zip(group, _cut(olds[i], [new[j] for j in group]), strict=True):
            matches[j] = len(olds)
            olds.append(part)
        olds[i] = replace(olds[i], text=None)
    back = [matches.index(i) if i in matches else None for i in range(len(olds))]
    back = _homes(back, [old.chapter for old in olds], new, fixed=_apart(olds))
    matches = [back.index(j) if j in back else None for j in range(len(new))]
    for j, group in _groups(back, [old.chapter for old in olds], new):
        matches[j] = len(olds)
        olds.append(_join([olds[i] for i in group]))
        olds = [replace(old, text=None) if i in group else old for i, old in enumerate(olds)]
    return olds, matches


def _apart(olds: Sequence[OldChapter]) -> frozenset[int]:
    """The numbers of those that are not in the book: parked, or without a file."""
    return frozenset(i for i, old in enumerate(olds) if old.text is None or old.parked)


def _homes(
    matches: Sequence[int | None],
    parts: Sequence[Chapter],
    wholes: Sequence[Chapter],
    *,
    fixed: Set[int] = frozenset(),
    closed: Set[int] = frozenset(),
) -> list[int | None]:
    """For each part the number of the whole that it is in for the most part, if it isn't in the one that `matches` it;
    else that one: the same title may be all that they have in common.

    What other parts of a whole have is theirs: who repeats it has not taken it away. The parts `fixed` stay where they
    are, the wholes `closed` take none.
    """
    homes = list(matches)
    runs = [word_runs(part.text) for part in parts]
    held = {i: word_runs(whole.text) for i, whole in enumerate(wholes) if i not in closed}
    for j, match in enumerate(matches):
        least = _PART * len(runs[j])
        if j in fixed or (match is not None and (match not in held or len(runs[j] & held[match]) >= least)):
            continue
        taken = {}
        for i, whole in held.items():
            if len(shared := runs[j] & whole) >= least:
                others = (runs[k] for k, home in enumerate(homes) if home == i and k != j)
                taken[i] = len(shared.difference(*others))
        best = max(taken, key=lambda i: taken[i], default=None)
        if best is not None and taken[best] >= least:
            homes[j] = best
    return homes


def _groups(
    homes: Sequence[int | None], parts: Sequence[Chapter], wholes: Sequence[Chapter]
) -> list[tuple[int, list[int]]]:
    """(a whole, its parts in the order in which it has them) of those that have several."""
    groups: dict[int, list[int]] = {}
    for j, home in enumerate(homes):
        if home is not None:
            groups.setdefault(home, []).append(j)
    return [
        (i, sorted(group, key=lambda j: _center(parts[j], wholes[i]))) for i, group in groups.items() if len(group) > 1
    ]


def _center(part: Chapter, whole: Chapter) -> float:
    """Where, on average, the whole has the characters of a part."""
    blocks = align(_lines(sheet_of(whole)), _lines(sheet_of(part))).blocks
    return sum((block.one + block.size / 2) * block.size for block in blocks) / max(sum(b.size for b in blocks), 1)


def _cut(old: OldChapter, pieces: Sequence[Chapter]) -> list[OldChapter]:
    """The chapter in as many parts, each of which has what one of `pieces` has."""
    whole = sheet_of(old.chapter)
    mine, _ = read_sheet(old.text or "", old.path)
    cuts = _cuts(whole, [sheet_of(piece) for piece in pieces])
    to_mine = align(_lines(whole), _lines(mine))
    found = [to_mine.first_in(cut, _size(whole)) if cut < _size(whole) else None for cut in cuts]
    mine_cuts = [_size(mine) if place is None else place for place in found]
    parts = []
    for number, (theirs, text) in enumerate(zip(_parted(whole, cuts), _parted(mine, mine_cuts), strict=True)):
        chapter = parse_chapter(write_sheet(theirs), old.path, None).chapter
        file = None if number else old.file
        parts.append(replace(old, chapter=chapter, base=old.base and chapter, file=file, text=write_sheet(text)))
    return parts


def _cuts(whole: Sheet, pieces: Sequence[Sheet]) -> list[int]:
    """Before which visible characters each piece but the first begins: at a paragraph, so that most of the characters
    before it are the piece's before, and most after it are its own."""
    edges = [at for at, span in zip(_starts(whole), whole.spans, strict=False) if span.opens] + [_size(whole)]
    counts = []
    for piece in pieces:
        alignment = align(_lines(whole), _lines(piece))
        shared = (sum(map(len, alignment.pieces(start, end))) for start, end in pairwise(edges))
        counts.append([*accumulate(shared, initial=0)])
    cuts: list[int] = []
    least = 0
    for before, after in pairwise(counts):
        least = max(range(least, len(edges)), key=lambda k: before[k] - after[k])
        cuts.append(edges[least])
    return cuts


def _parted(sheet: Sheet, cuts: Sequence[int]) -> Iterator[Sheet]:
    """The sheet, cut before the lines that have those visible characters."""
    starts = _starts(sheet)
    numbers = [0, *(max(bisect_right(starts, cut) - 1, 0) for cut in cuts), len(sheet.spans)]
    edges = [starts[number] for number in numbers]
    owners = [_owner(mark, edges) for mark in sheet.marks]
    for part, (first, last) in enumerate(pairwise(numbers)):
        yield Sheet(
            tuple(
                replace(span, opens=span.opens or number == 0) for number, span in enumerate(sheet.spans[first:last])
            ),
            tuple(
                replace(mark, at=mark.at - edges[part])
                for mark, owner in zip(sheet.marks, owners, strict=True)
                if owner == part
            ),
        )


def _owner(mark: Mark, edges: Sequence[int]) -> int:
    """The part, of those between the `edges`, that a mark goes with: the one with the words after it, but with those
    before it if it closes them, or if nothing follows."""
    bisect = bisect_left if mark.closes or mark.at == edges[-1] else bisect_right
    return max(bisect(edges, mark.at) - 1, 0)


def _join(olds: Sequence[OldChapter]) -> OldChapter:
    """Chapters as one, which has the first one's file."""
    first = olds[0]
    sheets = [sheet_of(old.chapter) for old in olds]
    # Each file is read by itself: what one leaves open must not swallow the next.
    mine = [
        sheet if old.text is None else read_sheet(old.text, old.path)[0]
        for old, sheet in zip(olds, sheets, strict=True)
    ]
    joined = parse_chapter(write_sheet(_joined(sheets)), first.path, None).chapter
    chapter = replace(joined, title=first.chapter.title)
    known = all(old.base is not None for old in olds)
    missing = tuple(name for old in olds for name in (old.missing if old.text is not None else (old.recorded,)))
    return replace(
        first, chapter=chapter, base=chapter if known else None, text=write_sheet(_joined(mine)), missing=missing
    )


def _joined(sheets: Sequence[Sheet]) -> Sheet:
    """One behind the other; each begins a paragraph."""
    sizes = accumulate(map(_size, sheets), initial=0)
    return Sheet(
        tuple(
            replace(span, opens=span.opens or number == 0)
            for sheet in sheets
            for number, span in enumerate(sheet.spans)
        ),
        tuple(
            replace(mark, at=size + mark.at) for size, sheet in zip(sizes, sheets, strict=False) for mark in sheet.marks
        ),
    )


def _lines(sheet: Sheet) -> list[str]:
    return [span.text for span in sheet.spans]


def _starts(sheet: Sheet) -> list[int]:
    """How many visible characters stand before each line; at last, how many there are."""
    return [*accumulate((len(span.visible) for span in sheet.spans), initial=0)]


def _size(sheet: Sheet) -> int:
    return _starts(sheet)[-1]
