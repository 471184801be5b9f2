"""Cuts a text that has been collected into Sections: where they start, what they are called, what is left out."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, replace

from script.model import BlockKind
from script.reading.collected_text import Flow, next_character
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
    """Where a section starts, and what the source says about it. An empty `title` is filled from the section's
    heading."""

    mark: int
    title: str = ""
    depth: int = 1
    kinds: frozenset[str] = frozenset()
    file: str = ""
    """The document that begins here and is this section; "" where the section isn't a document."""
    matter: Matter | None = None
    linear: bool = True


def make_sections(text: str, flow: Flow, cuts: list[Cut], title: str, author: str) -> tuple[list[Section], list[Block]]:
    """The sections, and the blocks with headings recognised that the markup doesn't name as such. At least one section
    is read aloud. `title` and `author` are the book's."""
    blocks = list(flow.blocks)
    if not blocks:
        return [], []
    starts = [block.start for block in blocks]
    settled: dict[int, Cut] = {}
    for cut in cuts:
        at = next_character(text, cut.mark)
        if at < len(text):
            settled[starts[bisect_right(starts, at) - 1]] = cut
    settled.setdefault(starts[0], Cut(0))
    _cut_licence(text, blocks, settled)
    order = sorted(settled)
    pieces = [
        (settled[start], start, blocks[bisect_right(starts, following - 1) - 1].end)
        for start, following in zip(order, [*order[1:], len(text) + 1], strict=True)
    ]
    regions = _region_index(text, flow)
    sections: list[Section] = []
    for cut, start, end in pieces:
        name = cut.title or _own_title(text, blocks, starts, start, end)
        kinds = cut.kinds | _kinds_at(regions, start, end)
        matter = cut.matter or of_kinds(kinds) or of_archive(text[start:end]) or of_name(name, edge=False)
        sections.append(
            Section(
                name,
                start,
                end,
                matter.role if matter else SectionRole.CHAPTER,
                cut.depth,
                matter.left_out if matter else "",
            )
            if matter
            else _by_words(text, flow, cut, name, start, end, title, author)
        )
    told = [
        cut.matter is not None or of_kinds(cut.kinds | _kinds_at(regions, start, end)) is not None
        for cut, start, end in pieces
    ]
    sections = _name_the_edges(sections, told)
    if all(section.left_out for section in sections):
        sections = read_something(sections)
    sections = _turn_sides(sections)
    return sections, _find_headings(text, blocks, starts, sections)


def _by_words(text: str, flow: Flow, cut: Cut, name: str, start: int, end: int, title: str, author: str) -> Section:
    linked = sum(b - a for a, b in flow.links if start <= a and b <= end)
    matter = of_file(cut.file) if cut.file else None
    if matter is None and read_heading(name) is None:
        matter = of_text(text[start:end], title, author, linked)
    if matter is None and not cut.linear:
        matter = Matter(SectionRole.BACK, "not in the reading order")
    matter = matter or Matter(SectionRole.CHAPTER)
    return Section(name, start, end, matter.role, cut.depth, matter.left_out)


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
    """The sections with the longest of them read aloud after all: a story that is nothing but a title page is a
    story."""
    candidates = [section for section in sections if section.left_out != GUTENBERG] or sections
    longest = max(candidates, key=lambda section: section.end - section.start)
    return [
        replace(section, role=SectionRole.CHAPTER, left_out="") if section is longest else section
        for section in sections
    ]


def _cut_licence(text: str, blocks: list[Block], settled: dict[int, Cut]) -> None:
    """Parts Project Gutenberg's header and licence from the book."""
    start, end = gutenberg_bounds(text)
    if not start and end == len(text):
        return
    licence = Matter(SectionRole.FRONT, GUTENBERG)
    book = next((block.start for block in blocks if block.start >= start), None)
    if start and book is not None:
        last = max((mark for mark in settled if mark <= book), default=blocks[0].start)
        settled.setdefault(book, replace(settled.get(last, Cut(0)), title="", file=""))
        for mark in [mark for mark in settled if mark < book]:
            settled[mark] = Cut(mark, GUTENBERG, matter=licence) if mark == blocks[0].start else settled[mark]
            if mark != blocks[0].start:
                del settled[mark]
        settled[blocks[0].start] = Cut(0, GUTENBERG, matter=licence)
    if end < len(text):
        tail = next((block.start for block in blocks if block.end > end), None)
        if tail is not None and tail != blocks[0].start:
            for mark in [mark for mark in settled if mark > tail]:
                del settled[mark]
            settled[tail] = Cut(tail, GUTENBERG, matter=Matter(SectionRole.BACK, GUTENBERG))


