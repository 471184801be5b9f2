"""The paragraphs of the book's sections, as the tagger walks them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from script.model import BlockKind
from script.story import Block, Section, Story


@dataclass(frozen=True, slots=True)
class BookText:
    """A paragraph of a section that is in the book."""

    start: int
    end: int
    kind: BlockKind
    level: int
    section: int

    @property
    def heading(self) -> bool:
        return self.kind is BlockKind.HEADING


def book_texts(story: Story, section: Section, number: int) -> list[BookText]:
    """The section's paragraphs: its blocks, and whatever is not white between them."""
    first = bisect_right(story.blocks, section.start, key=_start_of) - 1
    texts: list[BookText] = []
    at = section.start
    for block in story.blocks[max(0, first) : bisect_left(story.blocks, section.end, key=_start_of)]:
        start, end = max(block.start, at), min(block.end, section.end)
        if start >= end:
            continue
        texts += _stray(story.text, at, start, number)
        if span := trimmed(story.text, start, end):
            texts.append(BookText(*span, block.kind, block.level, number))
        at = end
    return texts + _stray(story.text, at, section.end, number)


def _start_of(block: Block) -> int:
    return block.start


def _stray(text: str, start: int, end: int, number: int) -> list[BookText]:
    span = trimmed(text, start, end)
    return [BookText(*span, BlockKind.PARAGRAPH, 0, number)] if span else []


def trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if start < end else None


def is_blank(text: str) -> bool:
    return not any(char.isalnum() for char in text)
