"""The names of a story that engines are likely to say wrongly."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass

from voices.lexicon.spelling import is_doubtful

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_POSSESSIVE = re.compile(r"['’]s?$")
_INSIDE_A_SENTENCE = re.compile(r"[^\W\d_,;][,;]? $")
_CONTRACTION = re.compile(r"['’](?:ve|re|ll|d|m|t)$")
_SHORTEST = 3
_OFTEN = 2
"""A name may stand at the beginning of sentences and behind "Mrs." alone; what stands there once is mostly a word."""
_MOSTLY = 4
"""A name has a capital so many times more often than not: "Rose" is none in a book of roses."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name as it is printed, and how often."""

    word: str
    count: int


def doubtful_names(texts: Iterable[str]) -> tuple[Name, ...]:
    """The names in English `texts` that an engine may well say wrongly, most frequent first.

    A name is what has a capital, in the middle of a sentence or more than once, and hardly ever none.
    """
    names = _names(_counted(texts))
    doubted = [Name(word, names[word]) for word in names if not _is_plural(word, names) and is_doubtful(word)]
    return tuple(sorted(doubted, key=lambda name: (-name.count, name.word)))


@dataclass(frozen=True, slots=True)
class _Sightings:
    """How often words stand in texts."""

    capital: Counter[str]
    """With a capital, not all in capitals; without a possessive."""
    small: Counter[str]
    inside: Set[str]
    """Those that have a capital within a sentence, too."""


def _counted(texts: Iterable[str]) -> _Sightings:
    capital: Counter[str] = Counter()
    small: Counter[str] = Counter()
    inside: set[str] = set()
    for text in texts:
        for match in _WORD.finditer(text):
            word = _POSSESSIVE.sub("", match.group())
            if word[0].isupper() and not word.isupper():
                capital[word] += 1
                if word not in inside and _INSIDE_A_SENTENCE.search(text, max(match.start() - 3, 0), match.start()):
                    inside.add(word)
            elif word.islower():
                small[word] += 1
    return _Sightings(capital, small, inside)


def _names(counts: _Sightings) -> dict[str, int]:
    """The words that are names, and how often they stand there."""
    return {
        word: count
        for word, count in counts.capital.items()
        if len(word) >= _SHORTEST
        and (word in counts.inside or count >= _OFTEN)
        and not _CONTRACTION.search(word)
        and counts.small[word.lower()] * _MOSTLY < count
    }


def _is_plural(word: str, names: Mapping[str, int]) -> bool:
    """Whether it is several of a name that is there too: who says that one right says this right."""
    return word.endswith("s") and word[:-1] in names
