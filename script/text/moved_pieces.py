"""Which pieces (paragraphs, lines) of a book's chapters stand elsewhere in its next version.

Pieces of the same words that were lost in one place and gained in one are the same ones, moved; equal ones beside them
go along (Heckel, "A technique for isolating differences between files", 1978). Of those that are left, each goes where
most of its words are, if no other place fits as well.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from itertools import islice, pairwise, takewhile
from typing import TypeAlias

from script.text.alignment import Alignment, align
from script.text.visible_text import visible_edges

Spot: TypeAlias = tuple[int, int]
"""(number of a chapter, number of a piece in it)."""
Chapters: TypeAlias = Sequence[Sequence[str]]
"""The pieces of each chapter, in order."""
_Pair: TypeAlias = tuple[int, Spot, Spot]
"""(how many words are the same on either side, a piece, its place)."""

_WORD = re.compile(r"\w+")
DISTINCT = 3
"""Words that a piece has at least, to be known by them in another chapter: anybody says “Yes.”"""
_BESIDE = 8
"""Words on either side that tell apart pieces of the same words."""
_ALIKE = 0.6
"""Of the words of the longer piece: as many in common make it the same one, changed."""
_ALIKE_BESIDE = 0.4
"""The same where the piece beside it has moved to that place as well."""
_CLEARLY = 0.15
"""By so much every other place must fit worse."""
_RARE = 20
"""A word that more pieces have doesn't lead to any of them."""


@dataclass(frozen=True, slots=True)
class Moves:
    """What stands elsewhere in the new version."""

    sure: Mapping[Spot, Spot] = field(default_factory=dict)
    """Pieces and their places, none of which is given twice."""
    alike: tuple[tuple[tuple[Spot, ...], tuple[Spot, ...]], ...] = ()
    """(pieces of the same words, places that fit them equally well), both in the order of the book."""


def find_moves(old: Chapters, new: Chapters, matches: Sequence[int | None]) -> Moves:
    """The pieces of the old chapters that the new ones have in another place, and where.

    `matches`: for each new chapter the number of the old one that it was, or None.
    """
    return _Finding(old, new, matches).moves()


