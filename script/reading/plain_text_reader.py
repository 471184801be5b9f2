"""Plain text → Story: the decoded file as it stands, with its paragraphs, verse, headings and licence told apart.

Two ways of setting paragraphs are told by statistics: hard-wrapped (a blank line between paragraphs, every line broken
at one width, as Project Gutenberg does) and one paragraph a line.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from script.model import BlockKind
from script.reading.front_and_back_matter import GUTENBERG, gutenberg_bounds, of_name
from script.reading.inline_marks import marks_in
from script.reading.sections import is_opening_page, read_something
from script.reading.text_encoding import Decoded
from script.story import Anchor, Block, Section, SectionRole, Story
from script.text.headings import Rank, join_title, looks_like_title, plain, read_heading
from script.text.language import tidy_language

_WIDEST_WRAP = 110
_FULL_SHARE = 0.6
_SHORT_VERSE = 64
_INDENT = re.compile(r"(?: {2}|\t|\u3000|\xa0 ?\xa0)")
_ORNAMENT = re.compile(r"[\s*#~=+_\-–—•·⁂◊◆✦❦§]*[*#~=+_•·⁂◊◆✦❦][\s*#~=+_\-–—•·⁂◊◆✦❦§]*")
_META = re.compile(r"(?P<key>title|author|language)\s*:\s*(?P<value>\S.*)", re.I)
_GUTENBERG_TITLE = re.compile(
    r"(?:\ufeff?the )?project gutenberg e(?:book|text) of (?P<title>.+?),? by (?P<author>.+?)\.?", re.I
)
_BYLINE = re.compile(r"(?:written )?by:?\s+(?P<author>[A-Z][^\n]{1,60})", re.I)
_CREDIT = re.compile(r"(?:produced by|e-?text prepared by|transcribed (?:by|from)|prepared by|this etext)\b", re.I)
_FEWEST_CAPITALS = 3
_CAPITALS_APART = 60
_SUBTITLE_WORDS = 25
_META_LINES = 80
_PART_PAGE_WORDS = 30
_TITLE_GROUPS = 20


@dataclass(frozen=True, slots=True)
class _Row:
    """A line that isn't blank: where its words stand, and its number in the file."""

    start: int
    end: int
    number: int
    indented: bool
    text: str


@dataclass(frozen=True, slots=True)
class _FoundHeading:
    """A heading among the blocks: blocks `first` to `last` (inclusive)."""

    first: int
    last: int
    family: str
    rank: Rank
    number: int
    title: str


def read_text(decoded: Decoded) -> Story:
    """The Story of a text file: `text` is the decoded file itself."""
    text = decoded.text
    groups = _apart_from_byline(_groups(text))
    rows = [row for group in groups for row in group]
    blocks = _hard_wrapped(groups) if is_hard_wrapped(groups) else _a_line_each(groups)
    start, end = gutenberg_bounds(text)
    title, author, language = _told(rows)
    inside = range(
        next((i for i, block in enumerate(blocks) if block.start >= start), 0),
        next((i for i, block in enumerate(blocks) if block.start >= end), len(blocks)),
    )
    found = _headings(text, blocks, inside)
    opening_title, opening_author = _opening(text, blocks, inside, found)
    title, author = title or opening_title, author or opening_author
    blocks = _with_headings(text, blocks, inside, found, title)
    sections = _sections(text, blocks, inside, found, title)
    numbers = {row.start: row.number for row in rows}
    return Story(
        title=title,
        author=author,
        language=tidy_language(language),
        text=text,
        sections=tuple(sections),
        blocks=tuple(blocks),
        styles=tuple(marks_in(text, blocks)),
        anchors=tuple(Anchor(block.start, "", f"line {numbers[block.start]}") for block in blocks),
        warnings=(decoded.warning,) if decoded.warning else (),
    )


def _groups(text: str) -> list[list[_Row]]:
    """Lines between blank lines. Lines end at \\n only, whatever Unicode says of other separators."""
    groups: list[list[_Row]] = [[]]
    at = 0
    for number, line in enumerate(text.split("\n"), 1):
        words = line.strip()
        if words:
            start = at + len(line) - len(line.lstrip())
            groups[-1].append(_Row(start, start + len(words), number, _INDENT.match(line) is not None, words))
        elif groups[-1]:
            groups.append([])
        at += len(line) + 1
    return [group for group in groups if group]


