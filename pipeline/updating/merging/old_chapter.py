"""A chapter of before, as the tagger left it and as the person's file has it; cut and joined both at once."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise

from script.model import Chapter
from script.script_file.script_parser import parse_chapter, read_sheet
from script.script_file.script_sheet import Mark, Sheet, sheet_of
from script.script_file.script_writer import format_chapter, write_sheet
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

    @property
    def path(self) -> str:
        """The file, as messages show it."""
        return f"{'story/parked' if self.parked else 'script'}/{self.file or self.recorded}"


def cut_chapter(old: OldChapter, cuts: Sequence[int]) -> list[OldChapter]:
    """The chapter cut before those of its visible characters, ascending; each part with what the person made of it.

    The first keeps the file. Raises `EditError`.
    """
    whole = sheet_of(old.chapter)
    mine = whole if old.text is None else read_sheet(old.text, old.path)[0]
    to_mine = align(sheet_lines(whole), sheet_lines(mine))
    found = [to_mine.first_in(cut, sheet_size(whole)) if cut < sheet_size(whole) else None for cut in cuts]
    mine_cuts = [sheet_size(mine) if place is None else place for place in found]
    parts = []
    for number, (theirs, ours) in enumerate(zip(_parted(whole, cuts), _parted(mine, mine_cuts), strict=True)):
        chapter = parse_chapter(write_sheet(theirs), old.path, None).chapter
        file = None if number else old.file
        text = None if old.text is None else write_sheet(ours)
        parts.append(replace(old, chapter=chapter, base=old.base and chapter, file=file, text=text))
    return parts


def join_chapters(olds: Sequence[OldChapter]) -> OldChapter:
    """Chapters as one, which has the first one's file. Raises `EditError`."""
    first = olds[0]
    sheets = [sheet_of(old.chapter) for old in olds]
    # Each file is read by itself: what one leaves open must not swallow the next.
    mine = [
        sheet if old.text is None else read_sheet(old.text, old.path)[0]
        for old, sheet in zip(olds, sheets, strict=True)
    ]
    joined = parse_chapter(write_sheet(_joined(sheets)), first.path, None).chapter
    chapter = replace(joined, title=first.chapter.title)
    known = all(old.base is not None for old in olds)
    missing = dict.fromkeys(name for old in olds for name in (old.missing if old.text is not None else (old.recorded,)))
    return replace(
        first, chapter=chapter, base=chapter if known else None, text=write_sheet(_joined(mine)), missing=tuple(missing)
    )


def emptied(old: OldChapter) -> OldChapter:
    """The chapter without its words, and without a file if it had none."""
    chapter = replace(old.chapter, text="", paragraphs=(), cues=(), notes=(), emphasis=(), pronunciations=())
    text = None if old.text is None else format_chapter(chapter)
    return replace(old, chapter=chapter, base=old.base and chapter, text=text, missing=())


def _parted(sheet: Sheet, cuts: Sequence[int]) -> Iterator[Sheet]:
    """The sheet, cut before the lines that have those visible characters."""
    starts = sheet_starts(sheet)
    numbers = [0, *(max(bisect_right(starts, cut) - 1, 0) for cut in cuts), len(sheet.spans)]
    edges = [starts[number] for number in numbers]
    owners = [_owner(mark, edges) for mark in sheet.marks]
    for part, (first, last) in enumerate(pairwise(numbers)):
        yield Sheet(
            tuple(
                replace(span, opens=span.opens or number == 0) for number, span in enumerate(sheet.spans[first:last])
            ),
            tuple(
                replace(mark, at=mark.at - edges[part])
                for mark, owner in zip(sheet.marks, owners, strict=True)
                if owner == part
            ),
        )


def _owner(mark: Mark, edges: Sequence[int]) -> int:
    """The part, of those between the `edges`, that a mark goes with: the one with the words after it, but with those
    before it if it closes them, or if nothing follows."""
    bisect = bisect_left if mark.closes or mark.at == edges[-1] else bisect_right
    return max(bisect(edges, mark.at) - 1, 0)


def _joined(sheets: Sequence[Sheet]) -> Sheet:
    """One behind the other; each begins a paragraph."""
    sizes = accumulate(map(sheet_size, sheets), initial=0)
    return Sheet(
        tuple(
            replace(span, opens=span.opens or number == 0)
            for sheet in sheets
            for number, span in enumerate(sheet.spans)
        ),
        tuple(
            replace(mark, at=size + mark.at) for size, sheet in zip(sizes, sheets, strict=False) for mark in sheet.marks
        ),
    )


def sheet_lines(sheet: Sheet) -> list[str]:
    return [span.text for span in sheet.spans]


def sheet_starts(sheet: Sheet) -> list[int]:
    """How many visible characters stand before each line; at last, how many there are."""
    return [*accumulate((len(span.visible) for span in sheet.spans), initial=0)]


def sheet_size(sheet: Sheet) -> int:
    return sheet_starts(sheet)[-1]
