"""The text of a marked-up story while it is being collected: blocks parted by a blank line, white space folded.

Every reader of markup pours its text in here, so that what a block, a style and an offset mean is decided once.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from script.model import BlockKind
from script.story import Anchor, Block, LeftOut, Pronunciation, Style, StyledSpan, in_reading_order
from script.text.visible_text import has_word

_FOLDED = re.compile("[\t\n\x0b\x0c\r\x1c-\x1f \x85\u2028\u2029]+")
"""White space that only lays the source out. Spaces with a meaning of their own (no-break, thin) stay."""
_VERSE_WIDTH = 72
_VERSE_LINES = 3
_SPACER_SHARE = 0.1


@dataclass(frozen=True, slots=True)
class Region:
    """An element that says what it is: `kinds` holds its `epub:type` and `role` words."""

    start: int
    end: int
    kinds: frozenset[str]


@dataclass(slots=True)
class Flow:
    """Collects text.

    Offsets that it hands out before the next character is written point at or before that character; `next_character`
    makes them exact once everything is written.
    """

    parts: list[str] = field(default_factory=list)
    length: int = 0
    blocks: list[Block] = field(default_factory=list)
    styles: list[StyledSpan] = field(default_factory=list)
    anchors: list[Anchor] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    pronunciations: list[Pronunciation] = field(default_factory=list)
    ids: dict[tuple[str, str], int] = field(default_factory=dict)
    """(file, id) → offset."""
    regions: list[Region] = field(default_factory=list)
    links: list[tuple[int, int]] = field(default_factory=list)
    """Text that leads elsewhere in the book."""
    breaks: list[int] = field(default_factory=list)
    spacers: list[int] = field(default_factory=list)
    """Where a paragraph without any text stood: a scene break, unless the book spaces everything like that."""
    _gap: str = ""
    _start: int = -1
    _kind: BlockKind = BlockKind.PARAGRAPH
    _level: int = 0

    def write(
        self, raw: str, kind: BlockKind, level: int, anchor: tuple[str, str] | None, *, lines: bool = False
    ) -> None:
        """Adds text to the open block; opens one of `kind` where none is. `lines` keeps line feeds as line breaks."""
        if lines:
            first, *rest = raw.split("\n")
            self.write(first, kind, level, anchor)
            for line in rest:
                self.new_line()
                self.write(line, kind, level, anchor)
            return
        text = _FOLDED.sub(" ", raw)
        core = text.lstrip()
        self._widen(text[: len(text) - len(core)])
        if not core:
            return
        body = core.rstrip()
        if self._start < 0:
            self._append("\n\n" if self.length else "")
            self._start, self._kind, self._level = self.length, kind, level
            if anchor is not None:
                self.anchors.append(Anchor(self.length, *anchor))
        else:
            self._append(self._gap)
        self._append(body)
        self._gap = core[len(body) :]

    def _append(self, text: str) -> None:
        if text:
            self.parts.append(text)
            self.length += len(text)

    def _widen(self, white: str) -> None:
        if self._start >= 0 and white and not (white == " " and self._gap[-1:] in (" ", "\n", "\t")):
            self._gap = white if self._gap == " " else self._gap + white

    def new_line(self) -> None:
        """A hard line break. Two of them in a row part paragraphs."""
        if self._start < 0:
            return
        if self._gap.startswith("\n"):
            self.end_block()
        else:
            self._gap = "\n"

    def break_line(self) -> None:
        """The end of a line of verse, however often it is said."""
        if self._start >= 0:
            self._gap = "\n"

    def new_cell(self) -> None:
        """The end of a table cell: a tab before whatever follows in the row."""
        if self._start >= 0:
            self._gap = "\t"

    @property
    def open(self) -> bool:
        """Whether a block has begun and not ended."""
        return self._start >= 0

    def end_block(self) -> None:
        """Closes the open block, if any."""
        if self._start < 0:
            return
        start, kind = self._start, self._kind
        text = self._tail(start)
        if not has_word(text):
            kind = BlockKind.BREAK
        elif kind in (BlockKind.PARAGRAPH, BlockKind.QUOTE):
            rows = text.split("\n")
            if len(rows) >= _VERSE_LINES and max(map(len, rows)) <= _VERSE_WIDTH:
                kind = BlockKind.VERSE
        self.blocks.append(Block(start, self.length, kind, 0 if kind is BlockKind.BREAK else self._level))
        self._start, self._gap = -1, ""

    def _tail(self, start: int) -> str:
        pieces: list[str] = []
        left = self.length - start
        for part in reversed(self.parts):
            if left <= 0:
                break
            pieces.append(part)
            left -= len(part)
        return "".join(reversed(pieces))

    def since(self, mark: int) -> str:
        """The text written since `mark` (a former `length`), without white space around it."""
        return self._tail(mark).strip()

    def style(self, mark: int, style: Style) -> None:
        """Styles everything written since `mark`."""
        if self.length > mark:
            self.styles.append(StyledSpan(mark, self.length, style))

    def leave_out(self, text: str, why: str) -> None:
        """Records source text that is not written. Neighbours of one kind are kept apart: each had its own place."""
        folded = " ".join(text.split())
        if folded:
            self.left_out.append(LeftOut(self.length, folded, why))

    def text(self) -> str:
        """Everything written so far."""
        return "".join(self.parts)


def next_character(text: str, offset: int) -> int:
    """The first character at or after `offset` that is not white space.

    Its offset; `len(text)` where none follows.
    """
    while offset < len(text) and text[offset].isspace():
        offset += 1
    return offset


@dataclass(frozen=True, slots=True)
class Places:
    """What has been collected, by where it stands: many sections ask, and none looks through all of it."""

    starts: Sequence[int]
    """Of the blocks."""
    links: Sequence[tuple[int, int]]
    """In order."""
    regions: Mapping[int, Sequence[tuple[int, frozenset[str]]]]
    """(end, kinds) of the elements that say what they are, by their first character."""

    def linked(self, start: int, end: int) -> int:
        """How many characters of a stretch lead elsewhere in the book."""
        first, last = (bisect_left(self.links, (offset,)) for offset in (start, end))
        return sum(to - at for at, to in self.links[first:last] if to <= end)

    def first_block(self, start: int) -> int:
        """The number of the first block that begins at `start` or after."""
        return bisect_left(self.starts, start)


def places_of(text: str, flow: Flow) -> Places:
    """Where everything stands in what was written to `flow`, which is `text`."""
    regions: dict[int, list[tuple[int, frozenset[str]]]] = {}
    for region in flow.regions:
        start = next_character(text, region.start)
        if start < region.end:
            regions.setdefault(start, []).append((region.end, region.kinds))
    return Places([block.start for block in flow.blocks], sorted(flow.links), regions)


def settled_styles(text: str, flow: Flow) -> list[StyledSpan]:
    """The styled spans in reading order, without white space around them."""
    spans = {
        StyledSpan(start, span.end, span.style)
        for span in flow.styles
        if (start := next_character(text, span.start)) < span.end
    }
    return in_reading_order(spans)


def scene_breaks(text: str, flow: Flow, first_blocks: frozenset[int]) -> tuple[int, ...]:
    """Starts of the blocks that a break without text precedes, where there is something on both sides to part:
    not before a heading, next to a visible break, or at the start of a section (`first_blocks`)."""
    spacers = flow.spacers if len(flow.spacers) <= max(1, _SPACER_SHARE * len(flow.blocks)) else []
    wanted = {next_character(text, mark) for mark in (*flow.breaks, *spacers)}
    silent = (BlockKind.BREAK, BlockKind.HEADING)
    return tuple(
        block.start
        for before, block in pairwise(flow.blocks)
        if block.start in wanted
        and block.start not in first_blocks
        and block.kind not in silent
        and before.kind not in silent
    )
