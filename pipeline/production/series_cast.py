"""The file of a cast that the books of a series share (`Book.shared_cast`), which several runs may want at once."""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Iterator
from pathlib import Path

from pipeline.disk.files import DiskError, make_folder, plain_errors, read_text, write_file
from pipeline.disk.sealed_text import DamagedError, read_json, read_own_text, sealed, typed
from pipeline.production.book_file import Book
from script.support.errors import EditError
from voices.engines.user_folders import cache_folder, path_from_home

_KIND = "casts"
_POLL = 0.05
"""Seconds."""


def shared_cast_file(folder: Path, book: Book) -> Path | None:
    """Where the shared cast of the production in `folder`, which need not be there yet, is; None where it has none."""
    if not book.shared_cast:
        return None
    # No system finds a way out of a folder that isn't there: "..", after links are resolved, is taken out of the text.
    return Path(os.path.normpath(folder.resolve() / path_from_home(book.shared_cast)))


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
    if file.suffix != ".toml" and not may_add(folder, file):
        raise EditError(f'book.toml: cast must name a .toml file, not "{book.shared_cast}"; or name it with --cast.')
    if not file.is_file():
        raise EditError(
            f"book.toml: there is no cast file {book.shared_cast}; put it back, name another with --cast, or take cast "
            "out of [speech]."
        )
    return read_text(file)


def may_add(folder: Path, file: Path) -> bool:
    """Whether a run may add to a shared cast: one in the production's own folder, and one that a person named with
    --cast. book.toml may come from a stranger, and name any file."""
    real = os.path.realpath(file)
    return Path(real).is_relative_to(os.path.realpath(folder)) or real in _named()


def remember_named(file: Path) -> None:
    """Remembers, for this user, that a person named a shared cast."""
    known = {path for path in _named() if Path(path).is_file()} | {os.path.realpath(file)}
    # Where nothing can be kept, the cast must be named each time.
    with contextlib.suppress(DiskError):
        write_file(cache_folder() / "casts.json", sealed(_KIND, json.dumps(sorted(known), ensure_ascii=False)))


def _named() -> frozenset[str]:
    try:
        text = read_own_text(cache_folder() / "casts.json")
        return frozenset(typed(str, path) for path in typed(list, read_json(_KIND, text or "[]")))
    except (DiskError, DamagedError):
        return frozenset()


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
