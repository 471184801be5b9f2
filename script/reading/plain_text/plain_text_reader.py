"""Plain text → Story: the decoded file as it stands, with its paragraphs, verse, headings and licence told apart."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from script.model import BlockKind
from script.reading.front_and_back_matter import GUTENBERG, gutenberg_bounds, of_name
from script.reading.inline_marks import marks_in
from script.reading.plain_text.chapter_headings import FoundHeading, Paragraphs, find_headings, is_prose
from script.reading.plain_text.line_layout import BYLINE, Row, paragraphs_of, rows_in_groups
from script.reading.sections import is_opening_page, read_something
from script.reading.text_encoding import Decoded
from script.story import Anchor, Block, Section, SectionRole, Story
from script.text.headings import Rank, looks_like_title, plain, read_heading
from script.text.language import tidy_language

_META = re.compile(r"(?P<key>title|author|language)\s*:\s*(?P<value>\S.*)", re.I)
_GUTENBERG_TITLE = re.compile(
    r"(?:\ufeff?the )?project gutenberg e(?:book|text) of (?P<title>.+?),? by (?P<author>.+?)\.?", re.I
)
_CREDIT = re.compile(r"(?:produced by|e-?text prepared by|transcribed (?:by|from)|prepared by|this etext)\b", re.I)
_META_LINES = 80
_PART_PAGE_WORDS = 30
_FEWEST_OPENING_WORDS = 40
_TITLE_PAGE = "title page"
_LONE_NAME = re.compile(r"[\W_]*(?P<name>[A-Z][\w'’-]*(?: [A-Z][\w'’-]*)?)[~*_\]:)\s-]*")


@dataclass(frozen=True, slots=True)
class _Opening:
    """A section before its end is known: it begins with block `first`."""

    first: int
    title: str
    role: SectionRole = SectionRole.CHAPTER
    left_out: str = ""
    depth: int = 1


def read_text(decoded: Decoded) -> Story:
    """The Story of a text file: `text` is the decoded file itself."""
    text = decoded.text
    groups = rows_in_groups(text)
    rows = [row for group in groups for row in group]
    blocks = paragraphs_of(groups)
    start, end = gutenberg_bounds(text)
    title, author, language = _told(rows)
    inside = range(
        next((i for i, block in enumerate(blocks) if block.start >= start), 0),
        next((i for i, block in enumerate(blocks) if block.start >= end), len(blocks)),
    )
    paragraphs = Paragraphs(text, blocks, inside)
    found = find_headings(paragraphs)
    opening_title, opening_author = _title_and_author(paragraphs, found)
    title, author = title or opening_title, author or opening_author
    marked = _with_headings(paragraphs, found, title)
    numbers = {row.start: row.number for row in rows}
    return Story(
        title=title,
        author=author,
        language=tidy_language(language),
        text=text,
        sections=tuple(_sections(paragraphs, found, title)),
        blocks=tuple(marked),
        styles=tuple(marks_in(text, marked)),
        anchors=tuple(Anchor(block.start, "", f"line {numbers[block.start]}") for block in marked),
        warnings=(decoded.warning,) if decoded.warning else (),
    )


def _told(rows: Sequence[Row]) -> tuple[str, str, str]:
    """Title, author and language from `Title:` lines at the top, as Project Gutenberg writes them."""
    told: dict[str, str] = {}
    for row in rows[:_META_LINES]:
        if (match := _META.fullmatch(row.text)) and (
            row.number <= 5 or "title" in told or match["key"].lower() == "title"
        ):
            told.setdefault(match["key"].lower(), match["value"].strip())
        elif (match := _GUTENBERG_TITLE.fullmatch(row.text)) and row.number <= 3:
            told.setdefault("title", match["title"])
            told.setdefault("author", match["author"])
    return told.get("title", ""), told.get("author", ""), told.get("language", "")


def _title_and_author(paragraphs: Paragraphs, found: Sequence[FoundHeading]) -> tuple[str, str]:
    """Title and author from the first lines, when they are clearly that: "X", "by Y"."""
    inside = paragraphs.inside
    limit = found[0].first if found else inside.stop
    opening = "\n".join(map(paragraphs.raw, range(inside.start, min(inside.start + 5, limit))))
    lines = [line for row in opening.split("\n") if (line := plain(row))]
    if not lines or not _is_book_title(lines[0]):
        return "", ""
    for line, below in zip(lines[1:4], [*lines[2:5], ""], strict=False):
        if match := BYLINE.fullmatch(line):
            return lines[0], match["author"].strip(" .")
        if line.lower() == "by" and looks_like_title(below):
            return lines[0], below
    return (lines[0], "") if found and is_opening_page(lines, "") else ("", "")


def _is_book_title(line: str) -> bool:
    return looks_like_title(line) and read_heading(line) is None and len(line.split()) <= 12


def _with_headings(paragraphs: Paragraphs, found: Sequence[FoundHeading], title: str) -> list[Block]:
    """The blocks, with chapters' headings and the book's title at its beginning marked as headings."""
    marked = list(paragraphs.blocks)

    def mark(number: int, level: int) -> None:
        marked[number] = Block(marked[number].start, marked[number].end, BlockKind.HEADING, level)

    for each in found:
        for number in range(each.first, each.last + 1):
            mark(number, int(each.heading.rank))
    inside = paragraphs.inside
    if inside and title and plain(paragraphs.raw(inside.start)).lower() == title.lower():
        mark(inside.start, 1)
    return marked


def _sections(paragraphs: Paragraphs, found: Sequence[FoundHeading], title: str) -> list[Section]:
    """Chapters, what stands before the first of them, and the licence around the book."""
    blocks, inside = paragraphs.blocks, paragraphs.inside
    if not blocks:
        return []
    openings: list[_Opening] = []
    if inside.start:
        openings.append(_Opening(0, GUTENBERG, SectionRole.FRONT, GUTENBERG))
    openings += _before_chapters(paragraphs, found, title)
    openings += _chapters(paragraphs, found)
    if inside.stop < len(blocks):
        openings.append(_Opening(inside.stop, GUTENBERG, SectionRole.BACK, GUTENBERG))
    stops = [*(opening.first for opening in openings[1:]), len(blocks)]
    sections = [
        Section(
            opening.title,
            blocks[opening.first].start,
            blocks[stop - 1].end,
            opening.role,
            opening.depth,
            opening.left_out,
        )
        for opening, stop in zip(openings, stops, strict=True)
    ]
    return read_something(sections) if all(section.left_out for section in sections) else sections


def _chapters(paragraphs: Paragraphs, found: Sequence[FoundHeading]) -> Iterator[_Opening]:
    """A section at each heading; a part's that leads straight to a chapter's begins that chapter."""
    ranks = {each.heading.rank for each in found}
    part_first: int | None = None
    in_part = False
    for each, following in zip(found, [*found[1:], None], strict=False):
        first = each.first if part_first is None else part_first
        part_first = None
        if each.heading.rank is Rank.PART:
            in_part = True
            if following is not None and _leads_to_chapter(paragraphs, each, following):
                part_first = first
                continue
        matter = of_name(each.name) if each.heading.family == "named" else None
        below_part = in_part and each.heading.rank is Rank.CHAPTER and len(ranks) > 1
        yield _Opening(
            first,
            each.name,
            matter.role if matter else SectionRole.CHAPTER,
            matter.left_out if matter else "",
            2 if below_part else 1,
        )


def _leads_to_chapter(paragraphs: Paragraphs, part: FoundHeading, following: FoundHeading) -> bool:
    """Whether a part's heading leads straight to its first chapter, with no more than an imprint or a motto between."""
    if following.heading.rank is not Rank.CHAPTER:
        return False
    return paragraphs.words_between(part.last + 1, following.first) <= _PART_PAGE_WORDS


