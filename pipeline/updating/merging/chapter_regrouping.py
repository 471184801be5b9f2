"""Chapters of before, cut and joined as the story has them now: edits go where their words have gone."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import replace
from itertools import accumulate, pairwise

from pipeline.production.chapter_matching import word_runs
from pipeline.updating.merging.old_chapter import (
    OldChapter,
    cut_chapter,
    join_chapters,
    sheet_lines,
    sheet_size,
    sheet_starts,
)
from script.model import Chapter
from script.script_file.script_sheet import sheet_of
from script.text.alignment import align

_PART = 0.5
"""How much of a chapter must be in another for it to be a part of that."""


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
        for j, part in zip(group, cut_chapter(olds[i], _cuts(olds[i].chapter, [new[j] for j in group])), strict=True):
            matches[j] = len(olds)
            olds.append(part)
        olds[i] = replace(olds[i], text=None)
    back = [matches.index(i) if i in matches else None for i in range(len(olds))]
    back = _homes(back, [old.chapter for old in olds], new, fixed=_apart(olds))
    matches = [back.index(j) if j in back else None for j in range(len(new))]
    for j, group in _groups(back, [old.chapter for old in olds], new):
        matches[j] = len(olds)
        olds.append(join_chapters([olds[i] for i in group]))
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
    blocks = align(sheet_lines(sheet_of(whole)), sheet_lines(sheet_of(part))).blocks
    return sum((block.one + block.size / 2) * block.size for block in blocks) / max(sum(b.size for b in blocks), 1)


def _cuts(chapter: Chapter, pieces: Sequence[Chapter]) -> list[int]:
    """Before which visible characters each piece but the first begins: at a paragraph, so that most of the characters
    before it are the piece's before, and most after it are its own."""
    whole = sheet_of(chapter)
    edges = [at for at, span in zip(sheet_starts(whole), whole.spans, strict=False) if span.opens] + [sheet_size(whole)]
    counts = []
    for piece in pieces:
        alignment = align(sheet_lines(whole), sheet_lines(sheet_of(piece)))
        shared = (sum(map(len, alignment.pieces(start, end))) for start, end in pairwise(edges))
        counts.append([*accumulate(shared, initial=0)])
    cuts: list[int] = []
    least = 0
    for before, after in pairwise(counts):
        least = max(range(least, len(edges)), key=lambda k: before[k] - after[k])
        cuts.append(edges[least])
    return cuts
