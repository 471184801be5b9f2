"""Which characters of two versions of a text are the same ones."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence, Set, Sized
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, chain, pairwise, takewhile
from typing import TypeAlias

_TOKEN = re.compile(r"[^\W\d_]+|\d+|\S")
_ALIKE = 2 / 3
"""Of the characters of the shorter of two lines: as many equal ones make them the same line, changed."""

_Run: TypeAlias = "tuple[int, int, int]"
"""(start, start in the other, size)."""
_Chain: TypeAlias = "tuple[int, int, _Chain | None]"
"""A landmark's two places, and the one before it."""
_Way: TypeAlias = "tuple[int, int, int, _Way | None]"
"""A run, and the way that led to it."""

_MOST_EDITS = 400
"""Of a stretch without landmarks that takes more than this many insertions and deletions, nothing counts as the same:
finding out would take seconds (time grows with the square)."""


@dataclass(frozen=True, slots=True)
class MatchingBlock:
    """A run of `size` equal characters, at `one` in the first text and at `other` in the second."""

    one: int
    other: int
    size: int


class Alignment:
    """The equal runs of two texts, ascending in both; a character belongs to at most one."""

    def __init__(self, blocks: Sequence[MatchingBlock]) -> None:
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

    def pieces(self, start: int, end: int) -> list[range]:
        """Where the second text has the characters `start`..`end` of the first, ascending, without those it hasn't."""
        found = []
        at = max(bisect_right(self._firsts, start) - 1, 0)
        for block in self.blocks[at : bisect_left(self._firsts, end)]:
            first, last = max(block.one, start), min(block.one + block.size, end)
            if first < last:
                found.append(range(block.other + first - block.one, block.other + last - block.one))
        return found

    def swapped(self) -> Alignment:
        """The same, seen from the second text."""
        return Alignment([MatchingBlock(block.other, block.one, block.size) for block in self.blocks])

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
        return Alignment([MatchingBlock(0, 0, len(first))] if first else [])
    ones, others = _offsets(bare), _offsets(bare2)
    runs: list[_Run] = []
    rare = _once(_words(one)) & _once(_words(other))
    i = j = 0
    for start, start2, size in [*_equal_runs(bare, bare2), (len(one), len(other), 0)]:
        runs += _align_words(one[i:start], ones[i], other[j:start2], others[j], rare)
        i, j = start + size, start2 + size
        if size:
            runs.append((ones[start], others[start2], ones[i] - ones[start]))
    return Alignment([MatchingBlock(*run) for run in _joined(runs)])


def _align_words(one: Sequence[str], at: int, other: Sequence[str], at2: int, rare: Set[str]) -> Iterator[_Run]:
    """Equal characters of two stretches that have no whole piece in common, with `at` and `at2` characters before them.
    `rare`: the words that both whole texts have once."""
    lines, lines2 = [_TOKEN.findall(line) for line in one], [_TOKEN.findall(line) for line in other]
    words, words2 = [*chain(*lines)], [*chain(*lines2)]
    text, text2 = "".join(words), "".join(words2)
    if text and text == text2:
        yield at, at2, len(text)
        return
    ones, others = _offsets(words), _offsets(words2)
    runs = _slid(_equal_runs(words, words2, rare), words, words2, set(_offsets(lines)), set(_offsets(lines2)))
    runs = _of_like_lines(runs, lines, lines2)
    i = j = 0
    for start, start2, size in [*runs, (len(words), len(words2), 0)]:
        gap, gap2 = text[ones[i] : ones[start]], text2[others[j] : others[start2]]
        # The same characters, cut into words in another way: "some" "one".
        if gap and gap == gap2:
            yield at + ones[i], at2 + others[j], len(gap)
        i, j = start + size, start2 + size
        if size:
            yield at + ones[start], at2 + others[start2], ones[i] - ones[start]


def _of_like_lines(runs: Sequence[_Run], one: Sequence[Sequence[str]], other: Sequence[Sequence[str]]) -> list[_Run]:
    """The runs of equal words of two stretches (lines of words), without those between lines that have little in common
    where an added or deleted line leaves open which is which: the full stops of different sentences are not the same.
    """
    starts, starts2 = _offsets(one), _offsets(other)
    sizes, sizes2 = [sum(map(len, line)) for line in one], [sum(map(len, line)) for line in other]
    pieces = [piece for run in runs for piece in _cut_at_lines(run, starts, starts2)]
    shared: Counter[tuple[int, int]] = Counter()
    pairs = []
    for start, start2, size in pieces:
        line, line2 = bisect_right(starts, start) - 1, bisect_right(starts2, start2) - 1
        pairs.append((line, line2))
        first = start - starts[line]
        shared[line, line2] += sum(map(len, one[line][first : first + size]))
    kept: list[_Run] = []
    unsure: list[_Run] = []
    last, last2 = -1, -1
    for piece, (line, line2) in zip([*pieces, None], [*pairs, (len(one), len(other))], strict=True):
        if piece and shared[line, line2] < _ALIKE * min(sizes[line], sizes2[line2]):
            unsure.append(piece)
            continue
        kept += unsure if line - last == line2 - last2 else []
        kept += [piece] if piece else []
        unsure = []
        last, last2 = line, line2
    return kept


