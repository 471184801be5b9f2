"""The file of a cast that the books of a series share (`Book.shared_cast`), which several runs may want at once."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

from pipeline.book import Book
from pipeline.files import read_text
from script.errors import EditError
from voices.engines.slots import slot


def shared_cast_file(folder: Path, book: Book) -> Path | None:
    """Where the shared cast of the production in `folder` is; None where it has none."""
    return folder / Path(book.shared_cast).expanduser() if book.shared_cast else None


def named_from(folder: Path, file: Path) -> str:
    """How book.toml names a shared cast: from the production's folder, so that both can be moved together."""
    try:
        return Path(os.path.relpath(file.resolve(), folder.resolve())).as_posix()
    except ValueError:
        # On another drive.
        return file.resolve().as_posix()


def read_shared_cast(folder: Path, book: Book) -> str | None:
    """The text of the shared cast; None where there is none. Raises `EditError` if it is gone, `DiskError`."""
    file = shared_cast_file(folder, book)
    if file is None:
        return None
    if not file.is_file():
        raise EditError(
            f"book.toml: there is no cast file {book.shared_cast}; put it back, name another with --cast, or take cast "
            "out of [speech]."
        )
    return read_text(file)


@contextlib.contextmanager
def held(file: Path) -> Iterator[None]:
    """Waits until no other run is adding to the shared cast."""
    with slot(f"cast {file.resolve()}", 1):
        yield
