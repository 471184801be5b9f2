"""Which characters of two versions of a text are the same ones."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from itertools import accumulate, pairwise

_TOKEN = re.compile(r"[^\W\d_]+|\d+|\S")
_SMALL = 40_000
"""Up to this many pairs of tokens, difflib compares a stretch without a landmark; above, it would take seconds."""


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
    """Aligns two texts, given in pieces (lines) without white space: whole pieces first, then words.

    Landmarks that both have exactly once are matched first (Cohen's patience diff), which keeps unrelated text apart
    and the time near linear; what lies between them is left to difflib if it is short.
    """
    first, second = "".join(one), "".join(other)
    if first == second:
        return Alignment([Block(0, 0, len(first))] if first else [])
    ones, others = _offsets(one), _offsets(other)
    blocks: list[Block] = []
    i = j = 0
    for start, start2, size in [*_equal_runs(one, other), (len(one), len(other), 0)]:
        blocks += _align_words(one[i:start], ones[i], other[j:start2], others[j])
        i, j = start + size, start2 + size
        if size:
            blocks.append(Block(ones[start], others[start2], ones[i] - ones[start]))
    return Alignment(_joined(_slid(_joined(blocks), first, second, set(ones), set(others))))


def _align_words(one: Sequence[str], at: int, other: Sequence[str], at2: int) -> Iterator[Block]:
    """Blocks of two stretches that have no whole piece in common, with `at` characters before them."""
    text, text2 = "".join(one), "".join(other)
    if not text or not text2:
        return
    if text == text2:
        yield Block(at, at2, len(text))
        return
    words, words2 = _words(one), _words(other)
    ones, others = _offsets(words), _offsets(words2)
    i = j = 0
    for start, start2, size in [*_equal_runs(words, words2), (len(words), len(words2), 0)]:
        gap, gap2 = text[ones[i] : ones[start]], text2[others[j] : others[start2]]
        # The same characters, cut into words in another way: "some" "one".
        if gap and gap == gap2:
            yield Block(at + ones[i], at2 + others[j], len(gap))
        i, j = start + size, start2 + size
        if size:
            yield Block(at + ones[start], at2 + others[start2], ones[i] - ones[start])


def _words(pieces: Sequence[str]) -> list[str]:
    return [word for piece in pieces for word in _TOKEN.findall(piece)]


def _offsets(pieces: Sequence[str]) -> list[int]:
    return list(accumulate(map(len, pieces), initial=0))


def _equal_runs(one: Sequence[Hashable], other: Sequence[Hashable]) -> list[tuple[int, int, int]]:
    """(start, start, size) of equal runs, ascending."""
    runs: list[tuple[int, int, int]] = []
    stretches = [(0, len(one), 0, len(other))]
    while stretches:
        low, high, low2, high2 = stretches.pop()
        head = 0
        while low + head < high and low2 + head < high2 and one[low + head] == other[low2 + head]:
            head += 1
        runs.append((low, low2, head))
        low, low2 = low + head, low2 + head
        tail = 0
        while low < high - tail and low2 < high2 - tail and one[high - tail - 1] == other[high2 - tail - 1]:
            tail += 1
        high, high2 = high - tail, high2 - tail
        runs.append((high, high2, tail))
        if low == high or low2 == high2:
            continue
        landmarks = _landmarks(one[low:high], other[low2:high2])
        if landmarks:
            edges = [(-1, -1), *landmarks, (high - low, high2 - low2)]
            runs += [(low + i, low2 + j, 1) for i, j in landmarks]
            stretches += [
                (low + i + 1, low + next_i, low2 + j + 1, low2 + next_j)
                for (i, j), (next_i, next_j) in pairwise(edges)
                if next_i > i + 1 and next_j > j + 1
            ]
        elif (high - low) * (high2 - low2) <= _SMALL:
            matcher = SequenceMatcher(None, one[low:high], other[low2:high2], autojunk=False)
            runs += [(low + match.a, low2 + match.b, match.size) for match in matcher.get_matching_blocks()]
    return sorted(run for run in runs if run[2])


def _landmarks(one: Sequence[Hashable], other: Sequence[Hashable]) -> list[tuple[int, int]]:
    """Places of the items that both have exactly once, as many as ascend in both (the longest increasing sequence)."""
    counts, counts2 = Counter(one), Counter(other)
    where = {item: j for j, item in enumerate(other) if counts2[item] == 1}
    pairs = [(i, where[item]) for i, item in enumerate(one) if counts[item] == 1 and item in where]
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
