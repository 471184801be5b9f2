"""One run at a time on one production."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from pipeline.files import make_folder, plain_errors
from script.errors import MakeAudioError


class LockedError(MakeAudioError):
    """Another run is at work on the same production."""


@contextlib.contextmanager
def locked(path: Path, what: str) -> Iterator[None]:
    """Holds the lock file `path`; `what` names the production in the message.

    The operating system keeps the lock, so that it ends with the process, however that ends. Raises `LockedError` at
    once if another process (or another holder in this one) has it.
    """
    make_folder(path.parent)
    with plain_errors(path):
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    try:
        try:
            _take(handle)
        except OSError as error:
            raise LockedError(
                f"{what} is being made by another run of make-audio. Wait until it is done, or stop it first."
            ) from error
        yield
    finally:
        os.close(handle)


if sys.platform == "win32":
    import msvcrt

    def _take(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _take(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
