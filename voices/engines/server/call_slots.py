"""A limit on how many processes of this user do one thing at a time, such as asking one server."""

from __future__ import annotations

import contextlib
import getpass
import hashlib
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from filelock import BaseFileLock

_POLL = 0.05


@contextlib.contextmanager
def slot(what: str, count: int) -> Iterator[None]:
    """Holds one of `count` places at `what`; waits until one is free. A process that is killed gives its place back.

    The places are locked files in the system's temporary folder. Where none can be made, nothing is limited: the limit
    is a courtesy, and no reason to fail.
    """
    from filelock import FileLock

    places = [FileLock(place, mode=0o600, fallback_to_soft=False) for place in _places(what, count)]
    taken = None
    while taken is None and places:
        try:
            taken = next((place for place in places if _is_free(place)), None)
        except OSError:
            break
        if taken is None:
            time.sleep(_POLL)
    try:
        yield
    finally:
        if taken is not None:
            taken.release()


def _is_free(place: BaseFileLock) -> bool:
    """Takes a place if it is free. Raises `OSError` where it can't be made."""
    from filelock import Timeout

    try:
        place.acquire(blocking=False)
    except Timeout:
        return False
    return True


def _places(what: str, count: int) -> list[Path]:
    try:
        owner = getpass.getuser()
    except (OSError, KeyError, ImportError):
        owner = ""
    name = hashlib.sha256(f"{owner}\0{what}".encode("utf-8", "surrogateescape")).hexdigest()[:16]
    home = Path(tempfile.gettempdir()) / f"make-audio-{name}"
    try:
        home.mkdir(mode=0o700, exist_ok=True)
    except OSError:
        return []
    return [home / str(number) for number in range(count)]