def _cut_at_lines(run: _Run, starts: Sequence[int], starts2: Sequence[int]) -> Iterator[_Run]:
    start, start2, size = run
    cuts = {0, size}
    cuts.update(line - start for line in starts[bisect_right(starts, start) : bisect_left(starts, start + size)])
    cuts.update(line - start2 for line in starts2[bisect_right(starts2, start2) : bisect_left(starts2, start2 + size)])
    for low, high in pairwise(sorted(cuts)):
        yield start + low, start2 + low, high - low


def _words(pieces: Sequence[str]) -> list[str]:
    return [word for piece in pieces for word in _TOKEN.findall(piece)]


def _offsets(pieces: Sequence[Sized]) -> list[int]:
    return list(accumulate(map(len, pieces), initial=0))


def _equal_runs(one: Sequence[str], other: Sequence[str], rare: Set[str] = frozenset()) -> list[_Run]:
    """(start, start, size) of equal runs, as long as can be, ascending. `rare`: the best landmarks."""
    runs: list[_Run] = []
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
    return _joined(sorted(run for run in runs if run[2]))


def _equal_items(pairs: Iterable[tuple[str, str]]) -> int:
    """How many pairs are equal before the first that isn't."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _once(items: Iterable[str]) -> set[str]:
    return {item for item, count in Counter(items).items() if count == 1}


def _landmarks(one: Sequence[str], other: Sequence[str], rare: Set[str]) -> list[tuple[int, int]]:
    """Places of the items that both have exactly once, only the `rare` if there are any; of those that ascend in both,
    the longest in letters: a name tells more than an "of" (heaviest increasing subsequence)."""
    both = _once(one) & _once(other)
    chosen = both & rare or both
    where = {item: j for j, item in enumerate(other) if item in chosen}
    # The best chains so far: where each ends in the other text, its weight (both ascending), and its links.
    ends: list[int] = []
    weights: list[int] = []
    chains: list[_Chain] = []
    for i, item in enumerate(one):
        if item in chosen:
            j = where[item]
            at = bisect_left(ends, j)
            weight = len(item) + (weights[at - 1] if at else 0)
            chain: _Chain = (i, j, chains[at - 1] if at else None)
            beaten = bisect_right(weights, weight, lo=at)
            ends[at:beaten], weights[at:beaten], chains[at:beaten] = [j], [weight], [chain]
    landmarks = []
    link = chains[-1] if chains else None
    while link:
        landmarks.append(link[:2])
        link = link[2]
    return landmarks[::-1]


def _fewest_edits(one: Sequence[str], other: Sequence[str]) -> list[_Run]:
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


def _runs(way: _Way | None) -> list[_Run]:
    runs = []
    while way:
        runs.append(way[:3])
        way = way[3]
    return runs


def _joined(runs: Iterable[_Run]) -> list[_Run]:
    """Runs, ascending, with those as one that touch in both texts."""
    joined: list[_Run] = []
    for run in runs:
        start, start2, size = joined[-1] if joined else (0, 0, 0)
        if joined and (start + size, start2 + size) == run[:2]:
            joined[-1] = (start, start2, size + run[2])
        else:
            joined.append(run)
    return joined


def _slid(
    runs: list[_Run], one: Sequence[str], other: Sequence[str], starts: Set[int], starts2: Set[int]
) -> list[_Run]:
    """The same with each insertion that could as well start a little earlier moved to the start of a line: an inserted
    “B” after “A” is “B”, not B” “. `starts`, `starts2`: where lines start."""
    slid = list(runs)
    for i in range(1, len(slid)):
        left, right = slid[i - 1], slid[i]
        end, end2 = left[0] + left[2], left[1] + left[2]
        if end == right[0]:
            shift = _slide(other, end2, right[1], left[2], starts2)
        elif end2 == right[1]:
            shift = _slide(one, end, right[0], left[2], starts)
        else:
            continue
        slid[i - 1] = (left[0], left[1], left[2] - shift)
        slid[i] = (right[0] - shift, right[1] - shift, right[2] + shift)
    return [run for run in slid if run[2]]


def _slide(words: Sequence[str], start: int, end: int, most: int, lines: Set[int]) -> int:
    """By how much the insertion `start`..`end` moves left so that it starts a line; 0 if it can't or does."""
    shift = 0
    while start - shift not in lines:
        if shift == most or words[start - shift - 1] != words[end - shift - 1]:
            return 0
        shift += 1
    return shift
