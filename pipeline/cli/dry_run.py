"""Where `--dry-run` does a run's work up to the sound, so that its numbers are true; the real folder stays."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Scratch:
    """What to run on instead of the real thing."""

    source: Path
    """The story, or a production folder."""
    folder: Path | None
    """Where the story's production goes; None where `source` is one."""
    stands_for: Path
    """The real production folder."""


@contextmanager
def scratch_copy(story: Path, output: Path | None) -> Iterator[Scratch]:
    """What to run on instead of the story (or production folder) and its output folder; gone at the end.

    An existing production is copied by hard links where the system has them: files are replaced whole, never written
    into, so that the copy's changes don't reach the original.
    """
    from pipeline.making import default_folder

    folder = story if story.is_dir() else (output or default_folder(story))
    with tempfile.TemporaryDirectory(prefix="make-audio-", ignore_cleanup_errors=True) as scratch:
        copy = Path(scratch) / (folder.resolve().name or "production")
        if folder.is_dir():
            shutil.copytree(folder, copy, copy_function=_link, symlinks=True)
        yield Scratch(copy, None, folder) if story.is_dir() else Scratch(story, copy, folder)


def _link(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)
