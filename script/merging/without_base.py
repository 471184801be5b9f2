"""A person's script file and a new tagging of its chapter, when what the person started from is gone.

Everything in the file stays as it is. A line of the story is then either in the file, or a note in the file tells it,
or it is missing. Missing paragraphs are added; where the file has a paragraph of its own in their place, or only some
lines of a paragraph are missing, a note tells them. After that nothing is missing: doing it again changes nothing.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from script.merging.character_row import NEW_LINE, NEW_PARAGRAPH, SPACE, CharacterRow, align_rows
from script.merging.notes import STORY_HAS, story_has
from script.script_file.script_sheet import LabelledSpan, Mark, Sheet, in_order


@dataclass(frozen=True, slots=True)
class _Added:
    """Lines of the story (their numbers), and before which of the file's characters they come."""

    at: int
    lines: range


def add_missing(mine: Sheet, new: Sheet) -> tuple[Sheet, int]:
    """(`mine` with what it lacks of `new`, how many notes it got); `mine` itself if it lacks nothing."""
    added, notes = _Comparison(mine, new).settle()
    if not added and not notes:
        return mine, 0
    result = _with_more(mine, new, added, notes)
    if added:
        # Beside new neighbours, lines may be taken for others of the same words than before.
        again = _Comparison(result, new)
        more = again.notes()
        result = _with_more(result, new, (), more)
        notes += more
    return result, len(notes)


class _Comparison:
    """What a script file has of the story."""

    def __init__(self, mine: Sheet, new: Sheet) -> None:
        self._mine = CharacterRow(mine)
        self._new = CharacterRow(new)
        self._places: list[range | None] = []
        """By line of the story: from the first of its characters that the file has where they belong to the last."""
        self._of_story = bytearray(len(self._mine))
        """By character of the file: 1 if it is one of the story's."""
        elsewhere = self._align()
        self._told: set[int] = set()
        """The lines of the story that notes tell."""
        self._missing: set[int] = set()
        """The lines of the story that are neither in the file nor told."""
        self._look_for(elsewhere)

    def _align(self) -> list[int]:
        """Finds what the file has where it belongs. Gives the lines that it hasn't whole."""
        alignment = align_rows(self._new, self._mine)
        changed = []
        for number, (start, end) in enumerate(pairwise([*self._new.starts, len(self._new)])):
            pieces = alignment.pieces(start, end)
            self._places.append(range(pieces[0].start, pieces[-1].stop) if pieces else None)
            if sum(map(len, pieces)) < end - start or not self._reads_as_line(pieces):
                # A word or two in common don't make it a line of the file.
                changed.append(number)
                continue
            for piece in pieces:
                self._of_story[piece.start : piece.stop] = b"\1" * len(piece)
        return changed

    def _reads_as_line(self, pieces: Sequence[range]) -> bool:
        """Whether these are whole words, and in one piece or on one line, perhaps with words of the person's amid."""
        one_line = self._mine.span(pieces[0].start) == self._mine.span(pieces[-1].stop - 1)
        whole_words = all(self._mine.holds_whole(piece, SPACE) for piece in pieces)
        return whole_words and (one_line or len(pieces) == 1)

    def _look_for(self, lines: list[int]) -> None:
        """Finds which of the lines notes tell, which were moved or typed by hand (the long ones first: a short one may
        be part of them), and which are missing."""
        told = Counter(
            "".join(line.split())
            for mark in self._mine.marks
            if mark.kind is None and mark.value.startswith(STORY_HAS)
            for line in mark.value.removeprefix(STORY_HAS).split("\n")
        )
        for number in sorted(lines, key=lambda number: -len(self._new.spans[number].visible)):
            text = self._new.spans[number].visible
            if told[text]:
                told[text] -= 1
                self._told.add(number)
            elif (at := self._free_place_of(text)) is not None:
                self._of_story[at : at + len(text)] = b"\1" * len(text)
            else:
                self._missing.add(number)

    def _free_place_of(self, text: str) -> int | None:
        """Where the file has that text, in whole words that are not known to be other lines of the story."""
        at = self._mine.text.find(text)
        while at >= 0:
            end = at + len(text)
            if self._mine.gap(at) and self._mine.gap(end) and not any(self._of_story[at:end]):
                return at
            at = self._mine.text.find(text, at + 1)
        return None

    def settle(self) -> tuple[list[_Added], list[Mark]]:
        """What is to be added to the file, and what is to be told of what else is missing."""
        added: list[_Added] = []
        notes: list[Mark] = []
        opposite: dict[range, list[int]] = {}
        for paragraph in self._paragraphs():
            lacked = all(number in self._missing or number in self._told for number in paragraph)
            if not lacked or any(self._places[paragraph.start : paragraph.stop]):
                notes += map(self.note, self._missing_in(paragraph))
                continue
            gap = self._gap(paragraph)
            place = self._place_in(gap)
            if own := opposite.setdefault(gap, self._own_paragraphs(gap)):
                at = own.pop(0)
                notes += [replace(self.note(lines), at=at) for lines in self._missing_in(paragraph)]
            elif place is not None and self._missing.issuperset(paragraph):
                added.append(_Added(place, paragraph))
            else:
                notes += map(self.note, self._missing_in(paragraph))
        return added, notes

    def notes(self) -> list[Mark]:
        """What is to be told of all that is missing."""
        return [self.note(lines) for paragraph in self._paragraphs() for lines in self._missing_in(paragraph)]

    def note(self, lines: range) -> Mark:
        """Tells those lines of the story on the line where the file would have them."""
        at = (self._places[lines.start] or self._gap(lines)).start
        if self._mine.gap(at) < NEW_LINE:
            at = self._mine.starts[self._mine.span(at)]
        return Mark(at, None, story_has("\n".join(span.text for span in self._new.spans[lines.start : lines.stop])))

    def _paragraphs(self) -> Iterator[range]:
        """The numbers of the lines of each of the story's paragraphs."""
        openings = [number for number, span in enumerate(self._new.spans) if span.opens]
        return (range(start, end) for start, end in pairwise([*openings, len(self._new.spans)]))

    def _missing_in(self, paragraph: range) -> Iterator[range]:
        """The runs of missing lines there."""
        start = paragraph.start
        for number in [*paragraph, paragraph.stop]:
            if number == paragraph.stop or number not in self._missing:
                if start < number:
                    yield range(start, number)
                start = number + 1

    def _gap(self, lines: range) -> range:
        """Where the file would have those lines of the story: between what it has of those around them."""
        before = next((place for place in reversed(self._places[: lines.start]) if place is not None), None)
        after = next((place for place in self._places[lines.stop :] if place is not None), None)
        return range(0 if before is None else before.stop, len(self._mine) if after is None else after.start)

    def _own_paragraphs(self, gap: range) -> list[int]:
        """Where whole paragraphs begin there that have something which is not the story's."""
        edges = [at for at in self._mine.line_edges(gap.start, gap.stop) if self._mine.gap(at) == NEW_PARAGRAPH]
        return [start for start, end in pairwise(edges) if not all(self._of_story[start:end])]

    def _place_in(self, gap: range) -> int | None:
        """Where a paragraph can be added there: between paragraphs if it can be, else between lines."""
        edges = self._mine.line_edges(gap.start, gap.stop)
        return max(edges, key=lambda at: (self._mine.gap(at), at), default=None)


