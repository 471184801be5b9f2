"""Which two characters could be one, and what makes them one."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass

import tomlkit

from pipeline.production.opened_production import Opened
from pipeline.production.script_files import words_by_speaker
from script.support.toml_text import line_of
from voices.cast.character_entries import shown_names
from voices.cast.voices_file import FILE


@dataclass(frozen=True, slots=True)
class PerhapsOne:
    """Two characters that could be one person."""

    name: str
    """Who says more."""
    other: str
    why: str
    place: str
    """Where `line` belongs: in whose table of voices.toml."""
    line: str
    """Makes the two one."""


def perhaps_one(opened: Opened) -> Iterator[PerhapsOne]:
    """The pairs that the tagger left open and of whom both speak in the script as it is now."""
    if opened.tagged is None or not opened.tagged.perhaps_one:
        return
    counts = words_by_speaker(opened.edited.chapters)
    for one, two, why in opened.tagged.perhaps_one:
        if one in counts and two in counts:
            name, other = sorted((one, two), key=lambda who: -counts[who][1])
            yield PerhapsOne(name, other, why, table_of(opened, other), f"name = {_quoted(name)}")


def table_of(opened: Opened, name: str) -> str:
    """The table of a character, under whatever name it stands: "voices.toml:31, under [characters.Jim]"."""
    text = opened.voices_text or ""
    names = shown_names(opened.people)
    tables = tomllib.loads(text).get("characters", {})
    key = next((key for key in tables if names.get(key, key) == name), None) if isinstance(tables, dict) else None
    header = f"[characters.{tomlkit.key(key or name).as_string()}]"
    return f"{FILE}, under {header}" if key is None else f"{FILE}:{line_of(text, ('characters', key))}, under {header}"


def _quoted(name: str) -> str:
    return tomlkit.string(name).as_string()
