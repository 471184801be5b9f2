"""One run at a time on one production."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

from pipeline.disk.files import make_folder, plain_errors
from script.support import file_lock
from script.support.errors import MakeAudioError


class LockedError(MakeAudioError):
    """Another run is at work on the same production."""


@contextlib.contextmanager
def locked(path: Path, what: str) -> Iterator[None]:
    """Holds the lock file `path`; `what` names the production in the message.

    The lock ends with the process, however that ends. Raises `LockedError` at once if another process (or another
    holder in this one) has it.
    """
    make_folder(path.parent)
    with plain_errors(path):
        handle = file_lock.take(path)
    if handle is None:
        raise LockedError(
            f"{what} is being made by another run of make-audio. Wait until it is done, or stop it first."
        )
    try:
        yield
    finally:
        os.close(handle)
