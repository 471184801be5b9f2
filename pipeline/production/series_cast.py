"""The file of a cast that the books of a series share (`Book.shared_cast`), which several runs may want at once."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

from pipeline.disk.files import make_folder, plain_errors, read_text
from pipeline.production.book_file import Book
from script.support.errors import EditError

_POLL = 0.05
"""Seconds."""


def shared_cast_file(folder: Path, book: Book) -> Path | None:
    """Where the shared cast of the production in `folder`, which need not be there yet, is; None where it has none."""
    if not book.shared_cast:
        return None
    # No system finds a way out of a folder that isn't there: "..", after links are resolved, is taken out of the text.
    return Path(os.path.normpath(folder.resolve() / Path(book.shared_cast).expanduser()))


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
    """Waits until no other run is adding to the shared cast, and keeps the others waiting. Raises `DiskError`."""
    from filelock import FileLock

    path = file.with_name(f".{file.name}.lock")
    make_folder(path.parent)
    lock = FileLock(path, fallback_to_soft=False)
    with plain_errors(path):
        lock.acquire(poll_interval=_POLL)
    try:
        yield
    finally:
        # Among people's files nothing is left lying about; where an open file can't be removed (on Windows), the lock
        # does it itself. Whoever waits for the file that is gone sees that, and makes another.
        with contextlib.suppress(OSError):
            path.unlink()
        lock.release()
