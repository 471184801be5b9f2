"""The headings of a plain text, which nothing marks: told by their words, and by how the text is parted throughout."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from script.model import BlockKind
from script.reading.front_and_back_matter import of_name
from script.reading.plain_text.line_layout import SUBTITLE_WORDS
from script.story import Block
from script.text.headings import Heading, Rank, join_title, looks_like_title, plain, read_heading

_FEWEST_CAPITALS = 3
_CAPITALS_APART = 60
_CAPITALS_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Paragraphs:
    """A text and its blocks; `inside`: the numbers of those of the book itself, without Project Gutenberg's licence."""

    text: str
    blocks: Sequence[Block]
    inside: range

    def raw(self, number: int) -> str:
        """A block as it stands in the file."""
        return self.text[self.blocks[number].start : self.blocks[number].end]

    def words_between(self, start: int, stop: int) -> int:
        """How many words the blocks `start` to `stop` (exclusive) have."""
        return sum(len(self.raw(number).split()) for number in range(start, stop))


@dataclass(frozen=True, slots=True)
class FoundHeading:
    """A heading among the blocks: blocks `first` to `last` (inclusive). `name` is all that it says."""

    first: int
    last: int
    heading: Heading
    name: str


def find_headings(paragraphs: Paragraphs) -> list[FoundHeading]:
    """The headings that start a chapter or part, in order."""
    candidates = _without_contents(paragraphs, _candidates(paragraphs))
    found = [each for each in candidates if each.heading.keyed]
    numbered = [each for each in found if each.heading.family != "named"]
    if not any(each.heading.rank is Rank.CHAPTER for each in numbered):
        numerals = _numerals(candidates)
        found += numerals
        numbered += numerals
    if not numbered:
        found += _capitals(paragraphs, {each.first for each in found})
    found.sort(key=lambda each: each.first)
    return _with_subtitles(paragraphs, found)


def _candidates(paragraphs: Paragraphs) -> list[FoundHeading]:
    """All that reads like a numbered or named heading."""
    read = (
        _read_block(number, paragraphs.raw(number))
        for number in paragraphs.inside
        if paragraphs.blocks[number].kind is not BlockKind.BREAK
    )
    return [found for found in read if found is not None]


def _read_block(number: int, raw: str) -> FoundHeading | None:
    """A block as a heading; None where it is none, or a list of them."""
    rows = [row.strip() for row in raw.split("\n")]
    if len(rows) > 6 or sum(read_heading(row) is not None for row in rows) >= 3:
        return None
    first, below, whole = read_heading(rows[0]), " ".join(rows[1:]), " ".join(rows)
    if below and first is not None and first.keyed:
        if not _may_be_title(below):
            return None
        return FoundHeading(number, number, first, plain(whole) if first.title else join_title(rows[0], below))
    heading = read_heading(whole)
    return None if heading is None else FoundHeading(number, number, heading, plain(whole))


def _may_be_title(below: str) -> bool:
    """Whether the rest of a block that begins with a chapter's number can be the chapter's title."""
    closed = below[-1] in ".,;" and not below.isupper() and not looks_like_title(below)
    return len(below.split()) <= SUBTITLE_WORDS and not closed


def is_prose(text: str) -> bool:
    """Whether a block reads like running text: long, or closed like a sentence."""
    words = text.split()
    return len(words) > 15 or text.rstrip("\"'”’)_* ")[-1:] in (".", "!", "?", "…", ",", ";", ":", "—")


def _without_contents(paragraphs: Paragraphs, candidates: Sequence[FoundHeading]) -> list[FoundHeading]:
    """Drops a printed contents list: headings that follow each other without prose between, and come again later."""
    kept: list[FoundHeading] = []
    later: set[tuple[str, int, str]] = set()
    following: FoundHeading | None = None
    for found in reversed(candidates):
        sign = (found.heading.family, found.heading.number, "" if found.heading.number else found.name.lower())
        tight = following is not None and not any(
            is_prose(paragraphs.raw(number)) for number in range(found.last + 1, following.first)
        )
        if not (tight and sign in later):
            kept.append(found)
        later.add(sign)
        following = found
    return kept[::-1]


def _numerals(candidates: Sequence[FoundHeading]) -> list[FoundHeading]:
    """The numerals that count up from one, starting again where a part does: those that stand alone, or else those with
    a title behind them."""
    for family in ("bare", "dotted"):
        run: list[FoundHeading] = []
        for each in candidates:
            counts_up = each.heading.number == 1 or (run and each.heading.number == run[-1].heading.number + 1)
            if each.heading.family == family and counts_up:
                run.append(each)
        if len(run) >= 2:
            return run
    return []


def _capitals(paragraphs: Paragraphs, taken: set[int]) -> list[FoundHeading]:
    """Titles in capitals on lines of their own, when the text is parted by them throughout."""
    found = [
        FoundHeading(number, number, Heading("capitals", Rank.CHAPTER, 0, words), words)
        for number in paragraphs.inside
        if number not in taken
        and "\n" not in paragraphs.raw(number)
        and _is_title_in_capitals(words := plain(paragraphs.raw(number)))
    ]
    stops = [*(each.first for each in found[1:]), paragraphs.inside.stop]
    apart = [paragraphs.words_between(each.last + 1, stop) for each, stop in zip(found, stops, strict=False)]
    kept = [each for each, words in zip(found, apart, strict=True) if words >= _CAPITALS_APART]
    return kept if len(kept) >= _FEWEST_CAPITALS and 2 * len(kept) > len(found) else []


def _is_title_in_capitals(words: str) -> bool:
    return (
        len(words) <= _CAPITALS_LONGEST
        and words.isupper()
        and words[-1] not in ".,;:!?\"”'’…—-"
        and words[0] not in "\"“‘'—–-(["
        and re.search(r"[^\W\d_]{3}", words) is not None
        and words not in ("THE END", "FINIS", "END")
    )


def _with_subtitles(paragraphs: Paragraphs, found: Sequence[FoundHeading]) -> list[FoundHeading]:
    """Joins a chapter's title that stands on a line of its own below its number."""
    firsts = {each.first for each in found}
    return [
        replace(each, last=below, name=join_title(each.name, paragraphs.raw(below)))
        if _lacks_title(paragraphs, each) and (below := each.last + 1) not in firsts and _is_subtitle(paragraphs, below)
        else each
        for each in found
    ]


def _lacks_title(paragraphs: Paragraphs, found: FoundHeading) -> bool:
    """Whether a heading is a chapter's number alone, on one line."""
    raw = paragraphs.raw(found.first)
    heading = read_heading(raw)
    return heading is not None and not heading.title and heading.family != "named" and "\n" not in raw.strip()


def _is_subtitle(paragraphs: Paragraphs, number: int) -> bool:
    """Whether a block below a chapter's number is the chapter's title: set like one, with prose right after it."""
    if number + 1 >= paragraphs.inside.stop:
        return False
    block, following, raw = paragraphs.blocks[number], paragraphs.blocks[number + 1], paragraphs.raw(number)
    words = plain(raw)
    if block.kind is BlockKind.BREAK or raw.count("\n") > 1 or len(words) > 90 or of_name(words) is not None:
        return False
    if words[-1] in ".,;:!?\"”'’…—" and not words.isupper():
        return False
    return looks_like_title(words) and following.kind is not BlockKind.BREAK and is_prose(paragraphs.raw(number + 1))
