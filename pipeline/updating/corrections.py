"""What a person corrected in a production: certain for the tagger, and known to be theirs ever after."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import astuple, dataclass
from typing import TYPE_CHECKING

from pipeline.production.chapter_matching import match_chapters
from pipeline.production.script_files import EditedChapter
from script.model import EDITED, NARRATOR, Chapter, Character, Kind, Line
from script.text.alignment import align
from script.text.visible_text import Visible

if TYPE_CHECKING:
    from script.story import Section, Story
    from script.tagging.told_by_people import Fixed, ToldByPeople

_MOST = 2
"""A corrected line whose words are spread over more than this many times its length in the story is another line."""


@dataclass(frozen=True, slots=True)
class Followed:
    """A line that another tagging gave somebody else."""

    address: str
    before: str | None
    after: str | None
    text: str


def corrected_lines(item: EditedChapter) -> Iterator[Line]:
    """The lines whose speaker a person told: now, or before an earlier tagging. Without a base nobody can say.

    Who gives a part of a line to somebody else leaves the rest to whoever has it: what adjoins a told line without
    narration between is told as well.
    """
    if item.base is None:
        return
    for paragraph in item.chapter.paragraphs:
        told = [_is_told(line) for line in paragraph.lines]
        for number, line in enumerate(paragraph.lines):
            beside = told[max(0, number - 1) : number + 2]
            if told[number] or (any(beside) and line.speaker not in (None, NARRATOR) and _may_be_told(line)):
                yield line


def _is_told(line: Line) -> bool:
    return line.evidence == EDITED and line.confidence == 1.0 and line.speaker is not None and _may_be_told(line)


def _may_be_told(line: Line) -> bool:
    return line.kind is not Kind.HEADING and line.kind.spoken


def known_of(
    chapters: Sequence[EditedChapter], people: Sequence[Character], story: Story, sections: Sequence[Section]
) -> ToldByPeople:
    """All that a person told, as places of the story: `sections` are those that are read."""
    from script.tagging.told_by_people import ToldByPeople

    lines_of = {id(item): lines for item in chapters if (lines := list(corrected_lines(item)))}
    if not lines_of:
        return ToldByPeople((), tuple(people))
    texts = [Chapter(0, section.title, story.text[section.start : section.end].strip(), ()) for section in sections]
    matches = match_chapters([item.chapter for item in chapters], texts)
    fixed: list[Fixed] = []
    for section, match in zip(sections, matches, strict=True):
        if match is not None and id(chapters[match]) in lines_of:
            fixed += _placed(chapters[match].chapter, lines_of[id(chapters[match])], story, section)
    return ToldByPeople(tuple(fixed), tuple(people))


def _placed(chapter: Chapter, lines: Sequence[Line], story: Story, section: Section) -> Iterator[Fixed]:
    """Where a section of the story has the lines of the chapter that it was."""
    from script.tagging.told_by_people import Fixed

    text = story.text[section.start : section.end]
    old, new = Visible(chapter.text), Visible(text)
    blocks = [story.text[b.start : b.end] for b in story.blocks if section.start <= b.start < section.end]
    if "".join("".join(block.split()) for block in blocks) != new.text:
        blocks = text.splitlines()
    places = align([chapter.text[p.start : p.end] for p in chapter.paragraphs], blocks)
    done = 0
    for line in lines:
        start, end = old.index(line.start), old.index(line.end)
        first, last = places.first_in(start, end), places.last_in(start, end)
        if first is None or last is None or last + 1 - first > _MOST * (end - start) or first < done:
            continue
        done = last + 1
        yield Fixed(section.start + new.offset(first), section.start + new.offset(last) + 1, line.speaker or NARRATOR)


def lines_that_follow(before: Sequence[EditedChapter], after: Sequence[EditedChapter]) -> Iterator[Followed]:
    """The lines whose speaker is another one now, without those whose speaker a person told."""
    matches = match_chapters([item.chapter for item in before], [item.chapter for item in after])
    for item, match in zip(after, matches, strict=True):
        if match is None:
            continue
        old = before[match]
        one, other = Visible(item.chapter.text), Visible(old.chapter.text)
        places = align([item.text_of(line) for line in item.chapter.lines], [old.text_of(x) for x in old.chapter.lines])
        starts = [other.index(line.start) for line in old.chapter.lines]
        told = set(corrected_lines(item))
        for line, number in zip(item.chapter.lines, item.numbers, strict=True):
            first = places.first_in(one.index(line.start), one.index(line.end))
            if first is None or line in told or not line.kind.spoken:
                continue
            was = old.chapter.lines[bisect_right(starts, first) - 1]
            if was.speaker != line.speaker:
                text = " ".join(item.text_of(line).split())
                yield Followed(f"{item.address}:{number}", was.speaker, line.speaker, text)


def marks_of(chapters: Sequence[EditedChapter], people: Sequence[Character]) -> tuple[str, ...]:
    """A short mark for each correction, to be remembered: equal for equal ones, wherever they stand."""
    told = [(line.speaker, " ".join(item.text_of(line).split())) for item in chapters for line in corrected_lines(item)]
    return tuple(sorted([*map(_mark, told), *(_mark(astuple(person)) for person in people)]))


def unused(chapters: Sequence[EditedChapter], people: Sequence[Character], used: Collection[str]) -> tuple[int, int]:
    """(corrected lines, people told of) that are not among the marks `used`."""
    left = Counter(used)
    lines, told = Counter(marks_of(chapters, ())), Counter(marks_of((), people))
    return (lines - left).total(), (told - left).total()


def tells_nothing_new(person: Character, characters: Sequence[Character]) -> bool:
    """Whether a person only gave one of the characters another name: that changes nobody's lines."""
    names = {person.name, *person.aliases}
    meant = [other for other in characters if names & {other.name, *other.aliases}]
    if person.gender or person.age or len(meant) > 1:
        return False
    return not meant or set(person.aliases) <= {meant[0].name, *meant[0].aliases}


def _mark(told: object) -> str:
    return hashlib.sha256(repr(told).encode("utf-8", "surrogatepass")).hexdigest()[:16]
