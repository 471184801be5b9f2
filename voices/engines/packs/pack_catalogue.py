"""The packs that make-audio knows (`packs.toml`). A pack that is not known may still be a Piper voice of somebody's."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.util import find_spec

from voices.engines.shipped.shipped_data import shipped_table
from voices.engines.user_folders import pack_folder

ANY_PIPER = "piper-"
"""How the name of any Piper voice's pack begins."""


@dataclass(frozen=True, slots=True)
class Pack:
    """A pack that make-audio knows."""

    name: str
    engine: str
    what: str
    licence: str
    source: str
    get: str
    """How a person gets it."""
    files: Mapping[str, str]
    """Name → SHA-256."""
    bytes: int = 0
    """About how much is fetched, where it comes from a network; 0 where nobody knows."""
    npm: str = ""
    """The package of npm that has its files, NAME@VERSION."""
    packages: tuple[tuple[str, str], ...] = ()
    """(Python package, file inside it) that it is used from, where they are installed: nothing is copied."""


@functools.cache
def known_packs() -> Mapping[str, Pack]:
    """The packs that make-audio knows, by name."""
    return {
        name: Pack(name, **{**entry, "packages": tuple((package, file) for package, file in entry.get("packages", ()))})
        for name, entry in shipped_table("packs.toml").items()
    }


def is_there(pack: Pack) -> bool:
    """Whether a pack is installed, by itself or with its packages."""
    if pack.packages and all(find_spec(package) is not None for package, _ in pack.packages):
        return True
    return all((pack_folder(pack.name) / file).is_file() for file in pack.files)


def engine_of(name: str) -> str:
    """What speaks with a pack."""
    known = known_packs().get(name)
    return known.engine if known else "piper"
