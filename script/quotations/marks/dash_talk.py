"""Talk that dashes open: “— Where is he? — asked Ivan. — Not here.”, and what is narrated amid it."""

from __future__ import annotations

import re

from script.quotations.flat_text import past_space
from script.quotations.marks.quotation_marks import SENTENCE_END, Quote
from script.quotations.speech_words import SAY, SAY_CORE, word_set

DASHES = "—–―"
DASH_START = re.compile(r"\s*(?:[—–―]|--|- ?(?=\w))")
_SUBJECT = (
    r"(?:I|[Hh]e|[Ss]he|[Tt]hey|we|(?:the|his|her|my|an?)\s+[\w’'-]+(?:\s+[\w’'-]+)?"
    r"|(?:(?:(?:Mr|Mrs|Ms|Dr|St|Mme|Mlle|Rev|Capt|Col|Gen|[A-Z])\.|[A-Z][\w’'-]*)\s+){0,2}[A-Z][\w’'-]*)"
)
DASH_TAG = re.compile(
    rf"(?<=[,!?…])\s*[—–―-]?\s*(?:(?P<verb>[a-z]+)\s+{_SUBJECT}|{_SUBJECT}\s+(?:[a-z]+ly\s+)?(?P<late>[a-z]+))(?![\w’'])"
)
_DASHED_TAG = re.compile(
    rf"\s[—–―-]\s+(?:(?P<verb>[a-z]+)\s+{_SUBJECT}|{_SUBJECT}\s+(?:[a-z]+ly\s+)?(?P<late>[a-z]+))(?![\w’'])"
)
_DASH_INNER = re.compile(r"\s[—–―]\s?(?=\S)|(?<=[.,!?…])[—–―]\s?(?=\S)|(?<=[,.!?…])\s?--\s?(?=\S)")
_DASH_CLOSES = re.compile(r"\s?[—–―]|--|\s-\s")
ASIDE_OPENS = re.compile(r"\s[—–―](?=[^\s—–―])")
_ASIDE_CLOSES = re.compile(r"(?<=\S)[—–―](?=[\s.,;:!?…]|$)")
_TAG_ALONE = re.compile(r"(?: on)?\s*(?:[,.;:!?—–]|$)")


def says(tag: re.Match[str]) -> bool:
    """Whether it tags: "replied Ann", "Ann replied", "he went on."; but "I think" and "he thought of it" are said."""
    if tag["verb"] in SAY or tag["late"] in SAY_CORE:
        return True
    first = re.match(r"\W*I\b", tag.group())
    return tag["late"] in SAY and not first and bool(_TAG_ALONE.match(tag.string, tag.end()))


def dash_quotes(text: str, start: int, end: int, body: int, asides: bool) -> list[Quote]:
    """A paragraph opened by a dash: speech, with its tags taken out."""
    start = past_space(text, start, end)
    end = start + len(text[start:end].rstrip())
    quotes: list[Quote] = []
    opened = start
    at = body
    while at < end:
        match = _next_aside(text, at, end) if asides else _next_tag(text, at, end)
        if match is None:
            break
        tag_start, tag_end = match
        if tag_start > opened:
            quotes.append(Quote(opened, tag_start))
        opened = -1
        at = tag_end
        while at < end and (text[at].isspace() or text[at] in DASHES + "-.,;:"):
            at += 1
        if at >= end:
            break
        opened = at
    if 0 <= opened < end:
        quotes.append(Quote(opened, end))
    quotes = [Quote(q.start, q.start + len(text[q.start : q.end].rstrip())) for q in quotes]
    return [quote for quote in quotes if any(char.isalnum() for char in text[quote.start : quote.end])]


def _next_aside(text: str, at: int, end: int) -> tuple[int, int] | None:
    """The next stretch between dashes: (start, end), both where the other part goes on."""
    opens = ASIDE_OPENS.search(text, at, end)
    if opens is None:
        return None
    closes = _ASIDE_CLOSES.search(text, opens.end(), end)
    return opens.start() + 1, closes.start() if closes else end


def _next_tag(text: str, at: int, end: int) -> tuple[int, int] | None:
    """The next narrated stretch in dash dialogue: (start, end), both where the other part goes on."""
    asides = (_plain_tag(text, at, end), _dashed_tag(text, at, end), _dashed_words(text, at, end))
    return min(filter(None, asides), default=None, key=lambda aside: aside[0])


def _plain_tag(text: str, at: int, end: int) -> tuple[int, int] | None:
    """— Not here, said Olga."""
    for match in DASH_TAG.finditer(text, at, end):
        if says(match):
            return past_space(text, match.start(), end), tag_end(text, match.end(), end)
    return None


def _dashed_tag(text: str, at: int, end: int) -> tuple[int, int] | None:
    """— I don't know — said Olga. — Ask him. A tag between dashes, whatever stands before it."""
    for match in _DASHED_TAG.finditer(text, at, end):
        if says(match):
            closing = _DASH_CLOSES.search(text, match.end(), end)
            return match.start() + 1, closing.start() if closing else end
    return None


def _dashed_words(text: str, at: int, end: int) -> tuple[int, int] | None:
    """—Hola —dijo Juan—. A second dash opens the narrator's words where they start small after a mark or a word."""
    for match in _DASH_INNER.finditer(text, at, end):
        following = text[match.end()]
        before = text[match.start() - 1] if match.start() > at else ""
        if following.islower() and (before in ",.!?…»" or (before.isalnum() and not text[match.end() - 1].isspace())):
            closing = _DASH_CLOSES.search(text, match.end(), end)
            return match.start() + 1, closing.start() if closing else end
    return None


_TAG_GOES_ON = word_set("and with in as his her a the then who but without from after at still")


def tag_end(text: str, at: int, end: int) -> int:
    """Where the narrator stops in "he said gaily, your absurd name": at the comma, unless a participle goes on."""
    while at < end:
        char = text[at]
        if char in SENTENCE_END + ":;":
            if char == "." and re.search(r"\b(?:Mr|Mrs|Ms|Dr|St)$", text[max(0, at - 4) : at]):
                at += 1
                continue
            return at + 1
        if char == ",":
            following = re.compile(r"\s*([\w’']+)(?:\s+([\w’']+))?").match(text, at + 1, end)
            next_words = [word or "" for word in following.groups()] if following else [""]
            if not (any(w.endswith(("ing", "ly")) for w in next_words) or next_words[0] in _TAG_GOES_ON):
                return at + 1
        at += 1
    return end
