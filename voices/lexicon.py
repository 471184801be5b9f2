"""lexicon.toml: how words are said, for the whole book or in one character's mouth.

A word is respelled ("kuh-THOO-loo") or given in IPA ("/kəˈθuːluː/"). Engines that take no IPA say the respelling, or
the word as it is printed.
"""

from __future__ import annotations

import functools
import json
import re
import tomllib
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Any

import tomlkit

from script.errors import EditError
from script.toml_lines import line_of, parse_toml
from voices.spoken_text import SpokenText, speak

FILE = "lexicon.toml"
_KEYS = ("ipa", "respelling")
_HEADER = re.compile(r"^[ \t]*\[[ \t]*words[ \t]*\][ \t]*(?:#.*)?(?:\r?\n|\Z)", re.MULTILINE)
_TABLE = re.compile(r"^(?:[ \t]*#.*\n)*[ \t]*\[", re.MULTILINE)
"""The next table, with the comments right above it."""
_BARE = re.compile(r"[A-Za-z0-9_-]+")
_TOKEN = re.compile(r"[^\W_]+")
_SAID_OTHERWISE = re.compile(r"[^\w\s.,;:!?‘’“”'\"—-]|\d|^\W*\w{1,7}\.|\b[IVXLC]+\b")
"""What an entry's word holds that may be said as another word."""


@dataclass(frozen=True, slots=True)
class Entry:
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


@dataclass(frozen=True)
class Lexicon:
    """Entries, and who says some words in their own way. There may be very many: what a text has of them is found by
    its words."""

    words: tuple[Entry, ...] = ()
    characters: tuple[tuple[str, tuple[Entry, ...]], ...] = ()

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


Index = Mapping[str, tuple[Entry, ...]]
"""Entries by the longest word of each."""


@dataclass(frozen=True, slots=True)
class Words:
    """What holds for one speaker: indexed entries, the widest first."""

    indexes: tuple[Index, ...] = ()

    def among(self, tokens: Set[str]) -> tuple[Entry, ...]:
        """The entries whose longest word is in `tokens`."""
        found: dict[str, Entry] = {}
        for index in self.indexes:
            if index:
                hits = sorted(tokens & index.keys())
                found |= {entry.word: entry for token in hits for entry in index[token]}
        return tuple(found.values())


def _indexed(entries: tuple[Entry, ...]) -> Index:
    index: dict[str, list[Entry]] = {}
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


@dataclass(frozen=True, slots=True)
class LexiconFile:
    """A lexicon.toml as it was read: `include` are the files whose entries hold where this one has none, paths as
    written; of several, the later wins."""

    lexicon: Lexicon
    include: tuple[str, ...] = ()


def parse_lexicon(text: str, name: str = FILE) -> LexiconFile:
    """Reads a lexicon. Raises `EditError` ("NAME:LINE: …")."""
    document = _parsed(text, name)

    def wrong(path: tuple[str | int, ...], what: str) -> EditError:
        return EditError(f"{name}:{line_of(text, path)}: {what}")

    for key in document:
        if key not in ("include", "words", "characters"):
            raise wrong((key,), f"'{key}' is nothing a lexicon has; there are include, [words] and [characters].")
    include = document.get("include", [])
    if not isinstance(include, list) or not all(isinstance(item, str) for item in include):
        raise wrong(("include",), 'include must be a list of files such as ["../series.toml"].')

    def entries(table: Any, path: tuple[str, ...]) -> tuple[Entry, ...]:
        if not isinstance(table, dict):
            raise wrong(path, f"'{path[-1]}' must be a table of words.")
        return tuple(_entry(word, value, (*path, word)) for word, value in table.items())

    def _entry(word: str, value: Any, path: tuple[str, ...]) -> Entry:
        if isinstance(value, str):
            value = {"ipa": value} if len(value) > 2 and value[0] == value[-1] == "/" else {"respelling": value}
        if not isinstance(value, dict) or not value or not set(value) <= set(_KEYS):
            raise wrong(
                path, f"'{word}' must be a respelling, IPA between slashes, or a table with ipa and respelling."
            )
        said = {key: item.strip().strip("/") if isinstance(item, str) else "" for key, item in value.items()}
        entry = Entry(word, said.get("respelling"), said.get("ipa"))
        if not entry.is_word:
            raise wrong(path, f"'{word}' has nothing to say; give it letters, or take the line out.")
        return entry

    people = document.get("characters", {})
    if not isinstance(people, dict):
        raise wrong(("characters",), 'characters must hold tables such as [characters."Nell Harrow".words].')
    characters = []
    for person, table in people.items():
        if not isinstance(table, dict) or set(table) != {"words"}:
            raise wrong(("characters", person), f'{person} needs a table [characters."{person}".words] and no other.')
        characters.append((person, entries(table["words"], ("characters", person, "words"))))
    return LexiconFile(Lexicon(entries(document.get("words", {}), ("words",)), tuple(characters)), tuple(include))


