"""Which files were made besides the book, such as auditions, as it is kept."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import NamedTuple

from pipeline.disk.sealed_text import DamagedError, read_json, sealed, typed

_MADE = "made"


class Made(NamedTuple):
    """A file that was made here."""

    name: str
    """Who is heard in it."""
    sums: tuple[str, ...]
    """Its SHA-256, and that of the one before it: a killed run may not have put it there."""


def dump_made(made: Mapping[str, Made]) -> str:
    """Place → file, as the text of their file."""
    entries = {place: (name, *sums) for place, (name, sums) in made.items()}
    return sealed(_MADE, json.dumps(entries, ensure_ascii=False, indent=1))


def parse_made(text: str) -> dict[str, Made]:
    """What `dump_made` was given. Raises `DamagedError`."""
    made = {}
    for place, row in typed(dict, read_json(_MADE, text)).items():
        name, *sums = [typed(str, item) for item in typed(list, row)] or [""]
        if "\0" in place:
            raise DamagedError("it names no file")
        made[place] = Made(name, tuple(sums))
    return made
