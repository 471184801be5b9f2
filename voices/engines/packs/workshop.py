"""A folder for what is fetched and looked at before it is installed; gone afterwards, however a run ends."""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from filelock import FileLock, Timeout

from voices.engines.packs.pack_errors import not_written

_PREFIX = "make-audio-pack-"
_LOCK = "lock"


@contextlib.contextmanager
def workshop() -> Iterator[Path]:
    """A new folder among the system's temporary ones. Those that killed runs left are removed. Raises `PackError`."""
    _sweep()
    home = Path(tempfile.gettempdir())
    try:
        folder = tempfile.TemporaryDirectory(prefix=_PREFIX, dir=home, ignore_cleanup_errors=True)
    except OSError as error:
        raise not_written(home, error) from error
    with folder as name:
        lock = FileLock(Path(name) / _LOCK, fallback_to_soft=False)
        # Where there are no locks, nothing is ever swept.
        with contextlib.suppress(OSError):
            lock.acquire(blocking=False)
        try:
            yield Path(name)
        finally:
            lock.release()


def _sweep() -> None:
    """Removes the folders of runs that are gone: nobody holds their locks any more."""
    for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        if (folder / _LOCK).is_file() and not folder.is_symlink():
            with (
                contextlib.suppress(Timeout, OSError),
                FileLock(folder / _LOCK, fallback_to_soft=False).acquire(blocking=False),
            ):
                shutil.rmtree(folder, ignore_errors=True)