def _parsed(text: str, name: str) -> dict[str, Any]:
    try:
        # The parser that keeps comments takes half a minute over a lexicon of many thousand words.
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError):
        return parse_toml(text, name).unwrap()


def pronounced(
    spoken: SpokenText,
    entries: tuple[Entry, ...],
    language: str,
    *,
    takes_ipa: bool,
    places: Sequence[tuple[int, int, str]] = (),
) -> tuple[SpokenText, tuple[tuple[int, int, str], ...]]:
    """`spoken` with its words respelled, and (start, end, IPA) for those of its stretches that have phonemes.

    Words are matched whole. An entry without capitals holds in any case ("lead"); one with capitals as it is written
    and in capitals throughout ("Polish", "POLISH", never "polish"). A possessive 's is said with its word. `places` are
    (start, end, IPA) of the printed text: what the source says of a place holds unless a person's entry does.
    """
    places = places if takes_ipa else ()
    pattern, said = _compiled(entries, language)
    if pattern is None or not pattern.search(spoken.text):
        return spoken, _spans(spoken, [], places)
    covered = [(start, end) for start, end, _ in places]
    done: list[tuple[int, int]] = []

    def entry_of(match: re.Match[str], text: SpokenText) -> Entry | None:
        entry = said(match[1])
        if entry is not None and entry.of_source and _overlaps(_printed(text, *match.span()), covered):
            return None
        return entry

    def respelled(match: re.Match[str]) -> str | None:
        entry = entry_of(match, spoken)
        if entry is None or entry.respelling is None or (takes_ipa and entry.ipa):
            return None
        done.append(_printed(spoken, *match.span()))
        return entry.respelling + (match[2] or "")

    text = spoken.sub(pattern, respelled)
    if not takes_ipa:
        return text, ()
    spans = []
    for match in pattern.finditer(text.text):
        entry = entry_of(match, text)
        if entry is not None and entry.ipa is not None and not _overlaps(_printed(text, *match.span()), done):
            spans.append((match.start(), match.end(), entry.ipa + (_possessive(entry.ipa) if match[2] else "")))
            done.append(_printed(text, *match.span()))
    return text, _spans(text, spans, [place for place in places if not _overlaps(place[:2], done)])


def _printed(text: SpokenText, start: int, end: int) -> tuple[int, int]:
    """The printed stretch that `text.text[start:end]` stands for."""
    return text.source[start], text.source[end - 1] + 1


def _overlaps(stretch: tuple[int, int], others: Iterable[tuple[int, int]]) -> bool:
    return any(stretch[0] < other[1] and other[0] < stretch[1] for other in others)


def _spans(
    text: SpokenText, spans: list[tuple[int, int, str]], places: Sequence[tuple[int, int, str]]
) -> tuple[tuple[int, int, str], ...]:
    """`spans`, and the printed `places` where they are in the spoken text, in order."""
    for first, last, ipa in places:
        start, end = bisect_left(text.source, first), bisect_left(text.source, last)
        while start < end and not text.text[start].isalnum():
            start += 1
        while start < end and not text.text[end - 1].isalnum():
            end -= 1
        if start < end - 1 and text.source[end - 2] == text.source[end - 1]:
            # The words of a figure are spread over its print, and what stands after that.
            while text.text[end : end + 1].isalnum():
                end += 1
        inside = (at for at in (start, end) if text.text[max(at - 1, 0) : at + 1].isalnum() and 0 < at < len(text.text))
        if start < end and not any(inside):
            spans.append((start, end, ipa))
    return tuple(sorted(spans))


def heard_in(lexicon: Lexicon, lines: Iterable[Printed], language: str) -> Lexicon:
    """The entries that may be heard where these lines are read: all that share a word with one of them, as it is
    printed or as it is said. For telling what a changed entry concerns."""
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


class _Said:
    """Finds the entry of a word as it stands in the text."""

    def __init__(self, exact: Mapping[str, Entry], folded: Mapping[str, Entry]) -> None:
        self._exact = exact
        self._folded = folded

    def __call__(self, word: str) -> Entry | None:
        word = " ".join(word.split())
        return self._exact.get(word) or self._folded.get(word.casefold())


