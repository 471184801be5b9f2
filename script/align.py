"""Which characters of two versions of a text are the same ones."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, pairwise, takewhile
from typing import TypeAlias

_TOKEN = re.compile(r"[^\W\d_]+|\d+|\S")
_Way: TypeAlias = "tuple[int, int, int, _Way | None]"
"""A run, and the way that led to it."""

_MOST_EDITS = 400
"""Of a stretch without landmarks that takes more than this many insertions and deletions, nothing counts as the same:
finding out would take seconds (time grows with the square)."""


@dataclass(frozen=True, slots=True)
class Block:
    """A run of `size` equal characters, at `one` in the first text and at `other` in the second."""

    one: int
    other: int
    size: int


class Alignment:
    """The equal runs of two texts, ascending in both; a character belongs to at most one."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self.blocks = tuple(blocks)

    def to(self, index: int) -> int | None:
        """The second text's character that the first's `index` is; None if it is gone there."""
        return self.run(index, index + 1)

    def run(self, start: int, end: int) -> int | None:
        """Where the second text holds the first's `start`..`end` in one piece (not empty); None if it doesn't."""
        at = bisect_right(self._firsts, start) - 1
        if at < 0 or end > self.blocks[at].one + self.blocks[at].size:
            return None
        return self.blocks[at].other + start - self.blocks[at].one

    def first_in(self, start: int, end: int) -> int | None:
        """Where the second text has the first of the characters `start`..`end` that it has; None if it has none."""
        at = max(bisect_right(self._firsts, start) - 1, 0)
        for block in self.blocks[at : at + 2]:
            found = max(block.one, start)
            if found < min(block.one + block.size, end):
                return block.other + found - block.one
        return None

    def last_in(self, start: int, end: int) -> int | None:
        """Where the second text has the last of the characters `start`..`end` that it has; None if it has none."""
        at = bisect_right(self._firsts, end - 1) - 1
        for block in reversed(self.blocks[max(at - 1, 0) : at + 1]):
            found = min(block.one + block.size, end) - 1
            if found >= max(block.one, start):
                return block.other + found - block.one
        return None

    def swapped(self) -> Alignment:
        """The same, seen from the second text."""
        return Alignment([Block(block.other, block.one, block.size) for block in self.blocks])

    @cached_property
    def _firsts(self) -> list[int]:
        return [block.one for block in self.blocks]


def align(one: Sequence[str], other: Sequence[str]) -> Alignment:
    """Aligns the visible characters of two texts, given in pieces (lines): whole pieces first, then words.

    Landmarks that both have exactly once are matched first (Cohen's patience diff), which keeps unrelated text apart
    and the time near linear; what lies between them takes the fewest edits (Myers 1986).
    """
    bare, bare2 = ["".join(piece.split()) for piece in one], ["".join(piece.split()) for piece in other]
    first, second = "".join(bare), "".join(bare2)
    if first == second:
        return Alignment([Block(0, 0, len(first))] if first else [])
    ones, others = _offsets(bare), _offsets(bare2)
    blocks: list[Block] = []
    rare = _once(_words(one)) & _once(_words(other))
    i = j = 0
    for start, start2, size in [*_equal_runs(bare, bare2), (len(one), len(other), 0)]:
        blocks += _align_words(one[i:start], ones[i], other[j:start2], others[j], rare)
        i, j = start + size, start2 + size
        if size:
            blocks.append(Block(ones[start], others[start2], ones[i] - ones[start]))
    return Alignment(_joined(_slid(_joined(blocks), first, second, set(ones), set(others))))


