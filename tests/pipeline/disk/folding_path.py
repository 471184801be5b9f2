"""A disk as Windows and macOS have it: names that differ in case alone are one name."""

from __future__ import annotations

from os import PathLike
from pathlib import Path, PosixPath


class FoldingPath(PosixPath):
    """A folder in which what is joined to it is found whatever its case."""

    def __truediv__(self, key: str | PathLike[str]) -> FoldingPath:
        path = self
        for name in Path(key).parts:
            inside = path.iterdir() if path.is_dir() else iter(())
            found = next((entry.name for entry in inside if entry.name.casefold() == name.casefold()), name)
            path = FoldingPath(str(path), found)
        return path
