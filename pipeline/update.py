"""Several text files changed as one: all of them or none, and never over what a person writes meanwhile."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from pipeline.files import read_text, remove_file, write_file

Reconcile = Callable[[str, str | None, str, str | None], str | None]
"""(path, before, found, after) → what to write where a person changed a file in the middle of an update."""


@dataclass(frozen=True, slots=True)
class Change:
    """One file of an update: its path in the folder, and its text before and after; None: no file."""

    path: str
    before: str | None
    after: str | None


def apply_update(folder: Path, journal: Path, changes: Sequence[Change]) -> None:
    """Makes the changes, in order. Once `journal` is written they will all be made: by this run, or, if it is killed,
    by `finish_update` in the next. Raises `DiskError`."""
    wanted = [change for change in changes if change.before != change.after]
    if not wanted:
        return
    write_file(journal, json.dumps([asdict(change) for change in wanted], ensure_ascii=False))
    for change in wanted:
        _write(folder / change.path, change.after)
    remove_file(journal)


def finish_update(folder: Path, journal: Path, reconcile: Reconcile) -> bool:
    """Finishes an update that was killed; says whether there was one.

    A file that is neither as it was before nor as it should be after was edited by a person since: `reconcile` says
    what it becomes. Raises `DiskError`, and what `reconcile` raises; calling again goes on.
    """
    if not journal.is_file():
        return False
    for entry in json.loads(read_text(journal)):
        change = Change(**entry)
        path = folder / change.path
        found = read_text(path) if path.is_file() else None
        if found == change.before or found is None:
            _write(path, change.after)
        elif found != change.after:
            _write(path, reconcile(change.path, change.before, found, change.after))
    remove_file(journal)
    return True


def _write(path: Path, text: str | None) -> None:
    if text is None:
        remove_file(path)
    else:
        write_file(path, text)
