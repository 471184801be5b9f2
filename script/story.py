"""The Story: what was read from a file, before anybody is asked who speaks. Offsets are code points, end-exclusive."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from script.model import BlockKind


class SectionRole(StrEnum):
    """What a section of the source is."""

    CHAPTER = "chapter"
    FRONT = "front matter"
    BACK = "back matter"


class Style(StrEnum):
    """Inline styles that mean something to a listener."""

    ITALIC = "italic"
    BOLD = "bold"
    QUOTATION = "quotation"
    """Said by somebody: markup draws the quotation marks (HTML's `<q>`), which are no characters of the text."""
    NOTE_MARK = "note mark"
    """The mark of a footnote: kept in the text, not spoken."""
    PAGE_NUMBER = "page number"
    ADDRESS = "link address"
    PICTURE = "picture"
    """The place of an illustration that plain text cannot show: "[Illustration: …]"."""


SILENT_STYLES = frozenset({Style.NOTE_MARK, Style.PAGE_NUMBER, Style.ADDRESS, Style.PICTURE})


@dataclass(frozen=True, slots=True)
class StyledSpan:
    """A stretch of `Story.text` that the source sets in a style."""

    start: int
    end: int
    style: Style


def in_reading_order(spans: Iterable[StyledSpan]) -> list[StyledSpan]:
    """The spans as a reader meets them: of those that begin together, the longest first."""
    return sorted(spans, key=lambda span: (span.start, -span.end, span.style))


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph of the source.

    Between two blocks there is only white space; a block holds at least one character that is not.
    """

    start: int
    end: int
    kind: BlockKind
    level: int = 0
    """Heading depth 1–6 for headings, nesting depth for quotes and items, else 0."""


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of `Story.text` that the contents name: a chapter, or front or back matter.

    Sections follow each other and hold every non-white-space character.
    """

    title: str
    start: int
    end: int
    role: SectionRole
    depth: int = 1
    """1 for a part or a top-level chapter, 2 for a chapter of a part, …"""
    left_out: str = ""
    """Why it is not read aloud unless book.toml says so ("copyright page"); empty: it is read."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where a stretch of text stands in the source.

    `offset` in `Story.text`, `file` inside the source ("" for a single file), `node` (an XPath, or "line 12").
    """

    offset: int
    file: str
    node: str


RESPELLING = "alias"
"""The alphabet of a pronunciation that is spelled in ordinary letters, as PLS calls it."""


@dataclass(frozen=True, slots=True)
class Pronunciation:
    """A pronunciation that the source brought along (EPUB PLS lexicon, `ssml:ph`).

    `start`/`end` are -1 for an entry of the whole book's lexicon. The alphabet is as the source names it, or
    `RESPELLING`.
    """

    grapheme: str
    phoneme: str
    alphabet: str
    start: int = -1
    end: int = -1


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Source text that is not in `Story.text` at all, and why. `at` is the offset of `Story.text` where it stood."""

    at: int
    text: str
    why: str

    @property
    def words(self) -> int:
        """How many words it has."""
        return len(self.text.split())


@dataclass(frozen=True, slots=True)
class Cover:
    """The picture on the book, as its file held it."""

    data: bytes
    media_type: str
    """image/jpeg or image/png (what players show); other kinds are not kept."""


@dataclass(frozen=True, slots=True)
class Story:
    """Everything that was read.

    For plain text, `text` is the decoded file with newlines as \\n. For the other formats it is the visible text of
    every section in reading order: blocks parted by a blank line, verse lines by \\n, white space inside a
    block folded.
    """

    title: str
    """Empty when the source names none."""
    author: str
    language: str
    """BCP 47, lower case: what the source says, else what its common words tell; "" when neither is clear."""
    text: str
    sections: tuple[Section, ...]
    blocks: tuple[Block, ...]
    styles: tuple[StyledSpan, ...] = ()
    anchors: tuple[Anchor, ...] = ()
    pronunciations: tuple[Pronunciation, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    scene_breaks: tuple[int, ...] = ()
    """Starts of the blocks that a scene break without any text precedes (a rule, a blank paragraph), ascending."""
    cover: Cover | None = None
    warnings: tuple[str, ...] = ()
    """Sentences a person should read: a chapter that the contents name but the file lacks, a guessed encoding."""
