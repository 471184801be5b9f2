"""Where `--dry-run` does a run's work up to the sound, so that its numbers are true; the real folder stays."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.production.production import Production


@dataclass(frozen=True, slots=True)
class Scratch:
    """What to run on instead of the real thing."""

    source: Path
    """The story, or a production folder."""
    folder: Path | None
    """Where the story's production goes; None where `source` is one."""
    stands_for: Path
    """The real production folder."""
    cast: Path | None
    """What to use instead of the cast that the command line names for a series."""


_CAST = "cast.toml"


@contextmanager
def scratch_copy(story: Path, output: Path | None, cast: Path | None = None) -> Iterator[Scratch]:
    """What to run on instead of the story (or production folder), its output folder and the shared `cast`; gone at the
    end.

    Of an existing production it holds what a run reads before the sound: people's files and what the tool remembers.
    They are hard links where the system has them: files are replaced whole, never written into, so that the copy's
    changes don't reach the original. The lexicon includes what it included there. Raises `FolderError` as a real run
    does, `EditError`, `DiskError`.
    """
    from pipeline.production.production import Production, open_production
    from pipeline.updating.making import check_free, default_folder, is_ours

    real = Production(story if story.is_dir() else (output or default_folder(story)))
    ours = is_ours(real)
    if not ours:
        open_production(story) if story.is_dir() else check_free(real.folder)
    with tempfile.TemporaryDirectory(prefix="make-audio-", ignore_cleanup_errors=True) as scratch:
        copy = Production(Path(scratch) / (real.name or "production"))
        if ours:
            _copy(real, copy)
        shared = Path(scratch) / _CAST if cast else None
        if cast is not None and shared is not None and cast.is_file():
            shared.write_bytes(cast.read_bytes())
        if story.is_dir():
            yield Scratch(copy.folder, None, real.folder, shared)
        else:
            yield Scratch(story, copy.folder, real.folder, shared)


def _copy(real: Production, copy: Production) -> None:
    from dataclasses import replace

    from pipeline.disk.files import plain_errors, read_text, write_file
    from pipeline.production.book_file import read_book, update_book_file
    from pipeline.production.lexicon_files import moved_lexicon
    from pipeline.production.series_cast import shared_cast_file

    folders = [real.script_folder, real.story_folder]
    files = [real.book_file, real.voices_file]
    if real.book_file.is_file() and (cover := read_book(read_text(real.book_file)).cover):
        files.append(real.folder / cover)
    with plain_errors(copy.folder):
        # The mark of a folder that is ours, also where a killed run left no other.
        copy.work_folder.mkdir(parents=True)
        (copy.work_folder / "lock").touch()
        for folder in folders:
            if folder.is_dir():
                shutil.copytree(folder, copy.folder / folder.name, copy_function=_link)
        for file in files:
            target = copy.folder / file.relative_to(real.folder)
            if file.is_file() and not target.exists():
                target.parent.mkdir(parents=True, exist_ok=True)
                _link(file, target)
        if copy.book_file.is_file():
            book = read_book(text := read_text(copy.book_file))
            shared = shared_cast_file(real.folder, book)
            if shared is not None and shared.is_file():
                # A copy: the real one stays as it is.
                (copy.folder.parent / _CAST).write_bytes(shared.read_bytes())
                write_file(copy.book_file, update_book_file(text, replace(book, shared_cast=f"../{_CAST}")))
        if real.lexicon_file.is_file():
            write_file(copy.lexicon_file, moved_lexicon(real.lexicon_file))


def _link(source: str | Path, target: str | Path) -> None:
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)