class _Finding:
    """One run of `find_moves`."""

    def __init__(self, old: Chapters, new: Chapters, matches: Sequence[int | None]) -> None:
        self._matches = matches
        self._old = [[_words(piece) for piece in chapter] for chapter in old]
        self._new = [[_words(piece) for piece in chapter] for chapter in new]
        known = set(matches)
        self._lost = {(i, p) for i, chapter in enumerate(old) if i not in known for p in range(len(chapter))}
        self._added = {(j, q) for j, chapter in enumerate(new) if matches[j] is None for q in range(len(chapter))}
        for j, i in enumerate(matches):
            if i is not None and list(old[i]) != list(new[j]):
                alignment = align(old[i], new[j])
                self._lost |= {(i, p) for p in _absent(old[i], alignment)}
                self._added |= {(j, q) for q in _absent(new[j], alignment.swapped())}
        self._found: dict[Spot, Spot] = {}

    def moves(self) -> Moves:
        if not self._lost or not self._added:
            return Moves()
        self._find_equal()
        alike = tuple(self._alike())
        self._find_changed()
        return Moves(self._found, alike)

    def _alike(self) -> Iterator[tuple[tuple[Spot, ...], tuple[Spot, ...]]]:
        spots, places = self._by_words(self._old, self._lost), self._by_words(self._new, self._added)
        for words in spots.keys() & places.keys():
            near = {self._matches[j] for j, _ in places[words]} == {i for i, _ in spots[words]}
            if near or len(words) >= DISTINCT:
                yield tuple(spots[words]), tuple(places[words])
                self._lost.difference_update(spots[words])
                self._added.difference_update(places[words])

    def _take(self, spot: Spot, place: Spot) -> None:
        self._found[spot] = place
        self._lost.remove(spot)
        self._added.remove(place)

    def _find_equal(self) -> None:
        spots, places = self._by_words(self._old, self._lost), self._by_words(self._new, self._added)
        shared = sorted(spots.keys() & places.keys(), key=lambda words: (-len(words), words))
        pairs = {words: self._alike_beside(spots[words], places[words]) for words in shared}
        found = -1
        while len(self._found) > found:
            found = len(self._found)
            for words in shared:
                lost = [spot for spot in spots[words] if spot in self._lost]
                added = [place for place in places[words] if place in self._added]
                pair = self._sure_pair(len(words), lost, added, pairs[words]) if lost and added else None
                if pair is not None:
                    self._take(*pair)
                    self._take_along(*pair)

    def _by_words(
        self, chapters: Sequence[Sequence[Sequence[str]]], of: Set[Spot]
    ) -> dict[tuple[str, ...], list[Spot]]:
        groups: dict[tuple[str, ...], list[Spot]] = defaultdict(list)
        for i, p in sorted(of):
            if words := tuple(chapters[i][p]):
                groups[words].append((i, p))
        return groups

    def _sure_pair(
        self, size: int, lost: Sequence[Spot], added: Sequence[Spot], pairs: list[_Pair]
    ) -> tuple[Spot, Spot] | None:
        """Of pieces of the same `size` words one and its place; None where it could be another as well. `pairs` are
        those with something in common beside them, the best first; those that are taken are dropped."""
        if len(lost) == len(added) == 1:
            near = self._matches[added[0][0]] == lost[0][0]
            if near or size >= DISTINCT:
                return lost[0], added[0]
        pairs[:] = [pair for pair in pairs if pair[1] in self._lost and pair[2] in self._added]
        if not pairs:
            return None
        most, spot, place = pairs[0]
        rival = next((pair[0] for pair in pairs[1:] if pair[1] == spot or pair[2] == place), 0)
        return (spot, place) if most > rival else None

    def _alike_beside(self, spots: Sequence[Spot], places: Sequence[Spot]) -> list[_Pair]:
        """The pairs of pieces of the same words that have a word in common beside them, the best first."""
        same: Counter[tuple[Spot, Spot]] = Counter()
        for step in (1, -1):
            # Most pieces of a few words have nothing in common beside them: only pairs with the next word are compared.
            by_next: dict[str, list[tuple[Spot, list[str]]]] = defaultdict(list)
            for place in places:
                if words := list(islice(_words_from(self._new, place, step), _BESIDE)):
                    by_next[words[0]].append((place, words))
            for spot in spots:
                words = list(islice(_words_from(self._old, spot, step), _BESIDE))
                for place, others in by_next[words[0]] if words else ():
                    same[spot, place] += sum(1 for _ in takewhile(_equal, zip(words, others, strict=False)))
        return sorted(((n, *pair) for pair, n in same.items()), key=lambda pair: (-pair[0], pair[1:]))

    def _take_along(self, spot: Spot, place: Spot) -> None:
        """Has the equal neighbours of a piece go with it."""
        for step in (1, -1):
            (i, p), (j, q) = spot, place
            while (i, p := p + step) in self._lost and (j, q := q + step) in self._added:
                if self._old[i][p] != self._new[j][q]:
                    break
                self._take((i, p), (j, q))

    def _find_changed(self) -> None:
        bags = {(j, q): Counter(self._new[j][q]) for j, q in self._added}
        where: dict[str, set[Spot]] = defaultdict(set)
        for place, bag in bags.items():
            for word in bag:
                where[word].add(place)
        scores: dict[tuple[Spot, Spot], float] = {}
        for i, p in self._lost:
            bag = Counter(self._old[i][p])
            leading = [where[word] for word in bag if len(where[word]) <= _RARE]
            for place in set().union(*leading) if bag.total() > DISTINCT else ():
                score = (bag & bags[place]).total() / max(bag.total(), bags[place].total())
                if score >= (_ALIKE_BESIDE if self._is_beside((i, p), place) else _ALIKE):
                    scores[(i, p), place] = score
        of_spot: dict[Spot, list[float]] = defaultdict(list)
        of_place: dict[Spot, list[float]] = defaultdict(list)
        for (spot, place), score in scores.items():
            of_spot[spot].append(score)
            of_place[place].append(score)
        for (spot, place), score in sorted(scores.items(), key=lambda item: (-item[1], item[0])):
            rivals = [*of_spot[spot], *of_place[place]]
            rivals.remove(score)
            rivals.remove(score)
            if score >= max(rivals, default=0.0) + _CLEARLY:
                self._take(spot, place)

    def _is_beside(self, spot: Spot, place: Spot) -> bool:
        """Whether the piece before, or behind, has moved to the place before, or behind."""
        return any(self._found.get((spot[0], spot[1] + step)) == (place[0], place[1] + step) for step in (1, -1))


def _words(piece: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(piece)]


def _equal(pair: tuple[str, str]) -> bool:
    return pair[0] == pair[1]


def _words_from(chapters: Sequence[Sequence[Sequence[str]]], spot: Spot, step: int) -> Iterator[str]:
    """The words after a piece, or (-1) before it, away from it."""
    chapter = chapters[spot[0]]
    p = spot[1] + step
    while 0 <= p < len(chapter):
        yield from chapter[p][::step]
        p += step


def _absent(pieces: Sequence[str], alignment: Alignment) -> Iterable[int]:
    """The numbers of those that have less than half of their visible characters in the other text."""
    for number, (start, end) in enumerate(pairwise(visible_edges(pieces))):
        if 2 * sum(map(len, alignment.pieces(start, end))) < end - start:
            yield number