@functools.lru_cache(maxsize=4096)
def _compiled(entries: tuple[Entry, ...], language: str) -> tuple[re.Pattern[str] | None, _Said]:
    exact: dict[str, Entry] = {}
    folded: dict[str, Entry] = {}
    for entry in entries:
        for key in _forms(entry.word, language):
            if entry.word == entry.word.lower():
                folded.setdefault(key.casefold(), entry)
            else:
                exact.setdefault(key, entry)
    words = sorted({*exact, *folded} - {""}, key=len, reverse=True)
    if not words:
        return None, _Said(exact, folded)
    one = "|".join(r"\s+".join(re.escape(part) for part in word.split()) for word in words)
    return re.compile(rf"(?<!\w)((?i:{one}))(?!\w)('s\b)?"), _Said(exact, folded)


@functools.lru_cache(maxsize=16_384)
def _forms(word: str, language: str) -> tuple[str, ...]:
    """How a word may stand in spoken text: as it is printed, or prepared ("R2-D2" → "R two D two"), in capitals too."""
    forms: dict[str, None] = {}
    for form in (word, word.upper(), word.title()):
        for said in (form, speak(form, language).text):
            # With other capitals it is another word ("McDo", "Mcdo"), unless it is prepared so.
            if word == word.lower() or form in (word, word.upper()) or said != form:
                forms[" ".join(said.split())] = None
    return tuple(forms)


def _over(narrower: tuple[Entry, ...], wider: tuple[Entry, ...]) -> tuple[Entry, ...]:
    return tuple({entry.word: entry for entry in (*wider, *narrower)}.values())


def _possessive(ipa: str) -> str:
    last = ipa.rstrip("ː")[-1:]
    if last in "szʃʒ":
        return "ɪz"
    return "s" if last in "ptkfθ" else "z"


def with_words(text: str | None, entries: tuple[Entry, ...], name: str = FILE) -> tuple[str, int]:
    """A lexicon.toml (None: a new one) with those entries that its [words] don't have, and how many that were; what
    stands in it stays as it is. Raises `EditError` for a file that is no lexicon."""
    text = text or ""
    known = parse_lexicon(text, name).lexicon.words
    words = {entry.word for entry in known}
    new = tuple({entry.word: entry for entry in reversed(entries) if entry.word not in words}.values())[::-1]
    return (_with_lines(text, known, new) or _with_keys(text, new, name), len(new)) if new else (text, 0)


def _with_lines(text: str, known: tuple[Entry, ...], new: tuple[Entry, ...]) -> str | None:
    """`text` with the new words at the end of its table [words], or in one at its end; None where that isn't so easy
    (`words = {…}`). A document of many thousand words is not built for that."""
    end = "\r\n" if "\r\n" in text else "\n"
    if not _HEADER.search(text):
        text = f"{text.rstrip()}{end}{end}[words]{end}".lstrip()
    header = _HEADER.search(text)
    after = _TABLE.search(text, header.end()) if header else None
    rest = text[after.start() :] if after else ""
    before = text[: len(text) - len(rest)].rstrip()
    lines = "".join(f"{entry_line(entry)}{end}" for entry in new)
    written = f"{before}{end}{lines}" + (f"{end}{rest}" if rest else "")
    try:
        found = parse_lexicon(written).lexicon.words
    except EditError:
        return None
    return written if set(found) == {*known, *new} else None


def entry_line(entry: Entry) -> str:
    """The entry as it stands in the [words] of a lexicon.toml: `Cthulhu = "kuh-THOO-loo"`."""
    return f"{_key(entry.word)} = {_value(entry)}"


def _key(word: str) -> str:
    return word if _BARE.fullmatch(word) else json.dumps(word, ensure_ascii=False)


def _value(entry: Entry) -> str:
    said = {"ipa": entry.ipa, "respelling": entry.respelling}
    if entry.respelling is None:
        return json.dumps(f"/{entry.ipa}/", ensure_ascii=False)
    if entry.ipa is None:
        return json.dumps(entry.respelling, ensure_ascii=False)
    return f"{{ {', '.join(f'{key} = {json.dumps(value, ensure_ascii=False)}' for key, value in said.items())} }}"


def _with_keys(text: str, new: tuple[Entry, ...], name: str) -> str:
    document = parse_toml(text, name)
    words = document.setdefault("words", tomlkit.table())
    for entry in new:
        words[entry.word] = _as_toml(entry)
    return tomlkit.dumps(document)


def _as_toml(entry: Entry) -> Any:
    if entry.ipa is None:
        return entry.respelling
    if entry.respelling is None:
        return f"/{entry.ipa}/"
    both = tomlkit.inline_table()
    both.update({"ipa": entry.ipa, "respelling": entry.respelling})
    return both