def _before_chapters(paragraphs: Paragraphs, found: Sequence[FoundHeading], title: str) -> Iterator[_Opening]:
    """The sections before the first heading: title page, printed contents, words that nothing names."""
    inside = paragraphs.inside
    stop = found[0].first if found else inside.stop
    if stop <= inside.start:
        return
    if not found:
        yield _Opening(inside.start, title)
        return
    opening = range(inside.start, _first_section(paragraphs, stop))
    page = _title_page([paragraphs.raw(number) for number in opening], title, whole=opening.stop == stop)
    if page:
        yield _Opening(inside.start, title, SectionRole.FRONT, _TITLE_PAGE)
    if inside.start + page < stop:
        yield _Opening(inside.start + page, "" if page else title)


def _first_section(paragraphs: Paragraphs, stop: int) -> int:
    """The first block before `stop` that heads a section as others do behind it: a name on a line of its own, or one
    that comes again; `stop` where there is none."""
    inside = paragraphs.inside
    lines = {number: name for number in inside if (name := _lone_name(paragraphs.raw(number)))}
    again = Counter(lines.values())
    for number, name in lines.items():
        if number >= stop:
            break
        alone = number + 1 < stop and is_prose(paragraphs.raw(number + 1))
        others = len(again) > 1 and " " not in name and any(" " not in lines[at] for at in lines if at > number)
        if alone and (again[name] > 1 or others):
            return number
    return stop


def _lone_name(raw: str) -> str:
    """The one or two words with capitals that a line consists of, without ornaments around them; else nothing."""
    match = _LONE_NAME.fullmatch(raw.strip())
    return match["name"].lower() if match and read_heading(raw) is None else ""


def _title_page(opening: list[str], title: str, *, whole: bool) -> int:
    """How many of the paragraphs before the first heading are the title page; all where no text is left after it, and
    the `whole` of what stands there is shown."""
    page = 0
    while page < len(opening) and (not is_prose(opening[page]) or _CREDIT.match(opening[page])):
        page += 1
    rest = opening[page:]
    little = sum(len(paragraph.split()) for paragraph in rest) < _FEWEST_OPENING_WORDS
    return len(opening) if (little and whole) or is_opening_page(rest, title) else page
