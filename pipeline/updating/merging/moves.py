"""What stood elsewhere before, taken to where the story has it now, with what a person made of it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from pipeline.updating.merging.old_chapter import (
    OldChapter,
    Passage,
    cut_passage,
    joined_passages,
    passage_of,
    with_passage,
)
from script.merging.notes import in_doubt
from script.model import Chapter
from script.script_file.script_sheet import Mark, Sheet, sheet_of
from script.text.alignment import align
from script.text.moved_pieces import Spot, find_moves
from script.text.visible_text import visible_edges

_SENTENCE_END = re.compile(r"(?<=[.!?…]) |(?<=[.!?…][”’»\")]) ")


@dataclass(frozen=True, slots=True)
class _Unit:
    """A paragraph, a line or a sentence."""

    text: str
    opens: bool
    """It begins a paragraph."""
    goes_on: bool = False
    """It begins within a line."""


@dataclass(frozen=True, slots=True)
class _Run:
    """Units that moved together."""

    old: int
    """The old chapter's number."""
    first: int
    """The number in it of the first of them."""
    new: int
    """The new chapter's number."""
    place: int
    """The number in it of the first of them."""
    size: int = 1
    rivals: tuple[Spot, ...] = ()
    """Units of the same words, this one among them, that could have gone to the same place."""
    places: int = 1
    """How many places fit equally well."""


def follow_moves(
    olds: Sequence[OldChapter], matches: Sequence[int | None], new: Sequence[Chapter]
) -> tuple[list[OldChapter], list[int | None]]:
    """Puts paragraphs, lines and sentences of old chapters into the chapters, and the order, that they have now.

    `matches`: for each new chapter the index of the old one that it was, or None. Gives both as they are then; an old
    chapter that is none of the story's now keeps what has no place in it. Where several places fit equally well, the
    first has it, in doubt. Raises `EditError`.
    """
    for units_of in (_paragraphs, _lines, _sentences):
        olds, matches = _Following(olds, new, matches, units_of).followed()
    return list(olds), list(matches)