def _with_more(mine: Sheet, new: Sheet, added: Sequence[_Added], notes: Sequence[Mark]) -> Sheet:
    """`mine` with paragraphs of `new` and notes, both at places of `mine`, ascending."""
    side, story = CharacterRow(mine), CharacterRow(new)
    openings = {bisect_left(side.starts, item.at) for item in added}
    own = [replace(span, opens=True) if number in openings else span for number, span in enumerate(mine.spans)]
    spans: list[LabelledSpan] = []
    marks: list[Mark] = []
    done = 0
    sizes = [0]
    for item in added:
        number = bisect_left(side.starts, item.at)
        first, last = story.starts[item.lines.start], [*story.starts, len(story)][item.lines.stop]
        spans += [*own[done:number], *story.spans[item.lines.start : item.lines.stop]]
        marks += [
            replace(mark, at=item.at + sizes[-1] + mark.at - first)
            for mark in new.marks
            if first <= mark.beside < last or mark.at == last == len(story)
        ]
        done = number
        sizes.append(sizes[-1] + last - first)
    places = [item.at for item in added]
    for mark in [*mine.marks, *notes]:
        # What stands before a line stays before it; what stands at the end of the file, after its last line.
        last = mark.hangs or mark.at == len(side)
        before = bisect_left(places, mark.at) if last else bisect_right(places, mark.at)
        marks.append(replace(mark, at=mark.at + sizes[before]))
    return Sheet((*spans, *own[done:]), in_order(marks))