def _apart_from_byline(groups: list[list[_Row]]) -> list[list[_Row]]:
    """Parts a title from the line "by …" right below it, near the top: they are two paragraphs, and no verse."""
    parted: list[list[_Row]] = []
    for index, group in enumerate(groups):
        titled = index < _TITLE_GROUPS and len(group) > 1 and looks_like_title(group[0].text)
        if titled and _BYLINE.fullmatch(group[1].text):
            parted += [group[:1], group[1:2], *([group[2:]] if group[2:] else [])]
        else:
            parted.append(group)
    return parted


def is_hard_wrapped(groups: list[list[_Row]]) -> bool:
    """Whether lines were broken at one width: the next line's first word would not have fitted."""
    lengths = sorted(len(row.text) for group in groups for row in group)
    if not lengths:
        return False
    width = lengths[int(0.98 * (len(lengths) - 1))]
    longest_share = sum(length > _WIDEST_WRAP for length in lengths) / len(lengths)
    pairs = [(row, after) for group in groups for row, after in pairwise(group)]
    if width > _WIDEST_WRAP or longest_share > 0.02 or not pairs:
        return False
    wide = max(width, 40)
    forced = sum(len(row.text) + 1 + len(after.text.split()[0]) > 0.9 * wide for row, after in pairs)
    running = sum(after.text[0].islower() for _, after in pairs)
    return forced >= _FULL_SHARE * len(pairs) or (running >= 0.3 * len(pairs) and forced >= 0.3 * len(pairs))


def _block(rows: list[_Row], kind: BlockKind, level: int = 0) -> Block:
    if not any(character.isalnum() for row in rows for character in row.text):
        kind, level = BlockKind.BREAK, 0
    return Block(rows[0].start, rows[-1].end, kind, level)


def _a_line_each(groups: list[list[_Row]]) -> list[Block]:
    """One block a line. Short lines that stand together where everything else is parted by blank lines are verse, and
    so are indented ones."""
    alone = sum(len(group) == 1 for group in groups)
    spaced = len(groups) >= 4 and alone >= 0.7 * len(groups)
    indented = sum(row.indented for group in groups for row in group) > 0.3 * sum(map(len, groups))
    blocks: list[Block] = []
    for group in groups:
        run: list[_Row] = []
        for row in [*group, None]:
            short = row is not None and len(row.text) <= _SHORT_VERSE and any(map(str.isalnum, row.text))
            if (
                row is not None
                and short
                and (spaced or (row.indented and not indented))
                and row.text[0] not in '"“‘«—–'
            ):
                run.append(row)
                continue
            if len(run) >= 2 and read_heading(run[0].text) is None:
                blocks.append(_block(run, BlockKind.VERSE))
            else:
                blocks += [_block([each], BlockKind.PARAGRAPH) for each in run]
            run = []
            if row is not None:
                blocks.append(_block([row], BlockKind.PARAGRAPH))
    return blocks


def _hard_wrapped(groups: list[list[_Row]]) -> list[Block]:
    lengths = sorted(len(row.text) for group in groups for row in group)
    width = lengths[int(0.9 * (len(lengths) - 1))]
    by_indent = _parted_by_indent(groups)
    blocks: list[Block] = []
    for group in groups:
        for part in _parts(group, by_indent):
            if _is_verse(part, width):
                blocks.append(_block(part, BlockKind.VERSE))
            elif len(part) > 1 and all(row.indented for row in part):
                blocks.append(_block(part, BlockKind.QUOTE, 1))
            else:
                blocks.append(_block(part, BlockKind.PARAGRAPH))
    return blocks


def _parted_by_indent(groups: list[list[_Row]]) -> bool:
    """Whether paragraphs are told by their indented first line, without blank lines between."""
    rows = sum(map(len, groups))
    inner = sum(row.indented and not before.indented for group in groups for before, row in pairwise(group))
    return rows > 6 * len(groups) and inner > 0.08 * rows


def _parts(group: list[_Row], by_indent: bool) -> list[list[_Row]]:
    """A group's paragraphs: ornaments stand alone, a chapter's number and title do not run into its text."""
    parts: list[list[_Row]] = [[]]
    for index, row in enumerate(group):
        before = group[index - 1] if index else None
        if _ORNAMENT.fullmatch(row.text):
            parts += [[row], []]
        elif by_indent and row.indented and before is not None and not before.indented:
            parts.append([row])
        else:
            parts[-1].append(row)
    heading = _heading_rows(parts[0]) if len(parts[0]) > 1 else 0
    if heading:
        parts = [parts[0][:heading], parts[0][heading:], *parts[1:]]
    return [part for part in parts if part]


