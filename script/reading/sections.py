"""Cuts a text that has been collected into Sections: where they start, what they are called, what is left out."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass, replace
from itertools import takewhile

from script.model import BlockKind
from script.reading.collected_text import Flow, Places, next_character, places_of
from script.reading.front_and_back_matter import (
    GUTENBERG,
    Matter,
    gutenberg_bounds,
    is_title_page,
    of_archive,
    of_file,
    of_kinds,
    of_name,
    of_text,
)
from script.story import Block, Section, SectionRole
from script.text.headings import Rank, join_title, plain, read_heading

_COVERS = 0.6
_TITLE_PAGE_WORDS = 80
_PROSE_WORDS = 25
_HEADING_LENGTH = 120


@dataclass(frozen=True, slots=True)
class Cut:
    """Where a section starts, and what the source says about it.

    An empty `title` is filled from the section's heading.
    """

    mark: int
    title: str = ""
    depth: int = 1
    kinds: frozenset[str] = frozenset()
    file: str = ""
    """The document that begins here and is this section; "" where the section isn't a document."""
    matter: Matter | None = None
    linear: bool = True


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch that is to be a section: its cut, its first and last block's edges, what markup says it is."""

    cut: Cut
    start: int
    end: int
    kinds: frozenset[str]


def make_sections(text: str, flow: Flow, cuts: list[Cut], title: str, author: str) -> tuple[list[Section], list[Block]]:
    """The sections, and the blocks with headings recognised that the markup doesn't name as such.

    At least one section is read aloud. `title` and `author` are the book's.
    """
    if not flow.blocks:
        return [], []
    places = places_of(text, flow)
    pieces = _pieces(text, flow, places, cuts)
    sections = [_section(text, flow, places, piece, title, author) for piece in pieces]
    told = [piece.cut.matter is not None or of_kinds(piece.kinds) is not None for piece in pieces]
    sections = _name_the_edges(sections, told)
    if all(section.left_out for section in sections):
        sections = read_something(sections)
    return _turn_sides(sections), _with_found_headings(text, flow.blocks, sections)


def _pieces(text: str, flow: Flow, places: Places, cuts: list[Cut]) -> list[_Piece]:
    """The stretches between the cuts, with Project Gutenberg's licence parted from the book."""
    starts = places.starts
    settled: dict[int, Cut] = {}
    for cut in cuts:
        at = next_character(text, cut.mark)
        if at < len(text):
            settled[starts[bisect_right(starts, at) - 1]] = cut
    settled.setdefault(starts[0], Cut(0))
    settled = _apart_from_licence(text, flow.blocks, settled)
    pieces: list[_Piece] = []
    order = sorted(settled)
    for start, following in zip(order, [*order[1:], len(text) + 1], strict=True):
        end = flow.blocks[bisect_right(starts, following - 1) - 1].end
        cut = settled[start]
        pieces.append(_Piece(cut, start, end, cut.kinds | _kinds_at(places, start, end)))
    return pieces


def _section(text: str, flow: Flow, places: Places, piece: _Piece, title: str, author: str) -> Section:
    words = text[piece.start : piece.end]
    name = piece.cut.title or _own_title(text, flow.blocks, piece.start, piece.end)
    matter = (
        piece.cut.matter
        or of_kinds(piece.kinds)
        or of_archive(words)
        or of_name(name, edge=False)
        or _by_words(words, places, piece, name, title, author)
    )
    return Section(name, piece.start, piece.end, matter.role, piece.cut.depth, matter.left_out)


def _by_words(words: str, places: Places, piece: _Piece, name: str, title: str, author: str) -> Matter:
    """What a section is that nothing else tells: by its file's name and its own words."""
    matter = of_file(piece.cut.file) if piece.cut.file else None
    if matter is None and read_heading(name) is None:
        matter = of_text(words, title, author, places.linked(piece.start, piece.end))
    if matter is None and not piece.cut.linear:
        matter = Matter(SectionRole.BACK, "not in the reading order")
    return matter or Matter(SectionRole.CHAPTER)


def _name_the_edges(sections: list[Section], told: list[bool]) -> list[Section]:
    """Names that only mean front or back matter where no chapter stands on that side."""
    named = list(sections)
    for order in (range(len(sections)), range(len(sections) - 1, -1, -1)):
        for index in order:
            section = named[index]
            if section.role is not SectionRole.CHAPTER:
                continue
            matter = None if told[index] else of_name(section.title)
            if matter is None or matter.role is SectionRole.CHAPTER:
                break
            named[index] = replace(section, role=matter.role, left_out=matter.left_out)
    return named


