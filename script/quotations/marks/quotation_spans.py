"""Where somebody speaks: quotation spans in the typography that the book uses.

A book decides once which marks open speech (`find_marks`), then every paragraph is read on its own (`find_quotes`), so
that one missing mark never turns the rest of the book inside out. A quotation's span holds its marks; nested quotations
stay with the outer one. All offsets are offsets of the text that was given.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from enum import Enum

from script.quotations.flat_text import past_space
from script.quotations.marks.dash_talk import ASIDE_OPENS, DASH_START, DASH_TAG, dash_quotes, says, tag_end
from script.quotations.marks.quotation_marks import (
    ANY_MARK,
    DOUBLES,
    PAIRS,
    SINGLE,
    SURE_END,
    Marks,
    Quote,
    closes,
    elided_at,
    is_inch,
    is_turned,
    nests,
    opener_at,
    opens,
    single_closes,
)
from script.quotations.speech_words import SAY_CORE
from script.quotations.tags.narrated_tags import tag_follows


def find_marks(paragraphs: Iterable[str], language: str = "") -> Marks:
    """Which marks open speech in a book, by what its paragraphs start with and what closes as speech does."""
    starts: dict[str, int] = dict.fromkeys(PAIRS, 0)
    uses: dict[str, int] = dict.fromkeys(PAIRS, 0)
    dashes = hyphens = asides = tagged = 0
    for paragraph in paragraphs:
        stripped = paragraph.lstrip()
        if not stripped:
            continue
        first = stripped[0]
        if first in starts and len(stripped) > 1 and not stripped[1].isspace() and not elided_at(stripped, 0):
            starts[first] += 1
        if first == "»" and stripped.find("«") < 0:
            starts["»"] -= 1
        if DASH_START.match(stripped) and re.search(r"\w", stripped):
            if first == "-" and not stripped.startswith("--"):
                hyphens += 1
            else:
                dashes += 1
                asides += bool(ASIDE_OPENS.search(stripped, 1))
                tagged += any(says(match) for match in DASH_TAG.finditer(stripped, 1))
        for mark in '“„«»「『"':
            uses[mark] += mark in paragraph
        for mark in "‘'":
            if mark in paragraph:
                uses[mark] += _single_speech(paragraph, mark)
    openers = {mark for mark in '“„「『"' if uses[mark]}
    if "„" in openers and starts["“"] == 0:
        openers.discard("“")
    if uses["«"] or uses["»"]:
        # In German and Danish books the guillemets point inwards: »so«. What starts paragraphs decides, then language.
        inward = starts["»"] > starts["«"] or (starts["»"] == starts["«"] and language[:2] in ("de", "da"))
        openers.add("»" if inward else "«")
    double = sum(uses[mark] for mark in openers)
    for mark in "‘'":
        # Single marks open speech where they do most of the work; elsewhere they nest or hold words at arm's length.
        leads = uses[mark] and starts[mark] > sum(starts[m] for m in openers)
        if leads or uses[mark] > double or (uses[mark] >= 5 and starts[mark] > 0.5 * sum(starts[m] for m in openers)):
            openers.add(mark)
    quoted = sum(max(0, starts[mark]) for mark in openers)
    turns = max(dashes, hyphens)
    needed = 1 if not double and not openers else (2 if language[:2] in ("fr", "es", "it", "pt", "ru", "pl") else 3)
    wide = 0.1 if language[:2] in ("fr", "es", "it", "pt", "ru", "pl", "tr") else 0.5
    if turns == hyphens and hyphens > dashes:
        needed = max(needed, 2)
    return Marks(frozenset(openers), turns >= needed and turns > wide * quoted, asides > max(1, tagged))


def _single_speech(paragraph: str, mark: str) -> int:
    """Whether single marks enclose speech in this paragraph: an opener, then punctuation and a closer."""
    closer = "'" if mark == "'" else "’"
    closed = max((match.start() for match in re.finditer(rf"[.,!?;…—–-]{closer}(?!\w)", paragraph)), default=-1)
    for match in re.finditer(rf"(?<!\w){mark}(?=[^\s\d{closer}])", paragraph):
        if match.end() > closed:
            return 0
        if not elided_at(paragraph, match.start()):
            # Inside double marks it is a nested quotation, which says nothing about the outer ones.
            before = paragraph[: match.start()]
            if before.count("“") > before.count("”") or before.count('"') % 2:
                return 0
            return 1
    return 0


def find_quotes(text: str, start: int, end: int, marks: Marks, *, inside: bool = False) -> list[Quote]:
    """Quotations of the paragraph `text[start:end]`, in order.

    `inside`: the paragraph before was left open, so a closing mark without an opening one may end that speech here.
    """
    if marks.dash and (match := DASH_START.match(text, start, end)):
        return dash_quotes(text, start, end, match.end(), marks.asides)
    quotes: list[Quote] = []
    opened = -1
    inner = _Inner('"')
    for mark in ANY_MARK.finditer(text, start, end):
        at = mark.start()
        if opened < 0:
            if opener := opener_at(text, at, start, end, marks):
                opened, inner = at, _Inner(opener)
            elif _closes_lost(text, at, start, end, marks, inside):
                begin = _lost_start(text, quotes[-1].end if quotes else start, at, first=not quotes)
                if begin < at:
                    quotes.append(Quote(begin, at + 1))
            continue
        met = inner.meets(text, at, start, end)
        if met is _Met.CLOSES:
            quotes.append(Quote(opened, at + 1))
            opened = -1
        elif met is _Met.OPENS_AGAIN:
            quotes.append(Quote(opened, _cut(text, opened, at)))
            opened = at
            inner = _Inner(inner.opener)
    if opened >= 0:
        stop = end
        while text[stop - 1].isspace():
            stop -= 1
        if stop - opened > 1:
            quotes.append(Quote(opened, stop, open=True))
    return quotes


class _Met(Enum):
    """What a character does to the quotation that is open."""

    NOTHING = 0
    CLOSES = 1
    OPENS_AGAIN = 2


class _Inner:
    """The inside of an open quotation: how deep quotations nest in it."""

    def __init__(self, opener: str) -> None:
        self.opener = opener
        self.depth = 0
        self.other = False
        """Whether a quotation within is open that is set in the other kind of double marks."""

    def meets(self, text: str, at: int, start: int, end: int) -> _Met:
        """What the character at `at` does."""
        char = text[at]
        if char in DOUBLES and is_inch(text, at, start, end):
            return _Met.NOTHING
        if char in PAIRS[self.opener]:
            return self._meets_closer(text, at, start, end)
        if char == self.opener:
            return self._meets_opener(text, at, start, end)
        if char in DOUBLES and self.opener in DOUBLES:
            return self._meets_other(text, at, start, end)
        return _Met.NOTHING

    def _meets_closer(self, text: str, at: int, start: int, end: int) -> _Met:
        if self.opener == text[at] and opens(text, at, start, end) and not closes(text, at, end):
            return _Met.OPENS_AGAIN
        if self.opener in SINGLE and not single_closes(text, at, end, self.opener):
            return _Met.NOTHING
        return self._closed()

    def _meets_opener(self, text: str, at: int, start: int, end: int) -> _Met:
        if is_turned(text, at, end):
            # An opening mark where only a closing one can stand was curled the wrong way.
            return self._closed() if self._closes_turned(text, at, end) else _Met.NOTHING
        if not opens(text, at, start, end):
            return _Met.NOTHING
        if nests(text, at, end, self.opener, PAIRS[self.opener], self.depth):
            self.depth += 1
            return _Met.NOTHING
        return _Met.OPENS_AGAIN

    def _closes_turned(self, text: str, at: int, end: int) -> bool:
        """Whether a turned mark ends the quotation: no right one does before the next opens, or a tag follows."""
        if self.opener in SINGLE and text[at - 1] not in SURE_END:
            return False
        following = next((mark for mark in range(at + 1, end) if text[mark] in PAIRS[self.opener] + self.opener), end)
        right = following < end and text[following] != self.opener and is_turned(text, following, end)
        return not right or tag_follows(text[at + 1 : following].lstrip())

    def _closed(self) -> _Met:
        if self.depth:
            self.depth -= 1
            return _Met.NOTHING
        return _Met.CLOSES

    def _meets_other(self, text: str, at: int, start: int, end: int) -> _Met:
        """Marks of the other kind quote within; one that closes what none of them opened was set by mistake."""
        if not self.other and (text[at] == "“" or opens(text, at, start, end)) and not is_turned(text, at, end):
            self.other = True
        elif self.other:
            self.other = not closes(text, at, end)
        elif is_turned(text, at, end):
            return self._closed()
        return _Met.NOTHING


def outermost(stretches: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Stretches [start, end), ascending, without those inside another."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(stretches, key=lambda stretch: (stretch[0], -stretch[1])):
        if start < end and (not found or start >= found[-1][1]):
            found.append((start, end))
    return found


def with_drawn_marks(start: int, end: int, quotes: Sequence[Quote], drawn: Sequence[tuple[int, int]]) -> list[Quote]:
    """The paragraph's quotations with those whose marks are drawn by markup: stretches [start, end) of the story,
    ascending. The outer one counts; one that lasts beyond the paragraph is open."""
    first = max(0, bisect_left(drawn, (start, start)) - 1)
    here = [(a, b) for a, b in drawn[first : bisect_left(drawn, (end, end))] if b > start]
    found = [Quote(max(a, start), min(b, end), b > end) for a, b in here]
    inside = [mine for mine in found if not any(q.start <= mine.start and mine.end <= q.end for q in quotes)]
    around = [q for q in quotes if not any(q.start < mine.end and mine.start < q.end for mine in inside)]
    return sorted([*around, *inside], key=lambda quote: quote.start)


_OPENER_OF = {'"': '"', "”": "“", "’": "‘", "'": "'", "»": "«"}


def _closes_lost(text: str, at: int, start: int, end: int, marks: Marks, inside: bool) -> bool:
    """A closing mark whose opening one is missing."""
    char = text[at]
    if at <= start or text[at - 1].isspace() or (char in DOUBLES and is_inch(text, at, start, end)):
        return False
    if _OPENER_OF.get(char) not in marks.openers:
        return False
    if inside and char in '"”':
        return True
    return text[at - 1] in SURE_END and (char in "”»" or at + 1 >= end or text[at + 1].isspace())


_LEADS_IN = re.compile(rf"\b(?:saying|{'|'.join(sorted(SAY_CORE))})(?:\s+[\w’'-]+){{0,2}}[,:]\s+(?=[A-Z])")


def _lost_start(text: str, floor: int, at: int, *, first: bool) -> int:
    """Where a quotation can have begun that ends at `at` without an opening mark: after the tag of the one before, or
    the words that lead it in, else with the paragraph; `at` where it can't."""
    if (apart := text.rfind(f" {text[at]} ", floor, at)) >= 0:
        return apart + 1
    if not first:
        return past_space(text, tag_end(text, floor + 1, at), len(text)) if tag_follows(text[floor:at].lstrip()) else at
    begin = floor
    for match in _LEADS_IN.finditer(text, floor, at):
        begin = match.end()
    return past_space(text, begin, len(text))


