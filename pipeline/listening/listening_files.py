"""Which files outside the book were made here: these are made anew as often as wanted, anybody else's are never
overwritten."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from pipeline.disk.files import move_file, remove_file, sha256, write_file
from pipeline.disk.sealed_text import DamagedError, read_own_text
from pipeline.production.production import FolderError
from pipeline.production.remembered.made_memory import Made, dump_made, parse_made


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
            if path.exists() and (mine is None or not path.is_file() or sha256(path) not in mine.sums):
                raise FolderError(
                    f"{path} is in the way: it is not as make-audio made it. Move it elsewhere, or {way_out}."
                )

    def put(self, finished: Path, path: Path, name: str) -> None:
        """Moves a finished file, in which `name` is heard, to `path`. It is remembered before it is there, and what it
        replaces is not forgotten: whenever a run is killed, what lies there is known. Raises `DiskError`."""
        place = self._place(path)
        known = {other: made for other, made in self._known().items() if (self.home / other).exists()}
        before = sha256(path) if place in known and path.is_file() else ""
        ours = (before,) if before and before in known[place].sums else ()
        self._remember(known | {place: Made(name, (sha256(finished), *ours))})
        move_file(finished, path)

    def tidy(self, folder: Path, kept: Collection[Path], is_stale: Callable[[str], bool]) -> None:
        """Removes the files in `folder` of those who are stale, but for the `kept` ones and for what somebody changed.
        Raises `DiskError`."""
        known = self._known()
        places = {self._place(path) for path in kept}
        for place, (name, sums) in list(known.items()):
            path = self.home / place
            if place not in places and is_stale(name) and path.parent.resolve() == folder.resolve():
                if path.is_file() and sha256(path) in sums:
                    remove_file(path)
                del known[place]
        self._remember(known)

    def _place(self, path: Path) -> str:
        """A file's name in the memory."""
        whole, home = path.resolve(), self.home.resolve()
        return whole.relative_to(home).as_posix() if whole.is_relative_to(home) else str(whole)

    def _remember(self, made: Mapping[str, Made]) -> None:
        write_file(self.memory, dump_made(made))

    def _known(self) -> dict[str, Made]:
        """By `_place`; nothing where that isn't known."""
        text = read_own_text(self.memory)
        try:
            return {} if text is None else parse_made(text)
        except DamagedError:
            return {}
