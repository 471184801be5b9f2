"""How words are said, for the whole book or in one character's mouth: respelled ("kuh-THOO-loo") or in IPA
("/kəˈθuːluː/"). Engines that take no IPA say the respelling, or the word as it is printed."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass

from voices.spoken_text import speak

_TOKEN = re.compile(r"[^\W_]+")
_SAID_OTHERWISE = re.compile(r"[^\w\s.,;:!?‘’“”'\"—-]|\d|^\W*\w{1,7}\.|\b[IVXLC]+\b")
"""What an entry's word holds that may be said as another word."""


@dataclass(frozen=True, slots=True)
class LexiconEntry:
    """How `word` (one or several, as printed) is said. At least one of the other two is given."""

    word: str
    respelling: str | None = None
    ipa: str | None = None
    of_source: bool = False
    """Whether the book brought it: then what it says of one place counts more."""

    @property
    def is_word(self) -> bool:
        """Whether there are letters or figures to find, and something to say for them."""
        said = [text for text in (self.respelling, self.ipa) if text is not None]
        return any(map(str.isalnum, self.word)) and bool(said) and all(any(map(str.isalpha, text)) for text in said)


def said_as(word: str, said: str) -> LexiconEntry:
    """The entry of a word that is said as a person wrote: "/kəˈθuːluː/" is IPA, what has no strokes a respelling."""
    ipa = len(said) > 2 and said[0] == said[-1] == "/"
    bare = said.strip().strip("/")
    return LexiconEntry(word, None if ipa else bare, bare if ipa else None)


@dataclass(frozen=True)
class Lexicon:
    """Entries, and who says some words in their own way.

    There may be very many: what a text has of them is found by its words.
    """

    words: tuple[LexiconEntry, ...] = ()
    characters: tuple[tuple[str, tuple[LexiconEntry, ...]], ...] = ()

    def over(self, wider: Lexicon) -> Lexicon:
        """This one's entries, and those of the wider one for all that this one doesn't have."""
        if not (wider.words or wider.characters):
            return self
        mine, theirs = dict(self.characters), dict(wider.characters)
        return Lexicon(
            _over(self.words, wider.words),
            tuple((name, _over(mine.get(name, ()), theirs.get(name, ()))) for name in dict.fromkeys((*theirs, *mine))),
        )

    def of(self, speaker: str | None) -> Words:
        """What holds for the lines of `speaker`."""
        own = self._own.get(speaker) if speaker is not None else None
        return Words((self._index, own) if own else (self._index,))

    @functools.cached_property
    def _index(self) -> Index:
        return _indexed(self.words)

    @functools.cached_property
    def _own(self) -> Mapping[str, Index]:
        return {name: _indexed(entries) for name, entries in self.characters}

    def sharing(self, tokens: Iterable[str]) -> Lexicon:
        """The entries that share their longest word with `tokens` (of `words_in`)."""
        tokens = set(tokens)
        people = ((name, Words((index,)).among(tokens)) for name, index in self._own.items())
        return Lexicon(
            Words((self._index,)).among(tokens), tuple((name, entries) for name, entries in people if entries)
        )


Index = Mapping[str, tuple[LexiconEntry, ...]]
"""Entries by the longest word of each."""


@dataclass(frozen=True, slots=True)
class Words:
    """What holds for one speaker: indexed entries, the widest first."""

    indexes: tuple[Index, ...] = ()

    def among(self, tokens: Set[str]) -> tuple[LexiconEntry, ...]:
        """The entries whose longest word is in `tokens`."""
        found: dict[str, LexiconEntry] = {}
        for index in self.indexes:
            if index:
                hits = sorted(tokens & index.keys())
                found |= {entry.word: entry for token in hits for entry in index[token]}
        return tuple(found.values())


def _indexed(entries: tuple[LexiconEntry, ...]) -> Index:
    index: dict[str, list[LexiconEntry]] = {}
    for entry in entries:
        # "R2-D2" may stand in the text as it is printed or as it is said, a plain word in one way only.
        forms = (entry.word, speak(entry.word, "en").text) if _SAID_OTHERWISE.search(entry.word) else (entry.word,)
        for token in {max(words_in(form), key=lambda token: (len(token), token), default="") for form in forms}:
            index.setdefault(token, []).append(entry)
    return {token: tuple(found) for token, found in index.items()}


Printed = tuple[str, bool, bool]
"""A line's text, whether it is in a heading, and whether it is in verse."""

NO_WORDS = Lexicon()
NOTHING = Words()


def heard_in(lexicon: Lexicon, lines: Iterable[Printed], language: str) -> Lexicon:
    """The entries that may be heard where these lines are read.

    That is all that share a word with one of them, as it is printed or as it is said. For telling what a changed entry
    concerns.
    """
    if lexicon == NO_WORDS:
        return lexicon
    tokens: set[str] = set()
    for text, heading, verse in lines:
        tokens |= words_in(text)
        tokens |= _only_said(text, language, heading, verse)
    return lexicon.sharing(tokens)


@functools.lru_cache(maxsize=65_536)
def _only_said(text: str, language: str, heading: bool, verse: bool) -> frozenset[str]:
    """The words of a line that are not in its print. A run asks for those of every line several times."""
    return frozenset(words_in(speak(text, language, heading=heading, verse=verse).text) - words_in(text))


def words_in(text: str) -> set[str]:
    """The words of a text as `Words.among` looks them up."""
    return set(_TOKEN.findall(unicodedata.normalize("NFC", text).casefold()))


def _over(narrower: tuple[LexiconEntry, ...], wider: tuple[LexiconEntry, ...]) -> tuple[LexiconEntry, ...]:
    return tuple({entry.word: entry for entry in (*wider, *narrower)}.values())
