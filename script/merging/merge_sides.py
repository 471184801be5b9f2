"""The three sides of a merge: what all have, and where they differ."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from script.merging.character_row import CharacterRow, align_rows, spaced
from script.text.alignment import Alignment

_TOGETHER = 3
"""Changes by person and story with fewer words than this between them, on one line, are one change: the words of both,
mixed, would make no sentence."""
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Sides:
    """What the tagger left, the person's file and the new tagging.

    `to_mine` and `to_new` tell which characters of the first are in the others.
    """

    base: CharacterRow
    mine: CharacterRow
    new: CharacterRow
    to_mine: Alignment
    to_new: Alignment

    def inserted_by_mine(self, place: int) -> range | None:
        """What the person has between what stands before and at `place` in the base (as `inserted`)."""
        return inserted(self.to_mine, place, len(self.base), len(self.mine))

    def inserted_by_new(self, place: int) -> range | None:
        """What the new tagging has between what stands before and at `place` in the base (as `inserted`)."""
        return inserted(self.to_new, place, len(self.base), len(self.new))


@dataclass(frozen=True, slots=True)
class Difference:
    """A stretch that isn't the same everywhere: where each side has it. Empty: the side has nothing there."""

    base: range
    mine: range
    new: range


@dataclass(frozen=True, slots=True)
class SideRun:
    """`size` characters of the result: where each side has them; -1: it hasn't."""

    base: int
    mine: int
    new: int
    size: int

    def cut(self, start: int, end: int) -> SideRun:
        """The part of it from its character `start` to `end`."""
        base, mine, new = (at + start if at >= 0 else -1 for at in (self.base, self.mine, self.new))
        return SideRun(base, mine, new, end - start)


def align_sides(base: CharacterRow, mine: CharacterRow, new: CharacterRow) -> Sides:
    """The three sides with what they have in common found."""
    return Sides(base, mine, new, align_rows(base, mine), align_rows(base, new))


def stretches(sides: Sides) -> Iterator[Difference | SideRun]:
    """The whole of the three sides in order: what all have, and the differences between."""
    base_at = mine_at = new_at = 0
    for run in [*_without_slivers(sides, _common(sides)), _end(sides)]:
        difference = Difference(range(base_at, run.base), range(mine_at, run.mine), range(new_at, run.new))
        yield from _parted(sides, difference)
        yield run
        base_at, mine_at, new_at = run.base + run.size, run.mine + run.size, run.new + run.size


def _end(sides: Sides) -> SideRun:
    return SideRun(len(sides.base), len(sides.mine), len(sides.new), 0)


def _common(sides: Sides) -> list[SideRun]:
    """What all sides have, ascending."""
    common: list[SideRun] = []
    blocks, others = list(reversed(sides.to_mine.blocks)), list(reversed(sides.to_new.blocks))
    while blocks and others:
        block, other = blocks[-1], others[-1]
        start = max(block.one, other.one)
        end = min(block.one + block.size, other.one + other.size)
        if start < end:
            mine, new = block.other + start - block.one, other.other + start - other.one
            common.append(SideRun(start, mine, new, end - start))
        (blocks if block.one + block.size == end else others).pop()
    return common


def _without_slivers(sides: Sides, common: Sequence[SideRun]) -> Iterator[SideRun]:
    """Leaves out what is too short, on one line, to keep a person's change apart from the story's."""
    last = SideRun(0, 0, 0, 0)
    for run, following in pairwise([*common, _end(sides)]):
        before, after = _changed(sides, last, run), _changed(sides, run, following)
        mixed = (before[0] and after[1]) or (before[1] and after[0])
        if mixed and not sides.base.line_edges(run.base, run.base + run.size) and _words(sides, run) < _TOGETHER:
            continue
        yield run
        last = run


def _changed(sides: Sides, last: SideRun, following: SideRun) -> tuple[bool, bool]:
    """Whether (the person, the story) changed something between two runs. Not if they agree."""
    base = sides.base.text[last.base + last.size : following.base]
    mine = sides.mine.text[last.mine + last.size : following.mine]
    new = sides.new.text[last.new + last.size : following.new]
    return mine not in (base, new), new not in (base, mine)


def _words(sides: Sides, run: SideRun) -> int:
    return len(_WORD.findall(spaced(sides.base.text, sides.base.gaps, run.base, run.base + run.size)))


def _parted(sides: Sides, difference: Difference) -> Iterator[Difference]:
    """The difference, parted where all three have a line's start in one place: what happened to one line is
    kept apart from what happened to the next."""
    base_at, mine_at, new_at = difference.base.start, difference.mine.start, difference.new.start
    for place in sides.base.line_edges(difference.base.start, difference.base.stop):
        mine = sides.mine.whole_lines(sides.inserted_by_mine(place))
        new = sides.new.whole_lines(sides.inserted_by_new(place))
        if mine is not None and new is not None:
            yield Difference(range(base_at, place), range(mine_at, mine.start), range(new_at, new.start))
            yield Difference(range(place, place), mine, new)
            base_at, mine_at, new_at = place, mine.stop, new.stop
    yield Difference(
        range(base_at, difference.base.stop), range(mine_at, difference.mine.stop), range(new_at, difference.new.stop)
    )


def inserted(alignment: Alignment, place: int, size: int, other_size: int) -> range | None:
    """What the second text has between what stands before and at `place` in the first.

    None if it has neither. Where it has only one of them, nothing.
    """
    before = alignment.to(place - 1) if place else -1
    after = alignment.to(place) if place < size else other_size
    if before is None:
        return None if after is None else range(after, after)
    return range(before + 1, before + 1 if after is None else after)
