"""lexicon.toml: read, and written without touching what a person wrote."""

from __future__ import annotations

import json
import re
import tomllib
from dataclasses import dataclass
from typing import Any

import tomlkit

from script.support.errors import EditError
from script.support.toml_text import line_of, parse_toml
from voices.lexicon.entries import Lexicon, LexiconEntry, said_as

FILE = "lexicon.toml"
_KEYS = ("ipa", "respelling")
_HEADER = re.compile(r"^[ \t]*\[[ \t]*words[ \t]*\][ \t]*(?:#.*)?(?:\r?\n|\Z)", re.MULTILINE)
_TABLE = re.compile(r"^(?:[ \t]*\r?\n(?:[ \t]*(?:#.*)?\n)*+|(?:[ \t]*#.*\n)*+)[ \t]*\[", re.MULTILINE)
"""The next table, with the comments right above it, and with those above these that a blank line parts from the
words."""
_BARE = re.compile(r"[A-Za-z0-9_-]+")


@dataclass(frozen=True, slots=True)
class LexiconFile:
    """A lexicon.toml as it was read.

    `include` are the files whose entries hold where this one has none, paths as written; of several, the later wins.
    """

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

    def entries(table: Any, path: tuple[str, ...]) -> tuple[LexiconEntry, ...]:
        if not isinstance(table, dict):
            raise wrong(path, f"'{path[-1]}' must be a table of words.")
        return tuple(_entry(word, value, (*path, word)) for word, value in table.items())

    def _entry(word: str, value: Any, path: tuple[str, ...]) -> LexiconEntry:
        if isinstance(value, str):
            entry = said_as(word, value)
        elif isinstance(value, dict) and value and set(value) <= set(_KEYS):
            said = {key: item.strip().strip("/") if isinstance(item, str) else "" for key, item in value.items()}
            entry = LexiconEntry(word, said.get("respelling"), said.get("ipa"))
        else:
            raise wrong(
                path, f"'{word}' must be a respelling, IPA between slashes, or a table with ipa and respelling."
            )
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


def with_words(text: str | None, entries: tuple[LexiconEntry, ...]) -> tuple[str, int]:
    """A lexicon.toml with those entries that its [words] don't have, and how many that were.

    `text` is None for a new one; what stands in it stays as it is. Raises `EditError` for a file that is no lexicon.
    """
    text = text or ""
    known = parse_lexicon(text).lexicon.words
    words = {entry.word for entry in known}
    new = tuple({entry.word: entry for entry in reversed(entries) if entry.word not in words}.values())[::-1]
    return (_with_lines(text, known, new) or _with_keys(text, new), len(new)) if new else (text, 0)


def _with_lines(text: str, known: tuple[LexiconEntry, ...], new: tuple[LexiconEntry, ...]) -> str | None:
    """`text` with the new words at the end of its table [words], or in one at its end; None where that isn't so easy
    (`words = {…}`). A document of many thousand words is not built for that."""
    end = "\r\n" if "\r\n" in text else "\n"
    if not _HEADER.search(text):
        text = f"{text.rstrip()}{end}{end}[words]{end}".lstrip()
    header = _HEADER.search(text)
    after = _TABLE.search(text, header.end()) if header else None
    before = text[: after.start()].rstrip() if after else text.rstrip()
    rest = text[after.start() :].lstrip("\r\n") if after else ""
    lines = "".join(f"{entry_line(entry)}{end}" for entry in new)
    written = f"{before}{end}{lines}" + (f"{end}{rest}" if rest else "")
    try:
        found = parse_lexicon(written).lexicon.words
    except EditError:
        return None
    return written if set(found) == {*known, *new} else None


def entry_line(entry: LexiconEntry) -> str:
    """The entry as it stands in the [words] of a lexicon.toml: `Cthulhu = "kuh-THOO-loo"`."""
    return f"{_key(entry.word)} = {_value(entry)}"


def _key(word: str) -> str:
    return word if _BARE.fullmatch(word) else json.dumps(word, ensure_ascii=False)


def _value(entry: LexiconEntry) -> str:
    said = {"ipa": entry.ipa, "respelling": entry.respelling}
    if entry.respelling is None:
        return json.dumps(f"/{entry.ipa}/", ensure_ascii=False)
    if entry.ipa is None:
        return json.dumps(entry.respelling, ensure_ascii=False)
    return f"{{ {', '.join(f'{key} = {json.dumps(value, ensure_ascii=False)}' for key, value in said.items())} }}"


def _with_keys(text: str, new: tuple[LexiconEntry, ...]) -> str:
    document = parse_toml(text, FILE)
    words = document.setdefault("words", tomlkit.table())
    for entry in new:
        words[entry.word] = _as_toml(entry)
    return tomlkit.dumps(document)


def _as_toml(entry: LexiconEntry) -> Any:
    if entry.ipa is None:
        return entry.respelling
    if entry.respelling is None:
        return f"/{entry.ipa}/"
    both = tomlkit.inline_table()
    both.update({"ipa": entry.ipa, "respelling": entry.respelling})
    return both