def _heading_rows(rows: list[_Row]) -> int:
    """How many rows at the top of a group are its heading; 0 when it doesn't start with a numbered or named one, or
    when it is a list of them."""
    for count in (2, 1):
        first = " ".join(row.text for row in rows[:count])
        heading = read_heading(first)
        if (
            heading is not None
            and heading.family not in ("bare", "dotted")
            and (count == 1 or read_heading(rows[0].text) is None)
        ):
            break
    else:
        return 0
    rest = rows[count:]
    if sum(read_heading(row.text) is not None for row in rest) >= 2:
        return 0
    words = " ".join(row.text for row in rest)
    title = (
        len(rest) <= 4
        and len(words.split()) <= _SUBTITLE_WORDS
        and (looks_like_title(words) or words[-1:] not in ".,;:!?\"”'’")
    )
    return len(rows) if title or not rest else count


def _is_verse(rows: list[_Row], width: int) -> bool:
    """Short lines, each begun anew: not one that wrapping would have broken there."""
    if len(rows) < 2 or read_heading(rows[0].text) is not None:
        return False
    broken = sum(len(row.text) + 1 + len(after.text.split()[0]) < 0.85 * width for row, after in pairwise(rows))
    begun = sum(not row.text.lstrip("\"“‘'_(—-[")[:1].islower() for row in rows[1:])
    indented = sum(row.indented for row in rows)
    if max(len(row.text) for row in rows) > 0.95 * width:
        return False
    if broken < 0.6 * (len(rows) - 1):
        return False
    return indented >= 0.5 * len(rows) or begun >= 0.8 * (len(rows) - 1)


def _headings(text: str, blocks: list[Block], inside: range) -> list[_FoundHeading]:
    """The headings that start a chapter or part, in order."""
    candidates: list[_FoundHeading] = []
    skip = -1
    for index in inside:
        block = blocks[index]
        if index <= skip or block.kind is BlockKind.BREAK:
            continue
        words = text[block.start : block.end]
        rows = [row.strip() for row in words.split("\n")]
        found = _read_block(index, rows)
        if found is not None:
            candidates.append(found)
            skip = found.last
    candidates = _without_contents(text, blocks, candidates)
    keyed = [found for found in candidates if found.family not in ("bare", "dotted")]
    numbered = [found for found in keyed if found.family != "named"]
    for family in ("bare", "dotted"):
        run = _sequence([found for found in candidates if found.family == family])
        if len(run) >= 2 and not [found for found in numbered if found.rank is Rank.CHAPTER]:
            keyed += run
            numbered += run
    if not numbered:
        keyed += _capitals(text, blocks, inside, {found.first for found in keyed})
    keyed.sort(key=lambda found: found.first)
    return _with_subtitles(text, blocks, inside, keyed)


def _read_block(index: int, rows: list[str]) -> _FoundHeading | None:
    if len(rows) > 6 or sum(read_heading(row) is not None for row in rows) >= 3:
        return None
    whole = " ".join(rows)
    first = read_heading(rows[0])
    heading = first if first is not None and len(rows) > 1 else read_heading(whole)
    if heading is None or (len(rows) > 1 and heading.family in ("bare", "dotted")):
        heading = read_heading(whole)
        if heading is None:
            return None
        return _FoundHeading(index, index, heading.family, heading.rank, heading.number, plain(whole))
    rest = " ".join(rows[1:])
    if first is not None and rest:
        if len(rest.split()) > _SUBTITLE_WORDS or (
            rest[-1] in ".,;" and not rest.isupper() and not looks_like_title(rest)
        ):
            return None
        return _FoundHeading(
            index,
            index,
            heading.family,
            heading.rank,
            heading.number,
            join_title(rows[0], rest) if not heading.title else plain(whole),
        )
    return _FoundHeading(index, index, heading.family, heading.rank, heading.number, plain(whole))


def _is_prose(text: str) -> bool:
    words = text.split()
    return len(words) > 15 or text.rstrip("\"'”’)_* ")[-1:] in (".", "!", "?", "…", ",", ";", ":", "—")


