"""What a run wants of a production, besides taking up what changed in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.production.book_file import Book

if TYPE_CHECKING:
    from pipeline.updating.second_opinions import Adviser

Say = Callable[[str], None]


def _silent(_: object) -> None:
    """Listens to nothing."""


@dataclass(frozen=True, slots=True)
class Options:
    """What the command line may set: written to book.toml (the voice to voices.toml), to hold from then on.

    None: as it is.
    """

    title: str | None = None
    author: str | None = None
    language: str | None = None
    cover: Path | None = None
    voice: str | None = None
    """The narrator's."""
    engines: tuple[str, str] | None = None
    """Book.engine and Book.cast_engine: whose voices new speakers get."""
    cast: Path | None = None
    """A voices.toml that a series shares; made if it isn't there."""
    speed: float | None = None
    formats: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Request:
    """Options, and whom a run talks with."""

    options: Options = field(default_factory=Options)
    say: Say = _silent
    """Told in sentences what a person is to know."""
    adviser: Adviser | None = None
    """A model to be asked about doubtful lines."""
    on_book: Callable[[Book], None] = _silent
    """Told how the book is made as soon as that is known, where there will be new lines to be spoken."""
    warn: Say = _silent
    """Told in sentences what of the production's own is damaged."""
