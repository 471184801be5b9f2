"""Where the characters of a book's chapters are in its next version, whatever moved."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate

from script.text.alignment import align
from script.text.moved_paragraphs import Chapters, moved_paragraphs


class FollowedText:
    """Two versions of a book, chapter by chapter: visible characters, counted from the beginning of each chapter."""

    def __init__(self, old: Chapters, new: Chapters, matches: Sequence[int | None]) -> None:
        """`matches`: for each new chapter the number of the old one that it was, or None."""
        self._old, self._new = old, new
        self._edges = [_edges(chapter) for chapter in old]
        self._new_edges = [_edges(chapter) for chapter in new]
        self._home = {i: j for j, i in enumerate(matches) if i is not None}
        self._in_place = {i: align(old[i], new[j]) for i, j in self._home.items()}
        self._moved = {
            spot: (place, align([old[spot[0]][spot[1]]], [new[place[0]][place[1]]]))
            for spot, place in moved_paragraphs(old, new, matches).items()
        }

    def pieces(self, chapter: int, start: int, end: int) -> Iterator[tuple[int, range]]:
        """(new chapter, characters there) that the characters `start`..`end` of an old chapter are now, in its order;
        without those that are gone."""
        edges = self._edges[chapter]
        for p in range(len(edges) - 1):
            low, high = max(start, edges[p]), min(end, edges[p + 1])
            if low >= high:
                continue
            if (chapter, p) in self._moved:
                (j, q), alignment = self._moved[chapter, p]
                first = self._new_edges[j][q]
                for piece in alignment.pieces(low - edges[p], high - edges[p]):
                    yield j, range(first + piece.start, first + piece.stop)
            elif chapter in self._home:
                for piece in self._in_place[chapter].pieces(low, high):
                    yield self._home[chapter], piece


def _edges(paragraphs: Sequence[str]) -> list[int]:
    """How many visible characters stand before each paragraph; at last, how many there are."""
    return [*accumulate((len("".join(paragraph.split())) for paragraph in paragraphs), initial=0)]
