"""Where `--dry-run` does a run's work up to the sound, so that its numbers are true; the real folder stays."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def scratch_copy(story: Path, output: Path | None) -> Iterator[tuple[Path, Path | None]]:
    """The (story or folder, output folder) to run on instead of the real ones; gone at the end.

    An existing production is copied by hard links where the system has them: files are replaced whole, never written
    into, so that the copy's changes don't reach the original.
    """
    from pipeline.making import default_folder

    folder = story if story.is_dir() else (output or default_folder(story))
    with tempfile.TemporaryDirectory(prefix="make-audio-", ignore_cleanup_errors=True) as scratch:
        copy = Path(scratch) / (folder.resolve().name or "production")
        if folder.is_dir():
            shutil.copytree(folder, copy, copy_function=_link, symlinks=True)
        yield (copy, None) if story.is_dir() else (story, copy)


def _link(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)