def _turn_sides(sections: list[Section]) -> list[Section]:
    """Matter before every chapter is front matter, after every chapter back matter, whatever its kind usually is."""
    chapters = [index for index, section in enumerate(sections) if section.role is SectionRole.CHAPTER]
    if not chapters:
        return sections
    return [
        section
        if section.role is SectionRole.CHAPTER or chapters[0] < index < chapters[-1]
        else replace(section, role=SectionRole.FRONT if index < chapters[0] else SectionRole.BACK)
        for index, section in enumerate(sections)
    ]


def read_something(sections: list[Section]) -> list[Section]:
    """The sections with the longest of them read aloud after all.

    A story that is nothing but a title page is a story.
    """
    candidates = [section for section in sections if section.left_out != GUTENBERG] or sections
    longest = max(candidates, key=lambda section: section.end - section.start)
    return [
        replace(section, role=SectionRole.CHAPTER, left_out="") if section is longest else section
        for section in sections
    ]


def _apart_from_licence(text: str, blocks: list[Block], settled: dict[int, Cut]) -> dict[int, Cut]:
    """The cuts (by the start of their block) with Project Gutenberg's header and licence parted from the book."""
    start, end = gutenberg_bounds(text)
    first = blocks[0].start
    book = next((block.start for block in blocks if block.start >= start), None)
    if start and book is not None:
        opening = settled[max(mark for mark in settled if mark <= book)]
        inside = {mark: cut for mark, cut in settled.items() if mark >= book}
        header = Cut(0, GUTENBERG, matter=Matter(SectionRole.FRONT, GUTENBERG))
        settled = {book: replace(opening, title="", file="")} | inside | {first: header}
    tail = next((block.start for block in blocks if block.end > end), None)
    if tail is not None and tail != first:
        inside = {mark: cut for mark, cut in settled.items() if mark < tail}
        settled = inside | {tail: Cut(tail, GUTENBERG, matter=Matter(SectionRole.BACK, GUTENBERG))}
    return settled


def _kinds_at(places: Places, start: int, end: int) -> frozenset[str]:
    """What the elements that begin with a section, and hold most of it, say they are."""
    return frozenset(
        kind
        for stop, kinds in places.regions.get(start, ())
        if stop - start >= _COVERS * (end - start)
        for kind in kinds
    )


def _own_title(text: str, blocks: list[Block], start: int, end: int) -> str:
    """The title that a section's own first headings make; "" where it begins without one."""
    first = _block_at(blocks, start)
    lines: list[str] = []
    for block in blocks[first : first + 4]:
        if block.start >= end:
            break
        if block.kind is BlockKind.HEADING:
            lines.append(plain(text[block.start : block.end]))
        elif lines or any(map(str.isalpha, text[block.start : block.end])):
            break
    if not lines:
        return ""
    heading = read_heading(lines[0])
    if len(lines) > 1 and heading is not None and not heading.title:
        return join_title(lines[0], lines[1])
    return lines[0]


def _block_at(blocks: list[Block], start: int) -> int:
    """The number of the last block that begins at `start` or before."""
    return bisect_right(blocks, start, key=lambda block: block.start) - 1


def _with_found_headings(text: str, blocks: list[Block], sections: list[Section]) -> list[Block]:
    """Marks paragraphs that open a section with the words of its title, or with a chapter number, as headings."""
    found = list(blocks)
    for section in sections:
        if section.left_out:
            continue
        first = _block_at(blocks, section.start)
        for index in range(first, min(first + 3, len(blocks))):
            block = blocks[index]
            words = plain(text[block.start : block.end])
            if block.start >= section.end or len(words) > _HEADING_LENGTH:
                break
            if block.kind is BlockKind.HEADING:
                continue
            if block.end < section.end and _reads_as_heading(block, words, section.title):
                found[index] = Block(block.start, block.end, BlockKind.HEADING, 2)
            elif any(map(str.isalpha, words)):
                break
    return found


def _reads_as_heading(block: Block, words: str, title: str) -> bool:
    """Whether a section's opening paragraph has the words of the section's title, or a chapter number or name."""
    if block.kind not in (BlockKind.PARAGRAPH, BlockKind.VERSE):
        return False
    letters = _letters(words)
    titled = letters != "" and letters in _letters(title) and words[-1:] not in ",;"
    heading = read_heading(words)
    return titled or (heading is not None and heading.keyed)


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.lower())


