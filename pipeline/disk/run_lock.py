"""One run at a time on one production."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

from pipeline.disk.files import make_folder, plain_errors
from script.support.errors import MakeAudioError


class LockedError(MakeAudioError):
    """Another run is at work on the same production."""


@contextlib.contextmanager
def locked(path: Path, what: str) -> Iterator[None]:
    """Holds the lock file `path`; `what` names the production in the message.

    The lock ends with the process, however that ends. Raises `LockedError` at once if another process (or another
    holder in this one) has it.
    """
    from filelock import FileLock, Timeout

    make_folder(path.parent)
    # Where the file system has no locks, nothing else stands in for them: a mark in a file would outlive a killed run.
    lock = FileLock(path, fallback_to_soft=False)
    with plain_errors(path):
        try:
            lock.acquire(blocking=False)
        except Timeout as error:
            raise LockedError(
                f"{what} is being made by another run of make-audio. Wait until it is done, or stop it first."
            ) from error
    try:
        yield
    finally:
        lock.release()
