"""A limit on how many processes of this user do one thing at a time, such as asking one server."""

from __future__ import annotations

import contextlib
import getpass
import hashlib
import os
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from script.support import file_lock

_POLL = 0.05


@contextlib.contextmanager
def slot(what: str, count: int) -> Iterator[None]:
    """Holds one of `count` places at `what`; waits until one is free. A process that is killed gives its place back.

    The places are locked files in the system's temporary folder. Where none can be made, nothing is limited: the limit
    is a courtesy, and no reason to fail.
    """
    places = _places(what, count)
    handle = None
    while handle is None and places:
        try:
            handle = next((taken for place in places if (taken := file_lock.take(place, 0o600)) is not None), None)
        except OSError:
            break
        if handle is None:
            time.sleep(_POLL)
    try:
        yield
    finally:
        if handle is not None:
            os.close(handle)


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
