"""A person's script file, brought up to a new tagging of its chapter."""

from __future__ import annotations

from dataclasses import dataclass, replace

from script.merging.notes import tells_of_loss
from script.merging.three_way import merge_sheets
from script.merging.without_base import add_missing
from script.model import Chapter
from script.script_file.script_parser import read_sheet
from script.script_file.script_sheet import Sheet, sheet_of
from script.script_file.script_writer import format_chapter, write_sheet


@dataclass(frozen=True, slots=True)
class Merged:
    """A merged script file."""

    text: str
    conflicts: int
    """How many notes it got about words of the person's and of the story's that stand against each other."""
    lost: int = 0
    """How many about what a person had said of words that the story has there no more."""


def merge_chapter(base: Chapter | None, mine: str, new: Chapter, name: str) -> Merged:
    """The person's script file `mine`, whose chapter the tagger left as `base`, brought up to `new`.

    Without a base, everything in `mine` counts as the person's; whole paragraphs that it lacks are added. `name` is the
    file's, for messages. Raises `EditError` ("NAME:LINE: …").
    """
    fresh = format_chapter(new)
    if mine == fresh:
        return Merged(mine, 0)
    if base is None:
        sheet, _ = read_sheet(mine, name)
        added, told = add_missing(sheet, sheet_of(new))
        return Merged(mine if added is sheet else write_sheet(added), told)
    before = format_chapter(base)
    if mine == before:
        return Merged(fresh, 0)
    if before == fresh:
        return Merged(mine, 0)
    sheet, _ = read_sheet(mine, name)
    before_sheet = sheet_of(base)
    if _says_the_same(sheet, before_sheet):
        return Merged(fresh, 0)
    merged, notes = merge_sheets(before_sheet, sheet, sheet_of(new))
    lost = sum(map(tells_of_loss, notes))
    return Merged(write_sheet(merged), len(notes) - lost, lost)


def _says_the_same(one: Sheet, other: Sheet) -> bool:
    return one.marks == other.marks and [replace(span, number=0) for span in one.spans] == list(other.spans)
