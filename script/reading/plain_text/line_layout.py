"""Paragraphs from the lines of a text file.

Two ways of setting paragraphs are told by statistics: hard-wrapped (a blank line between paragraphs, every line broken
at one width, as Project Gutenberg does) and one paragraph a line.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from script.model import BlockKind
from script.quotations.talk_lines import is_cue
from script.story import Block
from script.text.headings import looks_like_title, read_heading
from script.text.visible_text import has_word

BYLINE = re.compile(r"(?:written )?by:?\s+(?P<author>[A-Z][^\n]{1,60})", re.I)
"""A line that names the author."""
SUBTITLE_WORDS = 25
"""Words that the title of a chapter, below its number, has at the most."""
_WIDEST_WRAP = 110
_FULL_SHARE = 0.6
_SHORT_VERSE = 64
_INDENT = re.compile(r"(?: {2}|\t|\u3000|\xa0 ?\xa0)")
_ORNAMENT = re.compile(r"[\s*#~=+_\-–—•·⁂◊◆✦❦§]*[*#~=+_•·⁂◊◆✦❦][\s*#~=+_\-–—•·⁂◊◆✦❦§]*")
_TITLE_GROUPS = 20


@dataclass(frozen=True, slots=True)
class Row:
    """A line that isn't blank: where its words stand, and its number in the file."""

    start: int
    end: int
    number: int
    indented: bool
    text: str


def rows_in_groups(text: str) -> list[list[Row]]:
    """The lines of `text` that aren't blank, parted where blank lines are and below a title that "by …" follows."""
    return list(_apart_from_byline(_groups(text)))


def paragraphs_of(groups: Sequence[Sequence[Row]]) -> list[Block]:
    """The paragraphs that lines make, by the way in which the whole file is set."""
    return _hard_wrapped(groups) if _is_hard_wrapped(groups) else _a_line_each(groups)


def _groups(text: str) -> list[list[Row]]:
    """Lines between blank lines. Lines end at \\n only, whatever Unicode says of other separators."""
    groups: list[list[Row]] = [[]]
    at = 0
    for number, line in enumerate(text.split("\n"), 1):
        words = line.strip()
        if words:
            start = at + len(line) - len(line.lstrip())
            groups[-1].append(Row(start, start + len(words), number, _INDENT.match(line) is not None, words))
        elif groups[-1]:
            groups.append([])
        at += len(line) + 1
    return [group for group in groups if group]


def _apart_from_byline(groups: list[list[Row]]) -> Iterator[list[Row]]:
    """Parts a title from the line "by …" right below it, near the top: they are two paragraphs, and no verse."""
    for index, group in enumerate(groups):
        titled = index < _TITLE_GROUPS and len(group) > 1 and looks_like_title(group[0].text)
        parts = [group[:1], group[1:2], group[2:]] if titled and BYLINE.fullmatch(group[1].text) else [group]
        yield from filter(None, parts)


def _is_hard_wrapped(groups: Sequence[Sequence[Row]]) -> bool:
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


def _block(rows: Sequence[Row], kind: BlockKind, level: int = 0) -> Block:
    if not any(has_word(row.text) for row in rows):
        kind, level = BlockKind.BREAK, 0
    return Block(rows[0].start, rows[-1].end, kind, level)


def _a_line_each(groups: Sequence[Sequence[Row]]) -> list[Block]:
    """One block a line. Short lines that stand together where everything else is parted by blank lines are verse, and
    so are indented ones."""
    alone = sum(len(group) == 1 for group in groups)
    spaced = len(groups) >= 4 and alone >= 0.7 * len(groups)
    indented = sum(row.indented for group in groups for row in group) > 0.3 * sum(map(len, groups))
    speakers = _speakers(groups)
    blocks: list[Block] = []
    for group in groups:
        if len(group) > 1 and group[0].text in speakers:
            blocks.append(_block(group, BlockKind.PARAGRAPH))
            continue
        for versed, run in groupby(group, lambda row: _is_short(row) and (spaced or (row.indented and not indented))):
            rows = list(run)
            if versed and len(rows) >= 2 and read_heading(rows[0].text) is None:
                blocks.append(_block(rows, BlockKind.VERSE))
            else:
                blocks += [_block([row], BlockKind.PARAGRAPH) for row in rows]
    return blocks


def _speakers(groups: Sequence[Sequence[Row]]) -> frozenset[str]:
    """The lines that are names over speeches, as film scripts have them: again and again, where titles stand once."""
    cues = Counter(group[0].text for group in groups if len(group) > 1 and is_cue(group[0].text))
    names = {cue: re.sub(r"\(.*|[.:]$", "", cue).strip() for cue in cues}
    often = Counter(names[cue] for cue in cues.elements())
    again = sum(count for count in often.values() if count > 1)
    return frozenset(cues) if again >= 2 and 2 * again >= cues.total() else frozenset()


def _is_short(row: Row) -> bool:
    """Whether a line may be one of verse: short, with words, and no speech."""
    return len(row.text) <= _SHORT_VERSE and has_word(row.text) and row.text[0] not in '"“‘«—–'


def _hard_wrapped(groups: Sequence[Sequence[Row]]) -> list[Block]:
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


def _parted_by_indent(groups: Sequence[Sequence[Row]]) -> bool:
    """Whether paragraphs are told by their indented first line, without blank lines between."""
    rows = sum(map(len, groups))
    inner = sum(row.indented and not before.indented for group in groups for before, row in pairwise(group))
    return rows > 6 * len(groups) and inner > 0.08 * rows


def _parts(group: Sequence[Row], by_indent: bool) -> list[list[Row]]:
    """A group's paragraphs: ornaments stand alone, a chapter's number and title do not run into its text."""
    parts: list[list[Row]] = [[]]
    for before, row in zip([None, *group], group, strict=False):
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


def _heading_rows(rows: list[Row]) -> int:
    """How many rows at the top of a group are its heading; 0 when it doesn't start with a numbered or named one, or
    when it is a list of them."""
    count = _keyed_rows(rows)
    rest = rows[count:]
    if not count or sum(read_heading(row.text) is not None for row in rest) >= 2:
        return 0
    return len(rows) if not rest or _reads_as_title(rest) else count


def _keyed_rows(rows: list[Row]) -> int:
    """How many rows say a chapter's number or name: one, or two where it takes both; 0 where none does."""
    for count in (1, 2):
        heading = read_heading(" ".join(row.text for row in rows[:count]))
        if heading is not None:
            return count if heading.keyed else 0
    return 0


def _reads_as_title(rows: list[Row]) -> bool:
    """Whether the rows below a chapter's number are its title, not the beginning of its text."""
    words = " ".join(row.text for row in rows)
    if len(rows) > 4 or len(words.split()) > SUBTITLE_WORDS:
        return False
    return looks_like_title(words) or words[-1:] not in ".,;:!?\"”'’"


def _is_verse(rows: list[Row], width: int) -> bool:
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
