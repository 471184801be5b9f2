"""Text without its white space: the coordinates in which a script file and the story agree."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable
from functools import cached_property
from itertools import accumulate

_WORD = re.compile(r"\S+")
_WITHIN_WORDS = frozenset("'’‘ʼ-‐‑·")
_WITHIN_NUMBERS = frozenset(".,:")
_OF_WORDS = frozenset(["Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Me", "Nd", "Nl", "No", "Sc", "So", "Cf"])
"""The Unicode categories of letters, accents, figures, and signs that are said: $, №."""


def has_word(text: str) -> bool:
    """Whether there is a letter or a digit in `text`: something to say."""
    return any(map(str.isalnum, text))


def joins_word(before: str, after: str) -> bool:
    """Whether a word goes on between two stretches without white space between them (not empty): "Tom" and "’s"."""
    last, first = before[-1], after[0]
    if unicodedata.category(first).startswith("M") or "\u200d" in (last, first):
        return True
    if unicodedata.category(last).startswith("M"):
        last = "a"
    if last.isalnum() and first.isalnum():
        return True
    around = (before[-2:-1] + last, first + after[1:2])
    mark, beside = (last, around[0][:-1] + first) if first.isalnum() else (first, last + around[1][1:])
    if mark in _WITHIN_WORDS:
        return len(beside) == 2 and beside.isalnum()
    return mark in _WITHIN_NUMBERS and len(beside) == 2 and beside.isdigit()


def word_before(text: str) -> int | None:
    """Where the word begins that a text ends with, as people see a word: with its apostrophes, hyphens and inner marks,
    and a full stop or a sign right behind it ("Nynaeve’s", "St.", "3/4", "$5", "AT&T"). None if it ends with none.
    """
    end = start = len(text) - 1 if len(text) > 1 and text[-1] == "." and _is_of_word(text[-2]) else len(text)
    while start and (_is_of_word(text[start - 1]) or (start < end and _joins(text, start - 1))):
        start -= 1
    return start if has_word(text[start:]) else None


def word_goes_on(before: str, after: str) -> bool:
    """Whether the word that `before` ends with goes on in what stands right behind it."""
    text, at = before + after, len(before)
    return bool(after) and (_is_of_word(after[0]) or _joins(text, at))


def _joins(text: str, at: int) -> bool:
    """Whether the sign there joins what stands on both its sides to one word."""
    if not 0 < at < len(text) - 1 or not (_is_of_word(text[at - 1]) and _is_of_word(text[at + 1])):
        return False
    within_number = text[at - 1].isdigit() and text[at + 1].isdigit()
    return text[at] in _WITHIN_WORDS or text[at] in "./" or (text[at] in _WITHIN_NUMBERS and within_number)


def _is_of_word(character: str) -> bool:
    """Whether it is no mark and no space: a letter, a figure, an accent or a sign that is said."""
    return unicodedata.category(character) in _OF_WORDS or character in "&%‰#@+°"


def bare(text: str) -> str:
    """The visible characters of a text, one behind the other."""
    return "".join(text.split())


def visible_edges(texts: Iterable[str]) -> list[int]:
    """How many visible characters stand before each text; at last, how many there are."""
    return [*accumulate((len(bare(text)) for text in texts), initial=0)]


class Visible:
    """The visible characters of a text (all but white space, as `str.isspace` has it), counted from 0."""

    def __init__(self, text: str) -> None:
        words = text.split()
        self._starts = [match.start() for match in _WORD.finditer(text)]
        self._firsts = [*accumulate(map(len, words), initial=0)][: len(words)]
        self.text = "".join(words)
        """The visible characters alone."""

    def __len__(self) -> int:
        return len(self.text)

    def offset(self, index: int) -> int:
        """Where in the text visible character `index` stands."""
        word = self.word(index)
        return self._starts[word] + index - self._firsts[word]

    def index(self, offset: int) -> int:
        """How many visible characters stand before `offset`."""
        word = bisect_right(self._starts, offset) - 1
        if word < 0:
            return 0
        return min(self._firsts[word] + offset - self._starts[word], self._ends[word])

    def word(self, index: int) -> int:
        """Which word (run between white space) visible character `index` belongs to."""
        return bisect_right(self._firsts, index) - 1

    @cached_property
    def _ends(self) -> list[int]:
        return [*self._firsts[1:], len(self.text)]
