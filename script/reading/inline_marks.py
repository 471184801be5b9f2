"""Marks that stand in the text itself: web addresses, `_emphasis_`, page numbers, footnote marks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from script.story import Block, Style, StyledSpan, in_reading_order

_ADDRESS = re.compile(r"(?:\b(?:https?|ftp)://|\bwww\.)[^\s<>\"“”]*[^\s<>\"“”.,;:!?'’)\]}_*]", re.I)
_EMPHASIS = (
    (re.compile(r"(?<![\w_])_(?=[^\s_])(?P<inner>[^_]*[^\s_])_(?![\w_])"), Style.ITALIC),
    (re.compile(r"(?<![\w*])\*\*(?=[^\s*])(?P<inner>[^*]*[^\s*])\*\*(?![\w*])"), Style.BOLD),
    (re.compile(r"(?<![\w*])\*(?=[^\s*])(?P<inner>[^*]*[^\s*])\*(?![\w*])"), Style.ITALIC),
)
_QUOTED = re.compile(r"<q>[^<>]+</q>", re.I)
_PAGE = re.compile(r"\[(?:pg|page|p)\.?\s*(?:\d{1,4}|[ivxlc]{1,7})\]|\{(?:pg\.?\s*|page\s*|p\.?\s*)?\d{1,4}\}", re.I)
_FOOTNOTE = re.compile(r"\[(?:footnote|note)\s*[\w*†‡]*\s*:[^\[\]]*(?:\[[^\]]*\][^\[\]]*)*\]", re.I)
_PICTURE = re.compile(r"\[(?:illustration|image|picture)\b[^\[\]]*\]", re.I)
_NOTE_MARK = re.compile(
    r"(?<=[\w.,;:!?\"'”’)*_—-])\s?\[(?P<name>\d{1,3}|[*†‡§]{1,3}|[A-Za-z])\]|\[\^(?P<key>[^\]\s]{1,20})\]|"
    r"\[footnote\s+\w+\]",
    re.I,
)
_NOTE_TEXT = re.compile(r"\s*\[(?P<name>\d{1,3}|[*†‡§]{1,3}|[A-Za-z])\]:?\s+\S")


def addresses(text: str) -> Iterator[StyledSpan]:
    """Web addresses, without the punctuation that closes the sentence."""
    return (StyledSpan(match.start(), match.end(), Style.ADDRESS) for match in _ADDRESS.finditer(text))


def marks_in(text: str, blocks: Iterable[Block]) -> list[StyledSpan]:
    """Everything that plain text marks by its characters, block by block.

    The marks stay in the text; emphasis spans what is between them.
    """
    spans: list[StyledSpan] = []
    notes: set[str] = set()
    for block in blocks:
        words = text[block.start : block.end]

        def add(start: int, end: int, style: Style, at: int = block.start) -> None:
            spans.append(StyledSpan(at + start, at + end, style))

        for pattern, style in _EMPHASIS:
            for match in pattern.finditer(words):
                add(*match.span("inner"), style)
        for match in _QUOTED.finditer(words):
            add(*match.span(), Style.QUOTATION)
        for pattern, style in ((_PAGE, Style.PAGE_NUMBER), (_FOOTNOTE, Style.NOTE_MARK), (_PICTURE, Style.PICTURE)):
            for match in pattern.finditer(words):
                add(*match.span(), style)
        note = _NOTE_TEXT.match(words)
        if note is not None and note["name"] in notes:
            add(0, len(words), Style.NOTE_MARK)
            continue
        for match in _NOTE_MARK.finditer(words):
            add(match.start() + len(match[0]) - len(match[0].lstrip()), match.end(), Style.NOTE_MARK)
            notes.add(match["name"] or "")
    spans.extend(addresses(text))
    return in_reading_order(set(spans))
