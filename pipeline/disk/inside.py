"""What lies in a folder, and what only seems to: the folder may come from a stranger.

Every path that is read from a file goes through `path_inside`; what its links do, `odd_entries` finds.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.disk.files import is_device_name, plain_errors
from script.support.errors import MakeAudioError

_DRIVE = re.compile("[A-Za-z]:")


class OutsideError(MakeAudioError):
    """A path that is to lie in a folder and doesn't."""


@dataclass(frozen=True, slots=True)
class OddEntry:
    """Something in a folder that is not to be opened."""

    path: Path
    why: str
    """After "it" or the path: "is a link that leads out of the folder"."""


def is_plain_name(name: str) -> bool:
    """Whether a name is one file's in its folder on every system: no way up, no drive, no device."""
    return (
        name not in ("", ".", "..")
        and not any(char in "/\\" or ord(char) < 32 for char in name)
        and not _DRIVE.match(name)
        and not is_device_name(name)
    )


def is_plain_place(place: str) -> bool:
    """Whether a path, with forward slashes, leads down into a folder and nowhere else, as far as its text goes."""
    return all(map(is_plain_name, place.split("/")))


def path_inside(folder: Path, place: str) -> Path:
    """The path of `place` (with forward slashes) in a folder. Raises `OutsideError` for one that leads out of it, by
    itself or by links."""
    path = folder / place
    if not is_plain_place(place) or not _leads_into(path, os.path.realpath(folder)):
        raise OutsideError(f'"{place}" does not lie in {folder}.')
    return path


def odd_entries(folder: Path, places: Iterable[str]) -> Iterator[OddEntry]:
    """Links among `places` in a folder, and in what they hold, that lead out of it, and what is neither file nor folder
    (a pipe would be waited for). That the folder itself is reached by a link is fine. Raises `DiskError`."""
    home = os.path.realpath(folder)
    seen: set[Path] = set()
    waiting = [folder / place for place in places]
    with plain_errors(folder):
        while waiting:
            path = waiting.pop()
            if _is_link(path):
                if not _leads_into(path, home):
                    yield OddEntry(path, "is a link that leads out of the folder")
                    continue
                path = Path(os.path.realpath(path))
            if path in seen:
                continue
            seen.add(path)
            try:
                mode = path.lstat().st_mode
            except FileNotFoundError:
                continue
            if stat.S_ISDIR(mode):
                waiting += _worth_a_look(path)
            elif not stat.S_ISREG(mode):
                yield OddEntry(path, "is neither a file nor a folder")


def _worth_a_look(folder: Path) -> Iterator[Path]:
    """What a folder holds, without its plain files, of which a cache has many."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if not entry.is_file(follow_symlinks=False):
                yield Path(entry.path)


def _is_link(path: Path) -> bool:
    # Windows' junctions are links as well; Python tells them from 3.12 on.
    return path.is_symlink() or bool(getattr(os.path, "isjunction", lambda _: False)(path))


def _leads_into(path: Path, home: str) -> bool:
    """Whether a path, links resolved, lies in `home`, which is resolved."""
    real = os.path.realpath(path)
    # A link that leads to itself resolves to itself.
    return real.startswith(home.rstrip(os.sep) + os.sep) and not Path(real).is_symlink()
