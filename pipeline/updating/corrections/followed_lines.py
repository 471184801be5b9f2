"""Which lines have another speaker since the story was tagged again."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.production.chapter_matching import match_chapters
from pipeline.production.opened_production import Opened
from pipeline.production.script_files import EditedChapter
from pipeline.updating.corrections.book_corrections import BookCorrections
from script.text.alignment import align
from script.text.visible_text import Visible


@dataclass(frozen=True, slots=True)
class Followed:
    """A line that another tagging gave somebody else."""

    address: str
    before: str | None
    after: str | None
    text: str


def lines_that_follow(before: Sequence[EditedChapter], opened: Opened) -> Iterator[Followed]:
    """The lines whose speaker is another one now, without those whose speaker a person told."""
    after = opened.edited.chapters
    told = {item.edited.file: item.told_numbers() for item in BookCorrections(opened).of(after)}
    matches = match_chapters([item.chapter for item in before], [item.chapter for item in after])
    for item, match in zip(after, matches, strict=True):
        if match is None:
            continue
        old = before[match]
        one, other = Visible(item.chapter.text), Visible(old.chapter.text)
        places = align([item.text_of(line) for line in item.chapter.lines], [old.text_of(x) for x in old.chapter.lines])
        starts = [other.index(line.start) for line in old.chapter.lines]
        for index, (line, number) in enumerate(zip(item.chapter.lines, item.numbers, strict=True)):
            first = places.first_in(one.index(line.start), one.index(line.end))
            if first is None or index in told.get(item.file, ()) or not line.kind.spoken:
                continue
            was = old.chapter.lines[bisect_right(starts, first) - 1]
            if was.speaker != line.speaker:
                text = " ".join(item.text_of(line).split())
                yield Followed(f"{item.address}:{number}", was.speaker, line.speaker, text)