@dataclass(frozen=True, slots=True)
class _LevelHeading:
    """A heading by its place among the blocks and its level."""

    index: int
    level: int


def cuts_by_headings(text: str, flow: Flow) -> tuple[list[Cut], str]:
    """Sections by heading levels, and the title that the only top heading gives ("" without one).

    The shallowest level with more than one heading makes the chapters; where those are parts that hold chapters of
    their own, the level below does. A part's heading that nothing but a chapter follows belongs to that chapter.
    """
    blocks = flow.blocks
    headings = _level_headings(blocks)
    if not headings:
        return [], ""
    levels = sorted({heading.level for heading in headings})
    alone = _levels_of_one(headings, levels)
    titles = [_words(text, blocks, heading) for level in alone for heading in headings if heading.level == level]
    book_title = next(filter(None, titles), "")
    chosen = _chapter_levels(text, blocks, headings, levels[len(alone) :])
    if not book_title and len(headings) == 1 and headings[0].index == 0:
        book_title = _words(text, blocks, headings[0])
    cuts = _cuts_at(text, blocks, [heading for heading in headings if heading.level in chosen], chosen)
    return _opening_cut(text, blocks, cuts, book_title) + cuts, book_title


def _level_headings(blocks: list[Block]) -> list[_LevelHeading]:
    """The headings, of neighbours on one level the first."""
    return [
        _LevelHeading(index, block.level)
        for index, block in enumerate(blocks)
        if block.kind is BlockKind.HEADING
        and not (index and blocks[index - 1].kind is BlockKind.HEADING and blocks[index - 1].level == block.level)
    ]


def _words(text: str, blocks: list[Block], heading: _LevelHeading) -> str:
    return plain(text[blocks[heading.index].start : blocks[heading.index].end])


def _levels_of_one(headings: list[_LevelHeading], levels: list[int]) -> list[int]:
    """The upper levels that have a single heading each: the book's title, not chapters. The lowest never counts."""
    counts = Counter(heading.level for heading in headings)
    return list(takewhile(lambda level: counts[level] == 1, levels[:-1]))


def _chapter_levels(text: str, blocks: list[Block], headings: list[_LevelHeading], levels: list[int]) -> list[int]:
    """Of the levels below the book's title the one that makes chapters, or the two that make parts and chapters."""
    if len(levels) == 1:
        return levels
    tops = [heading for heading in headings if heading.level == levels[0]]
    below = {heading.index for heading in headings if heading.level == levels[1]}
    parts = sum(top.index + 1 in below or _is_part(_words(text, blocks, top)) for top in tops)
    return levels[:2] if 2 * parts > len(tops) else levels[:1]


def _is_part(words: str) -> bool:
    heading = read_heading(words)
    return heading is not None and heading.rank is Rank.PART


def _cuts_at(text: str, blocks: list[Block], headings: list[_LevelHeading], levels: list[int]) -> list[Cut]:
    """A cut at each heading; a part's that stands right above a chapter's begins that chapter."""
    cuts: list[Cut] = []
    part_start: int | None = None
    for heading, following in zip(headings, [*headings[1:], None], strict=True):
        start = blocks[heading.index].start
        depth = 1 + levels.index(heading.level)
        if depth < len(levels) and following is not None and following.index == heading.index + 1:
            part_start = start
            continue
        name = _own_title(text, blocks, start, len(text))
        cuts.append(Cut(start if part_start is None else part_start, name, depth))
        part_start = None
    return cuts


def _opening_cut(text: str, blocks: list[Block], cuts: list[Cut], title: str) -> list[Cut]:
    """The section before the first cut, if there is any text: a title page, or words that nothing names."""
    first = cuts[0].mark if cuts else 0
    opening = [text[block.start : block.end] for block in blocks if block.start < first]
    if not opening:
        return []
    matter = Matter(SectionRole.FRONT, "title page") if is_opening_page(opening, title) else None
    return [Cut(0, title, matter=matter)]


def is_opening_page(paragraphs: list[str], title: str) -> bool:
    """Whether what stands before the first chapter is a title page: a few short lines, no prose."""
    counts = [len(paragraph.split()) for paragraph in paragraphs]
    prose = any(count > _PROSE_WORDS for count in counts)
    return (sum(counts) <= _TITLE_PAGE_WORDS and not prose) or is_title_page(" ".join(paragraphs), title, "")
