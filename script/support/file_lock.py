"""A lock that the operating system keeps on a file, so that it ends with the process, however that ends."""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path


def take(path: Path, mode: int = 0o666) -> int | None:
    """Locks the file `path`, which is made if need be.

    Gives a handle whose `os.close` lets it go, None if somebody else (another process, or another holder in this one)
    has it. Raises `OSError` for a file that can't be opened, or where there are no locks.
    """
    handle = os.open(path, os.O_RDWR | os.O_CREAT, mode)
    try:
        _lock(handle)
    except OSError as error:
        os.close(handle)
        if error.errno in _TAKEN:
            return None
        raise
    return handle


_TAKEN = (errno.EWOULDBLOCK, errno.EAGAIN, errno.EACCES, errno.EDEADLK)
"""What a system says of a lock that somebody else has."""


if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
