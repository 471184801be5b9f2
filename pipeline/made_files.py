"""Which files outside the book were made here: these are made anew as often as wanted, anybody else's are never
overwritten."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from pipeline.files import remove_file, sha256, write_file
from pipeline.production import FolderError


class Made(NamedTuple):
    """A file that was made here."""

    name: str
    """Who is heard in it."""
    sum: str
    """Its SHA-256; empty while it is being made."""


@dataclass(frozen=True, slots=True)
class MadeFiles:
    """The files that are remembered in the file `memory`. Those in the folder `home` count wherever it is moved to."""

    memory: Path
    home: Path

    def refuse_others(self, paths: Collection[Path], way_out: str) -> None:
        """Raises `FolderError` for a file in the way that was not made here, or that somebody changed. `way_out` is
        what a person can do besides moving it: "choose another folder with -o"."""
        known = self._known()
        for path in paths:
            mine = known.get(self._place(path))
            if path.exists() and (mine is None or not path.is_file() or mine.sum not in ("", sha256(path))):
                raise FolderError(
                    f"{path} is in the way: it is not as make-audio made it. Move it elsewhere, or {way_out}."
                )

    @contextlib.contextmanager
    def making(self, names: Mapping[Path, str]) -> Iterator[None]:
        """Remembers these files (whose they are) from before they are made, so that what a killed run left is known.

        Raises `DiskError`.
        """
        ours = {self._place(path): (path, name) for path, name in names.items()}
        before = self._known()
        self._remember(before | {place: Made(name, "") for place, (_, name) in ours.items()})
        try:
            yield
        finally:
            made = {place: Made(name, sha256(path)) for place, (path, name) in ours.items() if path.is_file()}
            self._remember({place: entry for place, entry in self._known().items() if place not in ours} | made)

    def tidy(self, folder: Path, kept: Collection[Path], is_stale: Callable[[str], bool]) -> None:
        """Removes the files in `folder` of those who are stale, but for the `kept` ones and for what somebody changed.
        Raises `DiskError`."""
        known = self._known()
        places = {self._place(path) for path in kept}
        for place, (name, sum_) in list(known.items()):
            path = self.home / place
            if place not in places and is_stale(name) and path.parent.resolve() == folder.resolve():
                if path.is_file() and sha256(path) == sum_:
                    remove_file(path)
                del known[place]
        self._remember(known)

    def _place(self, path: Path) -> str:
        """A file's name in the memory."""
        whole, home = path.resolve(), self.home.resolve()
        return whole.relative_to(home).as_posix() if whole.is_relative_to(home) else str(whole)

    def _remember(self, made: Mapping[str, Made]) -> None:
        there = {place: entry for place, entry in made.items() if not entry.sum or (self.home / place).exists()}
        write_file(self.memory, json.dumps(there, ensure_ascii=False, indent=1) + "\n")

    def _known(self) -> dict[str, Made]:
        """By `_place`; nothing where that isn't known."""
        try:
            found = json.loads(self.memory.read_text("utf-8"))
            return {str(place): Made(str(name), str(sum_)) for place, (name, sum_) in found.items()}
        except (OSError, ValueError, TypeError, AttributeError):
            return {}
