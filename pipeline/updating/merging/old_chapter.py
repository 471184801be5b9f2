"""A chapter of before, as the tagger left it and as the person's file has it; cut and joined both at once."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise

from script.model import Chapter
from script.script_file.script_parser import parse_chapter, read_sheet
from script.script_file.script_sheet import LabelledSpan, Mark, Sheet, sheet_of
from script.script_file.script_writer import write_sheet
from script.text.alignment import align


@dataclass(frozen=True, slots=True)
class OldChapter:
    """A chapter of before: its file now, if it is still there."""

    chapter: Chapter
    base: Chapter | None
    recorded: str
    file: str | None
    text: str | None
    parked: bool
    missing: tuple[str, ...] = ()
    """The names of files that are gone, whose words `text` has as the tagger left them."""
    doubts: int = 0
    """How many of a person's changes in it could belong to another place as well."""

    @property
    def path(self) -> str:
        """The file, as messages show it."""
        return f"{'story/parked' if self.parked else 'script'}/{self.file or self.recorded}"


@dataclass(frozen=True, slots=True)
class Passage:
    """A part of a chapter: as the tagger left it, and as the person's file has it."""

    theirs: Sheet
    mine: Sheet
    goes_on: tuple[bool, bool] = (False, False)
    """Whether it begins within a line: as the tagger left it, and in the person's file."""

    @property
    def is_edited(self) -> bool:
        """Whether the person's file says anything else than the tagger."""
        return self.said != self.theirs

    @property
    def said(self) -> Sheet:
        """What the person's file says, wherever it stands there."""
        return replace(self.mine, spans=tuple(replace(span, number=0) for span in self.mine.spans))

    def beginning(self, *, opens: bool, goes_on: bool = False) -> Passage:
        """The same, beginning a paragraph, a line, or neither."""
        return Passage(_opening(self.theirs, opens), _opening(self.mine, opens), (goes_on, goes_on))


def passage_of(old: OldChapter) -> Passage:
    """All of a chapter; where its file is gone, the words that the tagger left. Raises `EditError`."""
    theirs = sheet_of(old.chapter)
    return Passage(theirs, theirs if old.text is None else read_sheet(old.text, old.path)[0])


def cut_passage(whole: Passage, cuts: Sequence[int]) -> list[Passage]:
    """The passage cut before those visible characters of the tagger's, ascending; each part with what the person made
    of it."""
    size = sheet_size(whole.theirs)
    to_mine = align(sheet_lines(whole.theirs), sheet_lines(whole.mine))
    found = [to_mine.first_in(cut, size) if cut < size else None for cut in cuts]
    mine_cuts = [sheet_size(whole.mine) if place is None else place for place in found]
    parts = zip(_parted(whole.theirs, cuts), _parted(whole.mine, mine_cuts), strict=True)
    return [Passage(theirs, mine, (goes_on, mine_goes_on)) for (theirs, goes_on), (mine, mine_goes_on) in parts]


def joined_passages(passages: Sequence[Passage]) -> Passage:
    """One behind the other."""
    return Passage(
        _joined([(part.theirs, part.goes_on[0]) for part in passages]),
        _joined([(part.mine, part.goes_on[1]) for part in passages]),
    )


def with_passage(old: OldChapter, passage: Passage) -> OldChapter:
    """The chapter with other words."""
    parsed = parse_chapter(write_sheet(_opening(passage.theirs, True)), old.path, None).chapter
    # Written like a person's file, and nothing that a person told.
    paragraphs = (replace(p, lines=tuple(replace(line, evidence="") for line in p.lines)) for p in parsed.paragraphs)
    chapter = replace(parsed, title=old.chapter.title, paragraphs=tuple(paragraphs))
    return replace(old, chapter=chapter, base=old.base and chapter, text=write_sheet(_opening(passage.mine, True)))


def cut_chapter(old: OldChapter, cuts: Sequence[int]) -> list[OldChapter]:
    """The chapter cut before those of its visible characters, ascending; each part with what the person made of it.

    The first keeps the file. Raises `EditError`.
    """
    first, *others = (with_passage(old, part) for part in cut_passage(passage_of(old), cuts))
    return [first, *(replace(part, file=None) for part in others)]


