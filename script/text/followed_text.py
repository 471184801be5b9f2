"""Where the characters of a book's chapters are in its next version, whatever moved."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property

from script.text.alignment import align
from script.text.moved_pieces import Chapters, find_moves
from script.text.visible_text import Visible, joins_word, visible_edges


class FollowedText:
    """Two versions of a book, paragraph by paragraph. Places are visible characters, counted from the beginning of a
    chapter."""

    def __init__(self, old: Chapters, new: Chapters, matches: Sequence[int | None]) -> None:
        """`matches`: for each new chapter the number of the old one that it was, or None."""
        self._new = new
        self._edges = [visible_edges(chapter) for chapter in old]
        self._new_edges = [visible_edges(chapter) for chapter in new]
        self._home = {i: j for j, i in enumerate(matches) if i is not None}
        self._in_place = {i: align(old[i], new[j]) for i, j in self._home.items()}
        self._moved = {
            spot: (place, align([old[spot[0]][spot[1]]], [new[place[0]][place[1]]]))
            for spot, place in find_moves(old, new, matches).sure.items()
        }

    def pieces(self, chapter: int, start: int, end: int) -> Iterator[tuple[int, range]]:
        """(new chapter, characters there) that the characters `start`..`end` of an old chapter are now, in its order;
        without those that are gone."""
        edges = self._edges[chapter]
        for p in range(max(bisect_right(edges, start) - 1, 0), min(bisect_left(edges, end), len(edges) - 1)):
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

    def added(self, words: str) -> tuple[int, range] | None:
        """The one place where new chapters have those visible characters, as whole words, among what the old ones had
        not; None where there is none, or there are several."""
        found = []
        for j, free in enumerate(self._free):
            at = free.find(words)
            while at >= 0:
                if self._is_edge(j, at) and self._is_edge(j, at + len(words)):
                    found.append((j, range(at, at + len(words))))
                at = free.find(words, at + 1)
        return found[0] if len(found) == 1 else None

    def _is_edge(self, chapter: int, at: int) -> bool:
        """Whether a word begins there in a new chapter, or ends before it."""
        visible, text = self._visible[chapter]
        if not 0 < at < len(visible):
            return True
        offset = visible.offset(at)
        return text[offset - 1].isspace() or not joins_word(
            text[max(offset - 2, 0) : offset], text[offset : offset + 2]
        )

    @cached_property
    def _visible(self) -> list[tuple[Visible, str]]:
        texts = ["\n".join(chapter) for chapter in self._new]
        return [(Visible(text), text) for text in texts]

    @cached_property
    def _free(self) -> list[str]:
        """The visible characters of each new chapter, with blanks for what the old ones had."""
        free = [list(visible.text) for visible, _ in self._visible]
        for i, edges in enumerate(self._edges):
            for j, piece in self.pieces(i, 0, edges[-1]):
                free[j][piece.start : piece.stop] = " " * len(piece)
        return ["".join(characters) for characters in free]
