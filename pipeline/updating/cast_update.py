"""voices.toml, and the cast that a series shares, with everybody in them who speaks in the book."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pipeline.disk.files import write_file
from pipeline.production.opened_production import Opened
from pipeline.production.production_cast import cast_text, shared_cast_text
from pipeline.production.series_cast import held, may_add, read_shared_cast, remember_named, shared_cast_file
from pipeline.updating.request import Options
from script.support.errors import EditError
from script.support.wording import some_of

_SAID = 12
"""Names that one message lists."""


@dataclass(frozen=True, slots=True)
class SeriesUpdate:
    """The file of a cast that a series shares, and its text before (None: there is none yet) and after."""

    file: Path
    before: str | None
    after: str


@dataclass(frozen=True, slots=True)
class CastUpdate:
    """A production with all its voices."""

    after: Opened
    series: SeriesUpdate | None
    """None where the cast of a series stays as it is, or there is none."""
    notes: tuple[str, ...]


def cast_update(opened: Opened, options: Options) -> CastUpdate:
    """Gives a voice to everybody who speaks and has none. Writes nothing. Raises `EditError`, `EngineError`,
    `DiskError`."""
    file = shared_cast_file(opened.production.folder, opened.book)
    series: SeriesUpdate | None = None
    new: tuple[str, ...] = ()
    notes: list[str] = []
    shared: str | None = None
    if file is not None:
        before = _series_text(file, opened, options)
        added, new = shared_cast_text(opened.cast_basis(before))
        shared = added
        if added != before and (options.cast is not None or may_add(opened.production.folder, file)):
            series = SeriesUpdate(file, before, added)
        elif added != before:
            shared, new = before, ()
            notes.append(
                f"Nobody is added to {opened.book.shared_cast}, which lies outside of this book's folder: name it once "
                "with --cast to have that done."
            )
    before = opened.voices_text
    after = cast_text(opened.cast_basis(shared), options.voice)
    if new:
        notes.append(f"New in {opened.book.shared_cast}: {some_of(new, _SAID)}.")
    if options.voice is not None and after != before:
        notes.append(f"Written to voices.toml, to hold from now on: the narrator's voice is {options.voice}.")
    voices = opened.production.path_of(opened.production.voices_file)
    return CastUpdate(opened.after({voices: after}, shared_cast=shared), series, tuple(notes))


def with_series_written(casting: CastUpdate, opened: Opened, options: Options) -> CastUpdate:
    """Writes the cast of the series, if that changes; gives the voices as they are then. It is there before the book
    names it, and other books' runs may add to it meanwhile. Raises what `cast_update` raises."""
    if options.cast is not None:
        remember_named(options.cast)
    while casting.series is not None:
        with held(casting.series.file):
            # Casting takes seconds: what a person, or another book, saved meanwhile is what this book is added to.
            if _series_text(casting.series.file, opened, options) == casting.series.before:
                write_file(casting.series.file, casting.series.after)
                return casting
            casting = cast_update(opened, options)
    return casting


def _series_text(file: Path, opened: Opened, options: Options) -> str | None:
    """The cast that the series has now; None for one that is to be made."""
    if file.resolve() == opened.production.voices_file.resolve():
        raise EditError(f"{file} is this book's own cast: name another file with --cast, for all books of the series.")
    made = options.cast is not None and not file.exists()
    return None if made else read_shared_cast(opened.production.folder, opened.book)