def join_chapters(olds: Sequence[OldChapter]) -> OldChapter:
    """Chapters as one, which has the first one's file. Raises `EditError`."""
    # Each file is read by itself: what one leaves open must not swallow the next.
    joined = with_passage(olds[0], joined_passages([passage_of(old).beginning(opens=True) for old in olds]))
    missing = tuple(name for old in olds for name in (old.missing if old.text is not None else (old.recorded,)))
    known = all(old.base is not None for old in olds)
    return replace(joined, base=joined.chapter if known else None, missing=missing)


def _opening(sheet: Sheet, opens: bool) -> Sheet:
    if not sheet.spans:
        return sheet
    return replace(sheet, spans=(replace(sheet.spans[0], opens=opens), *sheet.spans[1:]))


def _parted(sheet: Sheet, cuts: Sequence[int]) -> Iterator[tuple[Sheet, bool]]:
    """(part, whether it begins within a line) of the sheet, cut before those visible characters, or, where these are
    within a word, before their lines."""
    spans, within = _divided(sheet.spans, frozenset(cuts))
    starts = sheet_starts(Sheet(spans, ()))
    numbers = [0, *(max(bisect_right(starts, cut) - 1, 0) for cut in cuts), len(spans)]
    edges = [starts[number] for number in numbers]
    in_lines = {starts[number] for number in within}
    owners = [_owner(mark, edges, in_lines) for mark in sheet.marks]
    for part, (first, last) in enumerate(pairwise(numbers)):
        marks = (mark for mark, owner in zip(sheet.marks, owners, strict=True) if owner == part)
        moved = tuple(replace(mark, at=mark.at - edges[part]) for mark in marks)
        yield Sheet(spans[first:last], moved), first in within


def _divided(spans: Sequence[LabelledSpan], cuts: Set[int]) -> tuple[tuple[LabelledSpan, ...], set[int]]:
    """(lines divided before the words that begin at `cuts`, the numbers of those that begin within a line)."""
    divided: list[LabelledSpan] = []
    within: set[int] = set()
    at = 0
    for span in spans:
        words: list[str] = []
        opens = span.opens
        for word in span.text.split(" "):
            if words and at in cuts:
                divided.append(replace(span, text=" ".join(words), opens=opens))
                within.add(len(divided))
                words, opens = [], False
            words.append(word)
            at += len(word)
        divided.append(replace(span, text=" ".join(words), opens=opens))
    return tuple(divided), within


def _owner(mark: Mark, edges: Sequence[int], in_lines: Set[int]) -> int:
    """The part, of those between the `edges`, that a mark goes with: the one with the words after it, but with those
    before it if it closes them or hangs on them, or if nothing follows. `in_lines`: the edges within lines."""
    closes = mark.hangs or (mark.closes and mark.at not in in_lines)
    bisect = bisect_left if closes or mark.at == edges[-1] else bisect_right
    return max(bisect(edges, mark.at) - 1, 0)


def _joined(parts: Sequence[tuple[Sheet, bool]]) -> Sheet:
    """One behind the other. What goes on a line becomes one with it, if it has the same label."""
    spans: list[LabelledSpan] = []
    marks: list[Mark] = []
    size = 0
    for sheet, goes_on in parts:
        first, *others = sheet.spans or (None,)
        if first is not None:
            if goes_on and spans and not first.opens and spans[-1].label == first.label:
                spans[-1] = replace(spans[-1], text=f"{spans[-1].text} {first.text}")
            else:
                spans.append(first)
            spans += others
        marks += [replace(mark, at=size + mark.at) for mark in sheet.marks]
        size += sheet_size(sheet)
    return Sheet(tuple(spans), tuple(marks))


def sheet_lines(sheet: Sheet) -> list[str]:
    return [span.text for span in sheet.spans]


def sheet_starts(sheet: Sheet) -> list[int]:
    """How many visible characters stand before each line; at last, how many there are."""
    return [*accumulate((len(span.visible) for span in sheet.spans), initial=0)]


def sheet_size(sheet: Sheet) -> int:
    return sheet_starts(sheet)[-1]