def _align_words(one: Sequence[str], at: int, other: Sequence[str], at2: int, rare: Set[str]) -> Iterator[Block]:
    """Blocks of two stretches that have no whole piece in common, with `at` characters before them. `rare`: the words
    that both whole texts have once."""
    words, words2 = _words(one), _words(other)
    text, text2 = "".join(words), "".join(words2)
    if text and text == text2:
        yield Block(at, at2, len(text))
        return
    ones, others = _offsets(words), _offsets(words2)
    runs = _without_stray_marks(_equal_runs(words, words2, rare), words, _line_starts(one), _line_starts(other))
    i = j = 0
    for start, start2, size in [*runs, (len(words), len(words2), 0)]:
        gap, gap2 = text[ones[i] : ones[start]], text2[others[j] : others[start2]]
        # The same characters, cut into words in another way: "some" "one".
        if gap and gap == gap2:
            yield Block(at + ones[i], at2 + others[j], len(gap))
        i, j = start + size, start2 + size
        if size:
            yield Block(at + ones[start], at2 + others[start2], ones[i] - ones[start])


def _without_stray_marks(
    runs: list[tuple[int, int, int]], words: Sequence[str], lines: Sequence[int], lines2: Sequence[int]
) -> list[tuple[int, int, int]]:
    """The runs of equal words, without those of punctuation alone where the two differ in the number of lines: the full
    stops of different sentences are not the same one."""
    kept: list[tuple[int, int, int]] = []
    waiting: list[tuple[int, int, int]] = []
    end = end2 = 0
    for run in [*runs, (len(words), -1, 0)]:
        start, start2, size = run
        if size and not any(map(str.isalnum, "".join(words[start : start + size]))):
            waiting.append(run)
            continue
        between = bisect_right(lines, start) - bisect_left(lines, end)
        between2 = (bisect_right(lines2, start2) if size else len(lines2)) - bisect_left(lines2, end2)
        kept += waiting if between == between2 else []
        kept += [run] if size else []
        waiting = []
        end, end2 = start + size, start2 + size
    return kept


def _line_starts(pieces: Sequence[str]) -> list[int]:
    """Before how many words each piece starts."""
    return list(accumulate((len(_TOKEN.findall(piece)) for piece in pieces), initial=0))[:-1]


def _words(pieces: Sequence[str]) -> list[str]:
    return [word for piece in pieces for word in _TOKEN.findall(piece)]


def _offsets(pieces: Sequence[str]) -> list[int]:
    return list(accumulate(map(len, pieces), initial=0))


def _equal_runs(one: Sequence[str], other: Sequence[str], rare: Set[str] = frozenset()) -> list[tuple[int, int, int]]:
    """(start, start, size) of equal runs, ascending. `rare`: the best landmarks."""
    runs: list[tuple[int, int, int]] = []
    stretches = [(0, len(one), 0, len(other))]
    while stretches:
        low, high, low2, high2 = stretches.pop()
        if low == high or low2 == high2:
            continue
        # Landmarks before equal ends: the end of an added paragraph may be like that of the one before.
        if landmarks := _landmarks(one[low:high], other[low2:high2], rare):
            runs += [(low + i, low2 + j, 1) for i, j in landmarks]
            edges = [(-1, -1), *landmarks, (high - low, high2 - low2)]
            stretches += [
                (low + i + 1, low + next_i, low2 + j + 1, low2 + next_j) for (i, j), (next_i, next_j) in pairwise(edges)
            ]
            continue
        head = _equal_items(zip(one[low:high], other[low2:high2], strict=False))
        low, low2 = low + head, low2 + head
        tail = _equal_items(zip(reversed(one[low:high]), reversed(other[low2:high2]), strict=False))
        high, high2 = high - tail, high2 - tail
        runs += [(low - head, low2 - head, head), (high, high2, tail)]
        if head or tail:
            stretches.append((low, high, low2, high2))
        else:
            runs += [(low + i, low2 + j, size) for i, j, size in _fewest_edits(one[low:high], other[low2:high2])]
    return sorted(run for run in runs if run[2])


