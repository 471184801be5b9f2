"""Paragraphs of before, taken to where the story has them now, each with what a person made of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise

from pipeline.updating.merging.old_chapter import OldChapter, cut_chapter, emptied, join_chapters
from script.model import Chapter
from script.script_file.script_sheet import sheet_of
from script.text.alignment import align
from script.text.moved_paragraphs import Spot, moved_paragraphs


@dataclass(frozen=True, slots=True)
class _Run:
    """Paragraphs that moved together."""

    old: int
    """The old chapter's number."""
    first: int
    """The number in it of the first of them."""
    new: int
    """The new chapter's number."""
    place: int
    """The number in it of the first of them."""
    size: int = 1


def follow_moves(
    olds: Sequence[OldChapter], new: Sequence[Chapter], matches: Sequence[int | None]
) -> tuple[list[OldChapter], list[int | None]]:
    """Puts the paragraphs of old chapters into the chapters, and the order, in which the story has them now.

    `matches`: for each new chapter the index of the old one that it was, or None. Gives both as they are then; an old
    chapter that is none of the story's now keeps what has no place in it. Raises `EditError`.
    """
    known = {i: j for j, i in enumerate(matches) if i is not None}
    theirs = [_paragraphs(old.chapter) if i in known or old.text is not None else [] for i, old in enumerate(olds)]
    ours = [_paragraphs(chapter) for chapter in new]
    moves = moved_paragraphs(theirs, ours, matches)
    runs = _runs({spot: place for spot, place in moves.items() if olds[spot[0]].text is not None})
    olds, matches = list(olds), list(matches)
    cuts: dict[int, set[int]] = defaultdict(set)
    """By old chapter, the numbers of the paragraphs before which it is cut."""
    before: dict[tuple[int, int], list[_Run]] = defaultdict(list)
    """By old chapter and paragraph, what comes before that; in a chapter that is new, before its first."""
    for run in runs:
        cuts[run.old] |= {0, run.first, run.first + run.size}
        home = matches[run.new]
        if home is None:
            home = matches[run.new] = len(olds)
            olds.append(replace(emptied(olds[run.old]), file=None, parked=False))
            theirs.append([])
        at = _place_before(theirs[home], ours[run.new], run.place, {p for i, p in moves if i == home})
        cuts[home] |= {0, at}
        before[home, at].append(run)
    pieces = {i: dict(_pieces(olds[i], theirs[i], sorted(edges))) for i, edges in cuts.items()}
    leaving = {(run.old, run.first) for run in runs}
    for i in cuts:
        now = []
        for at in sorted(cuts[i]):
            now += [pieces[run.old][run.first] for run in before[i, at]]
            now += [pieces[i][at]] if at in pieces[i] and (i, at) not in leaving else []
        olds[i] = _put_together(olds[i], now)
    return olds, matches


def _runs(moves: Mapping[Spot, Spot]) -> list[_Run]:
    """The moved paragraphs, those together that are neighbours before and now; in the order in which they are now."""
    runs: list[_Run] = []
    for (i, p), (j, q) in sorted(moves.items(), key=lambda item: item[1]):
        last = runs[-1] if runs else None
        if last and (last.old, last.first + last.size, last.new, last.place + last.size) == (i, p, j, q):
            runs[-1] = replace(last, size=last.size + 1)
        else:
            runs.append(_Run(i, p, j, q))
    return runs


def _place_before(theirs: Sequence[str], ours: Sequence[str], place: int, moved: set[int]) -> int:
    """The number of the old paragraph before which that of the number `place` in the new chapter comes."""
    alignment = align(theirs, ours)
    starts = _sizes(ours)
    at = 0
    for p, (start, end) in enumerate(pairwise(_sizes(theirs))):
        first = alignment.first_in(start, end) if p not in moved else None
        if first is not None:
            if first >= starts[place]:
                break
            at = p + 1
    return at


def _pieces(old: OldChapter, paragraphs: Sequence[str], edges: Sequence[int]) -> list[tuple[int, OldChapter]]:
    """(number of its first paragraph, piece) of a chapter that is cut before those paragraphs."""
    inner = [p for p in edges if p < len(paragraphs)]
    sizes = _sizes(paragraphs)
    return list(zip(inner, cut_chapter(old, [sizes[p] for p in inner[1:]]), strict=True)) if inner else []


def _put_together(old: OldChapter, pieces: Sequence[OldChapter]) -> OldChapter:
    """What was a chapter, of these pieces."""
    if not pieces:
        return emptied(old)
    joined = join_chapters(pieces)
    chapter = replace(joined.chapter, title=old.chapter.title)
    base = None if joined.base is None else chapter
    return replace(old, chapter=chapter, base=base, text=joined.text, missing=joined.missing)


def _paragraphs(chapter: Chapter) -> list[str]:
    return [" ".join(span.text for span in spans) for spans in sheet_of(chapter).paragraphs()]


def _sizes(paragraphs: Sequence[str]) -> list[int]:
    """How many visible characters stand before each paragraph; at last, how many there are."""
    return [*accumulate((len("".join(paragraph.split())) for paragraph in paragraphs), initial=0)]
