"""Options of the command line that shape the book, as book.toml has them from then on."""

from __future__ import annotations

from dataclasses import dataclass, replace

from pipeline.production.book_file import Book, read_book, update_book_file
from pipeline.production.opened_production import Opened
from pipeline.production.series_cast import named_from
from pipeline.updating.request import Options
from pipeline.updating.source_files import Kept, chosen_cover


@dataclass(frozen=True, slots=True)
class Shaped:
    """A book as the command line wants it."""

    book: Book
    cover: Kept | None
    """The picture that it chose."""
    notes: tuple[str, ...]
    """What that changes."""


def shaped(opened: Opened, book: Book, options: Options) -> Shaped:
    """The book as the command line wants it. Raises `EditError` for what book.toml can't say or a picture that is none,
    `DiskError`."""
    production = opened.production
    cover = chosen_cover(production, options.cover) if options.cover else None
    wanted = {
        "title": options.title,
        "author": options.author,
        "language": options.language and options.language.lower(),
        "cover": production.path_of(cover.path) if cover else None,
        "engine": options.engines[0] if options.engines else None,
        "cast_engine": options.engines[1] if options.engines else None,
        "shared_cast": named_from(production.folder, options.cast) if options.cast else None,
        "speed": options.speed,
        "formats": options.formats,
    }
    changed = {name: value for name, value in wanted.items() if value is not None and value != getattr(book, name)}
    notes = []
    if changed:
        words = ", ".join(f"{name.replace('_', ' ')} {_shown(value) or 'none'}" for name, value in changed.items())
        notes.append(f"Written to book.toml, to hold from now on: {words}.")
    if opened.voices_text is not None:
        keeps = "Whoever has a voice in voices.toml keeps it: take their tables out to have them"
        if {"engine", "cast_engine"} & changed.keys():
            notes.append(f"{keeps} cast anew.")
        if "shared_cast" in changed:
            notes.append(f"{keeps} sound as in that.")
    book = replace(book, **changed)  # type: ignore[arg-type]
    # Through the same checks as a person's edits.
    read_book(update_book_file(None, book))
    return Shaped(book, cover, tuple(notes))


def _shown(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)
