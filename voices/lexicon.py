"""lexicon.toml: how words are said, for the whole book or in one character's mouth.

A word is respelled ("kuh-THOO-loo") or given in IPA ("/kəˈθuːluː/"). Engines that take no IPA say the respelling, or
the word as it is printed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import tomlkit

from script.errors import EditError
from script.toml_lines import line_of, parse_toml
from voices.spoken_text import SpokenText, speak

FILE = "lexicon.toml"
_KEYS = ("ipa", "respelling")
_TOKEN = re.compile(r"[^\W_]+")
_IN_SIGNS = re.compile(r"[^\w\s.,;:!?‘“”\"—-]|\d|^\W*\w{1,7}\.|\b[IVXLC]+\b")
"""What a word holds that may be said as another word."""


@dataclass(frozen=True, slots=True)
class Entry:
    """How `word` (one or several, as printed) is said. At least one of the other two is given."""

    word: str
    respelling: str | None = None
    ipa: str | None = None

    @property
    def is_word(self) -> bool:
        """Whether there are letters or figures to find, and something to say for them."""
        said = [text for text in (self.respelling, self.ipa) if text is not None]
        return any(map(str.isalnum, self.word)) and bool(said) and all(any(map(str.isalpha, text)) for text in said)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Entries, and who says some words in their own way."""

    words: tuple[Entry, ...] = ()
    characters: tuple[tuple[str, tuple[Entry, ...]], ...] = ()

    def over(self, wider: Lexicon) -> Lexicon:
        """This one's entries, and those of the wider one for all that this one doesn't have."""
        mine, theirs = dict(self.characters), dict(wider.characters)
        return Lexicon(
            _over(self.words, wider.words),
            tuple((name, _over(mine.get(name, ()), theirs.get(name, ()))) for name in dict.fromkeys((*theirs, *mine))),
        )

    def of(self, speaker: str | None) -> tuple[Entry, ...]:
        """What holds for the lines of `speaker`."""
        own = dict(self.characters).get(speaker, ()) if speaker is not None else ()
        return _over(own, self.words)


NO_WORDS = Lexicon()


@dataclass(frozen=True, slots=True)
class LexiconFile:
    """A lexicon.toml as it was read: `include` are the files whose entries hold where this one has none, paths as
    written; of several, the later wins."""

    lexicon: Lexicon
    include: tuple[str, ...] = ()


def parse_lexicon(text: str, name: str = FILE) -> LexiconFile:
    """Reads a lexicon. Raises `EditError` ("NAME:LINE: …")."""
    document: dict[str, Any] = parse_toml(text, name).unwrap()

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


def pronounced(
    spoken: SpokenText, entries: tuple[Entry, ...], language: str, *, takes_ipa: bool
) -> tuple[SpokenText, tuple[tuple[int, int, str], ...]]:
    """`spoken` with its words respelled, and (start, end, IPA) for those of its stretches that have phonemes.

    Words are matched whole. An entry without capitals holds in any case ("lead"); one with capitals as it is written
    and in capitals throughout ("Polish", "POLISH", never "polish"). A possessive 's is said with its word.
    """
    pattern, said = _compiled(entries, language)
    if pattern is None or not pattern.search(spoken.text):
        return spoken, ()

    def respelled(match: re.Match[str]) -> str | None:
        entry = said(match[1])
        if entry is None or entry.respelling is None or (takes_ipa and entry.ipa):
            return None
        return entry.respelling + (match[2] or "")

    text = spoken.sub(pattern, respelled)
    if not takes_ipa:
        return text, ()
    spans = []
    for match in pattern.finditer(text.text):
        entry = said(match[1])
        if entry is not None and entry.ipa is not None:
            spans.append((match.start(), match.end(), entry.ipa + (_possessive(entry.ipa) if match[2] else "")))
    return text, tuple(spans)


def heard_in(lexicon: Lexicon, text: str, language: str) -> Lexicon:
    """The entries that may be heard where `text` is read: all that share a word with it, also with a figure or an
    abbreviation of it in full. For telling what a changed entry concerns, without preparing every line."""
    if lexicon == NO_WORDS:
        return lexicon
    words = text.split()
    # What a sign is said as depends on its neighbours: "Henry IV", "£3 10s".
    near = {place + step for place, word in enumerate(words) if _IN_SIGNS.search(word) for step in (-1, 0, 1)}
    in_signs = " ".join(words[place] for place in sorted(near) if 0 <= place < len(words))
    vocabulary = _tokens(text) | _tokens(speak(in_signs, language).text)

    def heard(entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
        return tuple(entry for entry in entries if not vocabulary.isdisjoint(_tokens(entry.word)))

    people = ((name, heard(entries)) for name, entries in lexicon.characters)
    return Lexicon(heard(lexicon.words), tuple((name, entries) for name, entries in people if entries))


def _tokens(text: str) -> set[str]:
    return set(_TOKEN.findall(text.casefold()))


class _Said:
    """Finds the entry of a word as it stands in the text."""

    def __init__(self, exact: Mapping[str, Entry], folded: Mapping[str, Entry]) -> None:
        self._exact = exact
        self._folded = folded

    def __call__(self, word: str) -> Entry | None:
        word = " ".join(word.split())
        return self._exact.get(word) or self._folded.get(word.casefold())


@lru_cache(maxsize=256)
def _compiled(entries: tuple[Entry, ...], language: str) -> tuple[re.Pattern[str] | None, _Said]:
    exact: dict[str, Entry] = {}
    folded: dict[str, Entry] = {}
    for entry in entries:
        # In the spoken text a word may stand as it is printed or as it was prepared ("R2-D2" → "R two D two").
        for form in (entry.word, entry.word.upper(), entry.word.title()):
            for word in (form, speak(form, language).text):
                key = " ".join(word.split())
                if entry.word == entry.word.lower():
                    folded.setdefault(key.casefold(), entry)
                elif form != entry.word.title() or word != form:
                    exact.setdefault(key, entry)
    words = sorted({*exact, *folded} - {""}, key=len, reverse=True)
    if not words:
        return None, _Said(exact, folded)
    one = "|".join(r"\s+".join(re.escape(part) for part in word.split()) for word in words)
    return re.compile(rf"(?<!\w)((?i:{one}))(?!\w)('s\b)?"), _Said(exact, folded)


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
    parse_lexicon(text, name)
    document = parse_toml(text, name)
    words = document.setdefault("words", tomlkit.table())
    new = [entry for entry in entries if entry.word not in words]
    for entry in new:
        words[entry.word] = _as_toml(entry)
    return tomlkit.dumps(document), len(new)


def _as_toml(entry: Entry) -> Any:
    if entry.ipa is None:
        return entry.respelling
    if entry.respelling is None:
        return f"/{entry.ipa}/"
    both = tomlkit.inline_table()
    both.update({"ipa": entry.ipa, "respelling": entry.respelling})
    return both