def _region_index(text: str, flow: Flow) -> dict[int, list[tuple[int, frozenset[str]]]]:
    index: dict[int, list[tuple[int, frozenset[str]]]] = {}
    for region in flow.regions:
        start = next_character(text, region.start)
        if start < region.end:
            index.setdefault(start, []).append((region.end, region.kinds))
    return index


def _kinds_at(regions: dict[int, list[tuple[int, frozenset[str]]]], start: int, end: int) -> frozenset[str]:
    """What the elements that begin with a section, and hold most of it, say they are."""
    return frozenset(
        kind for stop, kinds in regions.get(start, ()) if stop - start >= _COVERS * (end - start) for kind in kinds
    )


def _own_title(text: str, blocks: list[Block], starts: list[int], start: int, end: int) -> str:
    """The title that a section's own first headings make; "" where it begins without one."""
    first = bisect_right(starts, start) - 1
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


def _find_headings(text: str, blocks: list[Block], starts: list[int], sections: list[Section]) -> list[Block]:
    """Marks paragraphs that open a section with the words of its title, or with a chapter number, as headings."""
    for section in sections:
        if section.left_out:
            continue
        wanted = _letters(section.title)
        first = bisect_right(starts, section.start) - 1
        for index in range(first, min(first + 3, len(blocks))):
            block = blocks[index]
            words = plain(text[block.start : block.end])
            if block.start >= section.end or len(words) > _HEADING_LENGTH:
                break
            if block.kind is BlockKind.HEADING:
                continue
            heading = read_heading(words)
            titled = bool(wanted) and bool(_letters(words)) and _letters(words) in wanted and words[-1:] not in ",;"
            keyed = heading is not None and heading.family not in ("bare", "dotted")
            if block.kind in (BlockKind.PARAGRAPH, BlockKind.VERSE) and (titled or keyed) and block.end < section.end:
                blocks[index] = Block(block.start, block.end, BlockKind.HEADING, 2)
            elif any(map(str.isalpha, words)):
                break
    return blocks


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.lower())


def cuts_by_headings(text: str, flow: Flow) -> tuple[list[Cut], str]:
    """Sections by heading levels, and the title that the only top heading gives ("" without one).

    The shallowest level with more than one heading makes the chapters; where those are parts that hold chapters of
    their own, the level below does. A part's heading that nothing but a chapter follows belongs to that chapter.
    """
    blocks = flow.blocks
    headings = [
        (index, block.level)
        for index, block in enumerate(blocks)
        if block.kind is BlockKind.HEADING
        and not (index and blocks[index - 1].kind is BlockKind.HEADING and blocks[index - 1].level == block.level)
    ]
    if not headings:
        return [], ""
    levels = sorted({level for _, level in headings})
    counts = {level: sum(found == level for _, found in headings) for level in levels}
    book_title = ""
    while len(levels) > 1 and counts[levels[0]] == 1:
        index = next(index for index, level in headings if level == levels[0])
        book_title = book_title or plain(text[blocks[index].start : blocks[index].end])
        levels.pop(0)
    chosen = {levels[0]}
    if len(levels) > 1:
        tops = [index for index, level in headings if level == levels[0]]
        below = {index for index, level in headings if level == levels[1]}
        parts = 0
        for index in tops:
            heading = read_heading(text[blocks[index].start : blocks[index].end])
            parts += index + 1 in below or (heading is not None and heading.rank is Rank.PART)
        if 2 * parts > len(tops):
            chosen.add(levels[1])
    if not book_title and len(headings) == 1 and headings[0][0] == 0:
        book_title = plain(text[blocks[0].start : blocks[0].end])
    cuts: list[Cut] = []
    pending = -1
    for index, level in headings:
        if level not in chosen:
            continue
        block = blocks[index]
        depth = 1 + sorted(chosen).index(level)
        if depth == 1 and len(chosen) == 2 and any(other == index + 1 and found in chosen for other, found in headings):
            pending = block.start
            continue
        name = _own_title(text, blocks, [each.start for each in blocks], block.start, len(text))
        cuts.append(Cut(block.start if pending < 0 else pending, name, depth))
        pending = -1
    first = cuts[0].mark if cuts else 0
    opening = [text[block.start : block.end] for block in blocks if block.start < first]
    if opening and is_opening_page(opening, book_title):
        cuts.insert(0, Cut(0, book_title, matter=Matter(SectionRole.FRONT, "title page")))
    elif opening:
        cuts.insert(0, Cut(0, book_title))
    return cuts, book_title


def is_opening_page(paragraphs: list[str], title: str) -> bool:
    """Whether what stands before the first chapter is a title page: a few short lines, no prose."""
    counts = [len(paragraph.split()) for paragraph in paragraphs]
    prose = any(count > _PROSE_WORDS for count in counts)
    return (sum(counts) <= _TITLE_PAGE_WORDS and not prose) or is_title_page(" ".join(paragraphs), title, "")
