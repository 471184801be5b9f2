"""What is thought, sent or said without quotation marks: italic sentences, `_so_`, `*so*` or by the book's own styles,
and the brackets that some books keep for minds and machines, `<so>`, `::so::`, `[[so]]`, `~so~`, `/so/`."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from script.quotations.flat_text import NAME
from script.quotations.speech_words import SAY_CORE, SAY_PRESENT, THINK, WRITE, word_set


class Mark(Enum):
    """What sets words apart."""

    ITALIC = "italics"
    ANGLES = "<>"
    COLONS = "::"
    SQUARES = "[[]]"
    WAVES = "~~"
    SLASHES = "//"


@dataclass(frozen=True, slots=True)
class Thought:
    """A stretch that somebody thinks or says, with its marks."""

    start: int
    end: int
    mark: Mark


_UNDERSCORED = re.compile(r"(?<![\w_])_(?=\S)([^_]+?)(?<=\S)_(?![\w_])")
_STARRED = re.compile(r"(?<![\w*])\*(?=[^\s*])([^*]*?[^\s*])\*(?![\w*])")
_PATTERNS = (
    ("_", Mark.ITALIC, _UNDERSCORED),
    ("*", Mark.ITALIC, _STARRED),
    ("<", Mark.ANGLES, re.compile(r"<{1,2}(?=[^\s<>])[^<>]{0,800}?(?<=[^\s<>])>{1,2}(?!>)")),
    ("::", Mark.COLONS, re.compile(r"(?<!:)::(?= ?[^\s:])(?:[^:]|:(?!:)){0,800}?(?<=[^\s:]) ?::(?!:)")),
    ("[[", Mark.SQUARES, re.compile(r"\[\[(?= ?[^\s\[\]])[^\[\]]{0,800}?(?<=[^\s\[\]]) ?\]\]")),
    ("/", Mark.SLASHES, re.compile(r"(?<![\w/:.<~])/(?=[^\s/])[^/\n<>]{0,800}?(?<=[^\s/])/(?![\w/])")),
    ("~", Mark.WAVES, re.compile(r"(?<![\w~])~(?=[^\s~])[^~]{0,800}?(?<=[^\s~])~(?![\w~])")),
)
_SIGNS = "_*<>:[]~/ \n\t"
_PERSONAL = re.compile(r"\b(?:I|I['’]\w+|me|my|you|your|we|us|our)\b")
_CONTEXT = 200
_UNHEARD = THINK | WRITE | word_set("sent sends send broadcast broadcasts signed signs")
_HEARD = SAY_CORE | SAY_PRESENT


def _verbs(words: Iterable[str]) -> str:
    return rf"(?:{'|'.join(sorted(words))})\b"


_NAMED = r"[,.!?…—–\s_*]*(?:[\w.’'-]+\s+){0,3}?"
_UNHEARD_AFTER = re.compile(_NAMED + _verbs(_UNHEARD))
_HEARD_AFTER = re.compile(_NAMED + _verbs(_HEARD))
_UNHEARD_BEFORE = re.compile(rf"\b{_verbs(_UNHEARD)}[^.!?]{{0,20}}[,:—–]\s*[_*]*$")
_SENT = re.compile(
    rf"(?:^|[.!?…”\"] ){NAME}(?:['’]s (?:reply|answer|response|text|message))?:$"
    rf"|\b(?:reply|answer|response|text|message|email|e-mail|dm|ping)(?: [a-z]+){{0,3}}? from (?:{NAME}|him|her|them):$"
    r"|\b(?:[Hh]is|[Hh]er|[Tt]heir) (?:reply|answer|response|text|message):$"
)
"""What leads in a message: "Omar:", "The reply came from Omar:"."""
_HEARD_BEFORE = re.compile(rf"\b{_verbs(_HEARD)}[^.!?]{{0,20}}[,:—–]\s*[_*]*$")
_LONGEST = 60
_ENDS = ".!?…—–"


def find_habits(
    text: str, paragraphs: Iterable[tuple[int, int]], italics: Sequence[tuple[int, int]]
) -> frozenset[Mark]:
    """The marks that a book keeps for what is thought or said: they have tags, or hold whole utterances again and
    again."""
    tagged: Counter[Mark] = Counter()
    whole: Counter[Mark] = Counter()
    for start, end in paragraphs:
        for found in _candidates(text, start, end, italics):
            around = _Around(text, start, end, found)
            tagged[found.mark] += around.is_tagged
            whole[found.mark] += around.is_whole and around.inner[-1] in _ENDS
    habits = {mark for mark in Mark if tagged[mark] >= 2}
    brackets = [mark for mark in Mark if mark is not Mark.ITALIC]
    return frozenset(habits | {m for m in brackets if whole[m] >= 3 or (tagged[m] and whole[m] + tagged[m] >= 3)})


def find_thoughts(
    text: str,
    start: int,
    end: int,
    italics: Sequence[tuple[int, int]],
    taken: Sequence[tuple[int, int]],
    habits: frozenset[Mark] = frozenset(),
) -> list[Thought]:
    """Stretches of the paragraph `text[start:end]` that somebody thinks or says without quotation marks.

    `italics`: sorted spans of the whole story; `taken`: what is spoken already; `habits`: marks that the book keeps for
    that.
    """
    thoughts: list[Thought] = []
    for found in _candidates(text, start, end, italics):
        after = bisect_left(taken, (found.start, found.start))
        near = [*taken[max(0, after - 1) : bisect_left(taken, (found.end, found.end))]]
        if any(found.start < y and found.end > x for x, y in near):
            continue
        if thoughts and found.start < thoughts[-1].end:
            continue
        around = _Around(text, start, end, found)
        goes_on = bool(thoughts) and thoughts[-1].mark is found.mark
        if around.is_tagged or around.is_uttered(goes_on, found.mark in habits):
            thoughts.append(found)
    return thoughts


def _candidates(text: str, start: int, end: int, italics: Sequence[tuple[int, int]]) -> list[Thought]:
    """All that is set apart in a paragraph; what has its marks in the text before what is styled inside them."""
    found = [
        Thought(match.start(), match.end(), mark)
        for sign, mark, pattern in _PATTERNS
        if text.find(sign, start, end) >= 0
        for match in pattern.finditer(text, start, end)
    ]
    found += [Thought(a, b, Mark.ITALIC) for a, b in _italics(start, end, italics)]
    return sorted(found, key=lambda thought: (thought.start, -thought.end))


def _italics(start: int, end: int, italics: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    at = max(0, bisect_left(italics, (start, start)) - 1)
    while at < len(italics) and italics[at][0] < end:
        a, b = max(start, italics[at][0]), min(end, italics[at][1])
        if a < b:
            yield a, b
        at += 1


class _Around:
    """Words that are set apart, and what stands around them in their paragraph."""

    def __init__(self, text: str, start: int, end: int, found: Thought) -> None:
        self.mark = found.mark
        self.inner = text[found.start : found.end].strip(_SIGNS) or " "
        self.before = text[max(start, found.start - _CONTEXT) : found.start].rstrip()
        self.after = text[found.end : min(end, found.end + _CONTEXT)]
        self.opens = not self.before or self.before[-1] in '.!?…:”"’*_>]~/'
        self.capital = self.inner[0].isupper() or self.inner[0] in "…'’“\""

    @property
    def is_tagged(self) -> bool:
        """Whether somebody is said to think, send or say it: "…, she thought"."""
        ends = self.inner[-1] in ".,!?…—–" or self.after.lstrip()[:1] in (",", "—", "–")
        bracket = self.mark is not Mark.ITALIC
        if not (self.capital or (bracket and self.inner[0].isalpha())):
            return False
        if (ends or bracket) and _UNHEARD_AFTER.match(self.after):
            return True
        if _UNHEARD_BEFORE.search(self.before) or _SENT.search(self.before):
            return True
        # "He had read _Emma_, she said": what is said aloud in italics is a sentence of its own.
        whole = self.opens and ends and bool(_HEARD_AFTER.match(self.after))
        return whole or (bool(_HEARD_BEFORE.search(self.before)) and self.inner[-1] in _ENDS)

    @property
    def is_whole(self) -> bool:
        """Whether it is one or more sentences, set apart with their ends."""
        return self.opens and self.capital and (self.inner[-1] in _ENDS or self.after.lstrip()[:1] in (".", "!", "?"))

    def is_uttered(self, goes_on: bool, habit: bool) -> bool:
        """Without a tag: whole sentences of somebody speaking to themselves, not a title or a stressed word; or what
        goes on with words that were tagged, or stands in marks that the book keeps for it."""
        words = self.inner.split()
        if not self.is_whole or len(words) > _LONGEST:
            return False
        if goes_on or (habit and self.mark is not Mark.ITALIC):
            return True
        if self.mark is not Mark.ITALIC:
            return False
        alone = not self.before and not self.after.strip()
        if habit and (len(words) >= 2 or alone):
            return True
        return len(words) >= 2 and bool(_PERSONAL.search(self.inner) or self.inner[-1] in "?!")