def _equal_items(pairs: Iterable[tuple[str, str]]) -> int:
    """How many pairs are equal before the first that isn't."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _once(items: Iterable[str]) -> set[str]:
    return {item for item, count in Counter(items).items() if count == 1}


def _landmarks(one: Sequence[str], other: Sequence[str], rare: Set[str]) -> list[tuple[int, int]]:
    """Places of the items that both have exactly once, only the `rare` if there are any; as many as ascend in both (the
    longest increasing sequence)."""
    both = _once(one) & _once(other)
    chosen = both & rare or both
    where = {item: j for j, item in enumerate(other) if item in chosen}
    pairs = [(i, where[item]) for i, item in enumerate(one) if item in chosen]
    tops: list[int] = []
    ends: list[int] = []
    previous: list[int] = []
    for number, (_, j) in enumerate(pairs):
        pile = bisect_right(tops, j)
        previous.append(ends[pile - 1] if pile else -1)
        tops[pile : pile + 1] = [j]
        ends[pile : pile + 1] = [number]
    chain = []
    number = ends[-1] if ends else -1
    while number >= 0:
        chain.append(pairs[number])
        number = previous[number]
    return chain[::-1]


def _fewest_edits(one: Sequence[str], other: Sequence[str]) -> list[tuple[int, int, int]]:
    """(start, start, size) of equal runs that leave the fewest items over; none if more than `_MOST_EDITS` are left.

    Myers, "An O(ND) difference algorithm and its variations" (1986), the greedy algorithm.
    """
    # By diagonal (place in the one less place in the other): the furthest place in the one, and the runs on the way.
    furthest: dict[int, tuple[int, _Way | None]] = {1: (0, None)}
    for edits in range(min(len(one) + len(other), _MOST_EDITS) + 1):
        for diagonal in range(-edits, edits + 1, 2):
            above, below = furthest.get(diagonal + 1, (-1, None)), furthest.get(diagonal - 1, (-1, None))
            start, way = above if above[0] > below[0] else (below[0] + 1, below[1])
            i = start
            while i < len(one) and i - diagonal < len(other) and one[i] == other[i - diagonal]:
                i += 1
            if i > start:
                way = (start, start - diagonal, i - start, way)
            furthest[diagonal] = (i, way)
            if i >= len(one) and i - diagonal >= len(other):
                return _runs(way)
    return []


def _runs(way: _Way | None) -> list[tuple[int, int, int]]:
    runs = []
    while way:
        runs.append(way[:3])
        way = way[3]
    return runs


def _joined(blocks: Sequence[Block]) -> list[Block]:
    """Blocks that touch in both texts as one."""
    joined: list[Block] = []
    for block in blocks:
        last = joined[-1] if joined else None
        if last and last.one + last.size == block.one and last.other + last.size == block.other:
            joined[-1] = Block(last.one, last.other, last.size + block.size)
        else:
            joined.append(block)
    return joined


def _slid(blocks: list[Block], first: str, second: str, lines: set[int], lines2: set[int]) -> list[Block]:
    """The same with each insertion that could as well start a little earlier moved to the start of a line: an inserted
    “B” after “A” is “B”, not B” “."""
    slid = list(blocks)
    for i in range(1, len(slid)):
        left, right = slid[i - 1], slid[i]
        end, end2 = left.one + left.size, left.other + left.size
        if end == right.one:
            shift = _slide(second, end2, right.other, left.size, lines2)
        elif end2 == right.other:
            shift = _slide(first, end, right.one, left.size, lines)
        else:
            continue
        slid[i - 1] = Block(left.one, left.other, left.size - shift)
        slid[i] = Block(right.one - shift, right.other - shift, right.size + shift)
    return [block for block in slid if block.size]


def _slide(text: str, start: int, end: int, most: int, lines: set[int]) -> int:
    """By how much the insertion `start`..`end` moves left so that it starts a line; 0 if it can't or does."""
    shift = 0
    while start - shift not in lines:
        if shift == most or text[start - shift - 1] != text[end - shift - 1]:
            return 0
        shift += 1
    return shift