def _without_contents(text: str, blocks: list[Block], candidates: list[_FoundHeading]) -> list[_FoundHeading]:
    """Drops a printed contents list: headings that follow each other without prose between, and come again later."""
    tight: set[int] = set()
    later: set[tuple[str, int, str]] = set()
    for position in range(len(candidates) - 1, -1, -1):
        found = candidates[position]
        sign = (found.family, found.number, "" if found.number else found.title.lower())
        if sign in later and position + 1 < len(candidates):
            between = blocks[found.last + 1 : candidates[position + 1].first]
            if not any(_is_prose(text[block.start : block.end]) for block in between):
                tight.add(position)
        later.add(sign)
    return [found for position, found in enumerate(candidates) if position not in tight]


def _sequence(found: list[_FoundHeading]) -> list[_FoundHeading]:
    """The numerals that count up from one, starting again where a part does."""
    run: list[_FoundHeading] = []
    for each in found:
        if each.number == 1 or (run and each.number == run[-1].number + 1):
            run.append(each)
    return run


def _capitals(text: str, blocks: list[Block], inside: range, taken: set[int]) -> list[_FoundHeading]:
    """Titles in capitals on lines of their own, when the text is parted by them throughout."""
    found = []
    for index in inside:
        block = blocks[index]
        words = plain(text[block.start : block.end])
        if index in taken or "\n" in text[block.start : block.end] or len(words) > 60 or not words.isupper():
            continue
        if (
            words[-1] in ".,;:!?\"”'’…—-"
            or words[0] in "\"“‘'—–-(["
            or not re.search(r"[^\W\d_]{3}", words)
            or words in ("THE END", "FINIS", "END")
        ):
            continue
        found.append(_FoundHeading(index, index, "capitals", Rank.CHAPTER, 0, words))
    apart = [
        sum(len(text[block.start : block.end].split()) for block in blocks[a.last + 1 : b])
        for a, b in zip(found, [*(each.first for each in found[1:]), inside.stop], strict=False)
    ]
    kept = [each for each, words in zip(found, apart, strict=True) if words >= _CAPITALS_APART]
    return kept if len(kept) >= _FEWEST_CAPITALS and 2 * len(kept) > len(found) else []


def _with_subtitles(text: str, blocks: list[Block], inside: range, found: list[_FoundHeading]) -> list[_FoundHeading]:
    """Joins a chapter's title that stands on a line of its own below its number."""
    firsts = {each.first for each in found}
    titled: list[_FoundHeading] = []
    for each in found:
        heading = read_heading(text[blocks[each.first].start : blocks[each.first].end])
        after = each.last + 1
        if (
            heading is not None
            and not heading.title
            and each.family != "named"
            and "\n" not in text[blocks[each.first].start : blocks[each.first].end].strip()
            and after + 1 < inside.stop
            and after not in firsts
            and _is_subtitle(text, blocks[after], blocks[after + 1])
        ):
            each = _FoundHeading(
                each.first,
                after,
                each.family,
                each.rank,
                each.number,
                join_title(each.title, text[blocks[after].start : blocks[after].end]),
            )
        titled.append(each)
    return titled


def _is_subtitle(text: str, block: Block, following: Block) -> bool:
    raw = text[block.start : block.end]
    words = plain(raw)
    if block.kind is BlockKind.BREAK or raw.count("\n") > 1 or len(words) > 90 or of_name(words) is not None:
        return False
    if words[-1] in ".,;:!?\"”'’…—" and not words.isupper():
        return False
    return (
        looks_like_title(words)
        and following.kind is not BlockKind.BREAK
        and _is_prose(text[following.start : following.end])
    )


def _told(rows: list[_Row]) -> tuple[str, str, str]:
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


def _opening(text: str, blocks: list[Block], inside: range, found: list[_FoundHeading]) -> tuple[str, str]:
    """Title and author from the first lines, when they are clearly that: "X", "by Y"."""
    limit = found[0].first if found else inside.stop
    lines: list[str] = []
    for index in range(inside.start, min(inside.start + 5, limit)):
        lines += [plain(line) for line in text[blocks[index].start : blocks[index].end].split("\n")]
    lines = [line for line in lines if line]
    if not lines or not looks_like_title(lines[0]) or read_heading(lines[0]) is not None or len(lines[0].split()) > 12:
        return "", ""
    for index in (1, 2, 3):
        if index >= len(lines):
            break
        if match := _BYLINE.fullmatch(lines[index]):
            return lines[0], match["author"].strip(" .")
        if lines[index].lower() == "by" and index + 1 < len(lines) and looks_like_title(lines[index + 1]):
            return lines[0], lines[index + 1]
    return (lines[0], "") if found and is_opening_page(lines, "") else ("", "")