class _Following:
    """One run of `follow_moves`, with units of one size."""

    def __init__(
        self,
        olds: Sequence[OldChapter],
        new: Sequence[Chapter],
        matches: Sequence[int | None],
        units_of: Callable[[Sheet], list[_Unit]],
    ) -> None:
        self._olds, self._matches = list(olds), list(matches)
        # What a chapter as it was has or lacks is nothing that moved.
        as_before = {j for j, i in enumerate(matches) if i is not None and olds[i].chapter.text == new[j].text}
        known, same = set(matches), {matches[j] for j in as_before}
        self._theirs = [
            units_of(sheet_of(old.chapter)) if i not in same and (i in known or old.text is not None) else []
            for i, old in enumerate(olds)
        ]
        self._ours = [[] if j in as_before else units_of(sheet_of(chapter)) for j, chapter in enumerate(new)]
        self._runs = list(self._find_runs())
        self._leaving = {(run.old, p) for run in self._runs for p in range(run.first, run.first + run.size)}
        self._pieces: dict[Spot, Passage] = {}
        """What old chapters are cut into, by the first unit of each piece."""
        self._places: dict[int, list[int | None]] = {}
        """By old chapter, which of the units of the new one, that it was, each of its own is."""

    def _find_runs(self) -> Iterator[_Run]:
        moves = find_moves(_texts(self._theirs), _texts(self._ours), self._matches)
        last: _Run | None = None
        for (i, p), (j, q) in sorted(moves.sure.items(), key=lambda item: item[1]):
            if self._olds[i].text is None:
                continue
            if last and (last.old, last.first + last.size, last.new, last.place + last.size) == (i, p, j, q):
                last = replace(last, size=last.size + 1)
            else:
                if last:
                    yield last
                last = _Run(i, p, j, q)
        if last:
            yield last
        for spots, places in moves.alike:
            for (i, p), (j, q) in zip(spots, places, strict=False):
                if self._olds[i].text is not None:
                    yield _Run(i, p, j, q, rivals=spots, places=len(places))

    def followed(self) -> tuple[list[OldChapter], list[int | None]]:
        cuts: dict[int, set[int]] = defaultdict(set)
        """By old chapter, the numbers of the units before which it is cut."""
        coming: dict[Spot, list[_Run]] = defaultdict(list)
        """By old chapter and unit, what comes before that."""
        for run in sorted(self._runs, key=lambda run: (run.new, run.place)):
            home = self._home(run)
            at = self._place_before(home, run)
            cuts[run.old] |= {0, run.first, run.first + run.size}
            cuts[home] |= {0, at}
            coming[home, at].append(run)
        for i, edges in cuts.items():
            self._cut(i, [p for p in sorted(edges) if p < len(self._theirs[i])])
        for i, edges in cuts.items():
            self._put_together(i, sorted(edges), coming)
        return self._olds, self._matches

    def _home(self, run: _Run) -> int:
        """The old chapter that what moved goes to: the one that the new chapter was, or an empty one."""
        home = self._matches[run.new]
        if home is None:
            home = self._matches[run.new] = len(self._olds)
            source = self._olds[run.old]
            chapter = Chapter(source.chapter.number, source.chapter.title, "", (), source.chapter.offset)
            self._olds.append(replace(source, chapter=chapter, file=None, text="", parked=False, missing=()))
            self._theirs.append([])
        return home

    def _place_before(self, home: int, run: _Run) -> int:
        """The number of the unit of an old chapter before which what moved comes."""
        if home not in self._places:
            self._places[home] = self._find_places(home, run.new)
        at = 0
        for p, place in enumerate(self._places[home]):
            if place is not None and (home, p) not in self._leaving:
                if place >= run.place:
                    break
                at = p + 1
        return at

    def _find_places(self, home: int, new: int) -> list[int | None]:
        """By unit of an old chapter, which unit of the new one has its first words."""
        theirs, ours = ([unit.text for unit in units] for units in (self._theirs[home], self._ours[new]))
        alignment, starts = align(theirs, ours), visible_edges(ours)
        firsts = (alignment.first_in(start, end) for start, end in pairwise(visible_edges(theirs)))
        return [None if first is None else bisect_right(starts, first) - 1 for first in firsts]

    def _cut(self, i: int, edges: Sequence[int]) -> None:
        sizes = visible_edges([unit.text for unit in self._theirs[i]])
        for p, piece in zip(edges, cut_passage(passage_of(self._olds[i]), [sizes[p] for p in edges[1:]]), strict=False):
            self._pieces[i, p] = piece

    def _put_together(self, i: int, edges: Sequence[int], coming: Mapping[Spot, Sequence[_Run]]) -> None:
        """Makes an old chapter of the pieces that stay in it and those that come to it."""
        parts: list[Passage] = []
        sources = [i]
        opens, begins, doubts = False, False, 0
        for at, end in pairwise([*edges, len(self._theirs[i])]):
            for run in coming.get((i, at), ()):
                unit = self._ours[run.new][run.place]
                piece = self._pieces[run.old, run.first].beginning(opens=unit.opens, goes_on=unit.goes_on)
                doubtful = self._is_doubtful(run, piece)
                parts.append(_in_doubt(piece, max(run.places, len(run.rivals))) if doubtful else piece)
                doubts += doubtful
                sources.append(run.old)
            if (i, at) in self._leaving:
                # What follows the beginning of a paragraph, or of a line, begins one without it.
                opens = opens or any(unit.opens for unit in self._theirs[i][at:end])
                begins = begins or not all(unit.goes_on for unit in self._theirs[i][at:end])
            elif (i, at) in self._pieces:
                piece, unit = self._pieces[i, at], self._theirs[i][at]
                if (opens and not unit.opens) or (begins and unit.goes_on):
                    piece = piece.beginning(opens=opens or unit.opens)
                parts.append(piece)
                opens = begins = False
        old = self._olds[i]
        made = with_passage(old, joined_passages(parts))
        known = all(self._olds[source].base is not None for source in sources)
        missing = old.missing if old.text is not None else (old.recorded,)
        self._olds[i] = replace(made, base=made.chapter if known else None, missing=missing, doubts=old.doubts + doubts)

    def _is_doubtful(self, run: _Run, piece: Passage) -> bool:
        """Whether what a person made of a piece could belong to another place, or to another piece there."""
        rivals = [self._pieces[spot].said for spot in run.rivals if spot in self._pieces]
        alike = all(rival == rivals[0] for rival in rivals) and len(run.rivals) >= run.places
        return bool(rivals) and not alike and piece.is_edited


def _in_doubt(piece: Passage, places: int) -> Passage:
    """What a person made of words that could be elsewhere as well: whom they say speaks is doubtful, and a note says
    why."""
    known = {(span.visible, span.label.speaker) for span in piece.theirs.spans}
    spans = (
        replace(span, label=replace(span.label, doubtful=True))
        if span.label.kind.spoken and (span.visible, span.label.speaker) not in known
        else span
        for span in piece.mine.spans
    )
    return replace(piece, mine=Sheet(tuple(spans), (Mark(0, None, in_doubt(places)), *piece.mine.marks)))


def _paragraphs(sheet: Sheet) -> list[_Unit]:
    return [_Unit(" ".join(span.text for span in spans), True) for spans in sheet.paragraphs()]


def _lines(sheet: Sheet) -> list[_Unit]:
    return [_Unit(span.text, span.opens) for span in sheet.spans]


def _sentences(sheet: Sheet) -> list[_Unit]:
    return [
        _Unit(text, span.opens and not number, number > 0)
        for span in sheet.spans
        for number, text in enumerate(_SENTENCE_END.split(span.text))
    ]


def _texts(chapters: Sequence[Sequence[_Unit]]) -> list[list[str]]:
    return [[unit.text for unit in units] for units in chapters]