_LOST_TAG = re.compile(
    r"[,.!?…—–-]\s+(?=(?:(?P<verb>[a-z]+)\s+(?:[A-Z]|he\b|she\b|I\b|they\b|the\b)|(?:[A-Z][\w.]*(?:\s[A-Z]\w+)?|he|she|I|they)\s+(?P<late>[a-z]+)\b))"
)


def _cut(text: str, opened: int, stop: int) -> int:
    """Where a quotation without a closing mark ends: before its tag, else after its last sentence before `stop`."""
    for match in _LOST_TAG.finditer(text, opened, stop):
        if (match["verb"] or match["late"]) in SAY_CORE:
            return match.start() + 1
    while stop > opened + 1 and text[stop - 1].isspace():
        stop -= 1
    return max(stop, opened + 1)


def cut_unclosed(text: str, quote: Quote) -> Quote:
    """An open quotation that nothing continues: cut before a tag inside it, where there is one."""
    end = _cut(text, quote.start, quote.end)
    return Quote(quote.start, end) if end < quote.end else quote


_TAG_LENGTH = 60


_TAG_AT_END = re.compile(
    r"(?<=[,!?…]) (?:(?P<verb>[a-z]+) (?:[A-Z][\w’']*\.? ?){1,3}?|(?:[A-Z][\w’']*\.? ){1,3}(?P<late>[a-z]+))(?<=\w)\.$"
)


def ends_in_tag(text: str, quote: Quote) -> bool:
    """Whether an open quotation ends in a tag of its own, "… said Ann.": it lacks its closing mark before that."""
    tag = _TAG_AT_END.search(text[max(quote.start, quote.end - _TAG_LENGTH) : quote.end])
    return tag is not None and (tag["verb"] or tag["late"]) in SAY_CORE