def _with_headings(
    text: str, blocks: list[Block], inside: range, found: list[_FoundHeading], title: str
) -> list[Block]:
    marked = list(blocks)
    for each in found:
        for index in range(each.first, each.last + 1):
            marked[index] = Block(blocks[index].start, blocks[index].end, BlockKind.HEADING, int(each.rank))
    first = blocks[inside.start] if len(inside) else None
    if first is not None and title and plain(text[first.start : first.end]).lower() == title.lower():
        marked[inside.start] = Block(first.start, first.end, BlockKind.HEADING, 1)
    return marked


def _sections(text: str, blocks: list[Block], inside: range, found: list[_FoundHeading], title: str) -> list[Section]:
    """Chapters, what stands before the first of them, and the licence around the book."""
    if not blocks:
        return []
    cuts: list[tuple[int, str, int, SectionRole, str]] = []
    if inside.start:
        cuts.append((0, GUTENBERG, 1, SectionRole.FRONT, GUTENBERG))
    cuts += _opening_cuts(text, blocks, inside, found, title)
    with_parts = any(each.rank is Rank.PART for each in found) and any(each.rank is Rank.CHAPTER for each in found)
    pending: int | None = None
    in_part = False
    for each, following in zip(found, [*found[1:], None], strict=False):
        start = each.first if pending is None else pending
        pending = None
        if each.rank is Rank.PART:
            in_part = True
            if (
                following is not None
                and following.rank is Rank.CHAPTER
                and _little_between(text, blocks, each, following)
            ):
                pending = start
                continue
        matter = of_name(each.title) if each.family == "named" else None
        role, why = (matter.role, matter.left_out) if matter is not None else (SectionRole.CHAPTER, "")
        depth = 2 if with_parts and in_part and each.rank is Rank.CHAPTER else 1
        cuts.append((start, each.title, depth, role, why))
    if inside.stop < len(blocks):
        cuts.append((inside.stop, GUTENBERG, 1, SectionRole.BACK, GUTENBERG))
    sections = [
        Section(name, blocks[first].start, blocks[last - 1].end, role, depth, why)
        for (first, name, depth, role, why), last in zip(
            cuts, [*(cut[0] for cut in cuts[1:]), len(blocks)], strict=True
        )
    ]
    if all(section.left_out for section in sections):
        return read_something(sections)
    return sections


def _little_between(text: str, blocks: list[Block], part: _FoundHeading, chapter: _FoundHeading) -> bool:
    """Whether a part's heading leads straight to its first chapter, with no more than an imprint or a motto between."""
    between = blocks[part.last + 1 : chapter.first]
    return sum(len(text[block.start : block.end].split()) for block in between) <= _PART_PAGE_WORDS


def _opening_cuts(
    text: str, blocks: list[Block], inside: range, found: list[_FoundHeading], title: str
) -> list[tuple[int, str, int, SectionRole, str]]:
    """The sections before the first heading: title page, printed contents, words that nothing names."""
    stop = found[0].first if found else inside.stop
    if stop <= inside.start:
        return []
    if not found:
        return [(inside.start, title, 1, SectionRole.CHAPTER, "")]
    paragraphs = [text[block.start : block.end] for block in blocks[inside.start : stop]]
    page = 0
    while page < len(paragraphs) and (not _is_prose(paragraphs[page]) or _CREDIT.match(paragraphs[page])):
        page += 1
    if is_opening_page(paragraphs[page:], title) or sum(len(p.split()) for p in paragraphs[page:]) < 40:
        page = len(paragraphs)
    cuts: list[tuple[int, str, int, SectionRole, str]] = []
    if page:
        cuts.append((inside.start, title, 1, SectionRole.FRONT, "title page"))
    if page < len(paragraphs):
        cuts.append((inside.start + page, "" if page else title, 1, SectionRole.CHAPTER, ""))
    return cuts
