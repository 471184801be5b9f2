"""A script file's sheet as a row of visible characters, each with the gap before it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from itertools import pairwise

from script.script_file.script_sheet import Label, Sheet
from script.text.alignment import Alignment, MatchingBlock, align
from script.text.visible_text import Visible, joins_word, word_before, word_goes_on

SPACE, NEW_LINE, NEW_PARAGRAPH = range(1, 4)
"""What stands between a character and the one before it; 0: nothing."""


class CharacterRow:
    """A sheet as a row of visible characters."""

    def __init__(self, sheet: Sheet) -> None:
        self.spans = sheet.spans
        self.marks = sheet.marks
        self.starts: list[int] = []
        """The first character of each span."""
        gaps = bytearray()
        for span in sheet.spans:
            self.starts.append(len(gaps))
            for word in span.text.split(" "):
                gaps.append(SPACE)
                gaps += bytes(len(word) - 1)
            gaps[self.starts[-1]] = NEW_PARAGRAPH if span.opens else NEW_LINE
        self.gaps = bytes(gaps)
        """By character, the gap before it: uint8[characters], `SPACE`, `NEW_LINE`, `NEW_PARAGRAPH` or 0, none."""
        self.text = "".join(span.visible for span in sheet.spans)
        self._openings = [at for at, span in zip(self.starts, sheet.spans, strict=True) if span.opens]

    def __len__(self) -> int:
        return len(self.text)

    def span(self, at: int) -> int:
        """Which span a character is in."""
        return bisect_right(self.starts, at) - 1

    def label(self, at: int) -> Label:
        """What the file says about a character."""
        return self.spans[self.span(at)].label

    def holds_whole(self, places: range, gap: int) -> bool:
        """Whether what stands there is parted by `gap` or more from what stands around it."""
        return min(self.gap(places.start), self.gap(places.stop)) >= gap

    def holds_lines(self, places: range, among: range) -> bool:
        """Whether what stands there begins and ends with lines, or with the part of one that is in `among`."""
        return all(self.gap(at) >= NEW_LINE or at in (among.start, among.stop) for at in (places.start, places.stop))

    def gap(self, at: int) -> int:
        """Before a character; at the end, what would be before another paragraph."""
        return self.gaps[at] if at < len(self) else NEW_PARAGRAPH

    def inside_word(self, at: int) -> bool:
        """Whether a word goes on from the character before `at` to the one there."""
        if not 0 < at < len(self) or self.gaps[at]:
            return False
        before = self.text[at - 2] if at > 1 and not self.gaps[at - 1] else ""
        after = self.text[at + 1] if at + 1 < len(self) and not self.gaps[at + 1] else ""
        return joins_word(before + self.text[at - 1], self.text[at] + after)

    def line_edges(self, start: int, end: int) -> list[int]:
        """Where lines start or the chapter ends, from `start` to `end`, that included."""
        edges = self.starts[bisect_left(self.starts, start) : bisect_right(self.starts, end)]
        return [*edges, end] if end == len(self) else edges

    def whole_lines(self, places: range | None) -> range | None:
        """Without the parts of lines at both ends; None if no line starts there, or no places are given."""
        edges = [] if places is None else self.line_edges(places.start, places.stop)
        return range(edges[0], edges[-1]) if edges else None

    def line_parts(self, places: range) -> Iterator[range]:
        """What stands there, parted where lines start."""
        edges = sorted({places.start, *self.line_edges(places.start, places.stop), places.stop})
        return (range(start, end) for start, end in pairwise(edges))

    def spans_over(self, places: range) -> range:
        """The numbers of the spans that have characters there (not empty)."""
        return range(self.span(places.start), self.span(places.stop - 1) + 1)

    def spans_in(self, places: range) -> Iterator[tuple[int, range]]:
        """(number, characters) of the spans that lie there whole."""
        for number in range(bisect_left(self.starts, places.start), len(self.spans)):
            start = self.starts[number]
            end = start + len(self.spans[number].visible)
            if end > places.stop:
                break
            yield number, range(start, end)

    def paragraphs(self, places: range) -> int:
        """How many paragraphs have characters there."""
        if not places:
            return 0
        return bisect_left(self._openings, places.stop) - bisect_right(self._openings, places.start) + 1

    def after_paragraphs(self, places: range, count: int) -> int:
        """Where `count` (1 or more) of the paragraphs there end, at the latest `places.stop`."""
        opening = bisect_right(self._openings, places.start) + count - 1
        return min(self._openings[opening], places.stop) if opening < len(self._openings) else places.stop

    def find_words(self, places: range, text: str) -> int | None:
        """Where those visible characters stand there as whole words; None if they don't, or are none."""
        at = self.text.find(text, places.start, places.stop) if text else -1
        return at if at >= 0 and self.gap(at) and self.gap(at + len(text)) else None

    def count_words(self, text: str) -> int:
        """How often those visible characters (not none) stand there as whole words."""
        count = at = 0
        while (at := self.text.find(text, at)) >= 0:
            found = self.gap(at) and self.gap(at + len(text))
            count += bool(found)
            at += len(text) if found else 1
        return count

    def lines(self, places: range) -> str:
        """The text of the lines that have characters there (not empty)."""
        return " ".join(self.spans[number].text for number in self.spans_over(places))

    def word_before(self, at: int) -> str | None:
        """The word that ends with the character before `at`, as a reading hangs on it; None if none does."""
        if not 0 < at <= len(self):
            return None
        number = self.span(at - 1)
        before, after = parted(self.spans[number].text, at - self.starts[number])
        start = word_before(before)
        return None if start is None or word_goes_on(before, after) else before[start:]

    def cut(self, places: range) -> str:
        """The visible characters there."""
        return self.text[places.start : places.stop]


def parted(text: str, count: int) -> tuple[str, str]:
    """A text in two behind `count` of its visible characters (1 or more)."""
    visible = Visible(text)
    end = visible.offset(count - 1) + 1
    return text[:end], text[end:]


def align_rows(one: CharacterRow, other: CharacterRow) -> Alignment:
    """Which characters of the two are the same ones: whole words, of both."""
    alignment = align([span.text for span in one.spans], [span.text for span in other.spans])
    return Alignment([block for block in _of_whole_words(alignment, one, other) if block.size])


def _of_whole_words(alignment: Alignment, one: CharacterRow, other: CharacterRow) -> Iterator[MatchingBlock]:
    for block in alignment.blocks:
        start, end = 0, block.size
        while start < end and (one.inside_word(block.one + start) or other.inside_word(block.other + start)):
            start += 1
        while start < end and (one.inside_word(block.one + end) or other.inside_word(block.other + end)):
            end -= 1
        yield MatchingBlock(block.one + start, block.other + start, end - start)


def spaced(text: str, gaps: bytes | bytearray, start: int, end: int) -> str:
    """Visible characters with the spaces between them."""
    edges = [start, *(i for i in range(start + 1, end) if gaps[i]), end]
    return " ".join(text[i:j] for i, j in pairwise(edges))
