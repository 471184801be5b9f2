"""What voices.toml tells of the characters themselves: what they are called, their gender and age."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any, TypeVar

from script.model import NARRATOR, Age, Character, Gender
from script.support.errors import EditError
from script.support.toml_text import line_of, parse_toml

KEYS = ("name", "aliases", "gender", "age")
"""Of a character's table."""

_Word = TypeVar("_Word", bound=StrEnum)


def parse_people(text: str, *, name: str) -> tuple[Character, ...]:
    """The characters that the file tells something of, in its order.

    Each stands under the name it is to have, the others that mean it are aliases. Two tables whose `name` is the same,
    or one that an alias of another's names, are one character. Raises `EditError` ("NAME:LINE: …").
    """
    tables = parse_toml(text, name).unwrap().get("characters")
    if not isinstance(tables, dict):
        return ()
    return _People(text, name, {key: table for key, table in tables.items() if isinstance(table, dict)}).all()


def shown_names(people: Sequence[Character]) -> dict[str, str]:
    """The name that each other name of a character stands for."""
    return {alias: person.name for person in people for alias in person.aliases}


def character_tables(document: Mapping[str, Any], names: Mapping[str, str] | None = None) -> list[tuple[str, Any]]:
    """The characters' tables of a file, by the names that they stand under.

    With `names` (`shown_names`), those that stand under the name that is shown come first.
    """
    tables = document.get("characters")
    entries = tables.items() if isinstance(tables, dict) else ()
    return sorted(entries, key=lambda item: item[0] in (names or {}))


class _People:
    """Checks the tables; knows where they stand."""

    def __init__(self, text: str, name: str, tables: Mapping[str, Mapping[str, Any]]) -> None:
        self._text = text
        self._name = name
        self._tables = tables

    def all(self) -> tuple[Character, ...]:
        means: dict[str, tuple[str, str]] = {}
        """Another name → (whom it means, in whose table that is said)."""
        for key, table in self._tables.items():
            shown = self._shown(key, table)
            aliases = self._aliases(key, table)
            for other in [key, *aliases] if shown != key else aliases:
                self._add(means, other, shown, key)
        names = {other: self._end(other, means) for other in means}
        told: dict[str, Character] = {}
        for key, table in self._tables.items():
            shown = names.get(key, key)
            gender, age = self._word(key, table, "gender", Gender), self._word(key, table, "age", Age)
            if not any(word in table for word in KEYS):
                continue
            before = told.get(shown, Character(shown))
            told[shown] = Character(shown, before.aliases, before.gender or gender, before.age or age)
        for other, shown in names.items():
            before = told.get(shown, Character(shown))
            told[shown] = Character(shown, (*before.aliases, other), before.gender, before.age)
        return tuple(told.values())

    def _add(self, means: dict[str, tuple[str, str]], other: str, shown: str, key: str) -> None:
        if other == shown:
            return
        before, table = means.setdefault(other, (shown, key))
        if before != shown:
            raise self._error(
                (key,), f"'{other}' is a name of '{shown}' here and of '{before}' in '{table}'; keep one."
            )

    def _end(self, name: str, means: Mapping[str, tuple[str, str]]) -> str:
        seen = [name]
        while name in means:
            name, table = means[name]
            if name in seen:
                raise self._error((table,), f"'{name}' is renamed in a circle; give one of them its name back.")
            seen.append(name)
        return name

    def _shown(self, key: str, table: Mapping[str, Any]) -> str:
        if "name" not in table:
            return key
        shown = table["name"]
        if not _is_name(shown):
            raise self._error((key, "name"), 'name is a name in quotation marks: name = "Mrs Pell".')
        if shown.strip().casefold() == NARRATOR:
            raise self._error(
                (key, "name"), 'nobody but the narrator is called that; write like = "narrator" to share the voice.'
            )
        return " ".join(shown.split())

    def _aliases(self, key: str, table: Mapping[str, Any]) -> list[str]:
        aliases = table.get("aliases", [])
        if not isinstance(aliases, list) or not all(map(_is_name, aliases)):
            raise self._error((key, "aliases"), 'aliases is a list of names: aliases = ["Lizzy", "Miss Eliza"].')
        if any(alias.strip().casefold() == NARRATOR for alias in aliases):
            raise self._error(
                (key, "aliases"), 'the narrator has a table of their own; write like = "narrator" to share the voice.'
            )
        return [" ".join(alias.split()) for alias in aliases]

    def _word(self, key: str, table: Mapping[str, Any], what: str, words: type[_Word]) -> _Word | None:
        if what not in table:
            return None
        try:
            return words(table[what])
        except ValueError as error:
            options = " or ".join(f'"{word}"' for word in words)
            raise self._error((key, what), f"{what} is {options}.") from error

    def _error(self, path: tuple[str, ...], sentence: str) -> EditError:
        return EditError(f"{self._name}:{line_of(self._text, ('characters', *path))}: {sentence}")


def _is_name(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())
