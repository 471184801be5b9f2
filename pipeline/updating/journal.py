"""Several text files changed as one: all of them or none, and never over what a person writes meanwhile."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from pipeline.disk.files import DiskError, read_text, remove_file, write_file
from pipeline.disk.sealed_text import DamagedError, read_json, read_own_text, sealed, typed
from script.support.errors import EditError

_OWN = "story/"
"""Where the files lie that nobody but the production writes."""
Reconcile = Callable[[str, str | None, str, str | None], str | None]
"""(path, before, found, after) → what to write where a person changed a file in the middle of an update."""
MayChange = Callable[[str], bool]
"""Whether an update may change the file at a path in the folder, which may come from a stranger."""
_KIND = "update"


@dataclass(frozen=True, slots=True)
class Change:
    """One file of an update: its path in the folder, and its text before and after; None: no file."""

    path: str
    before: str | None
    after: str | None


def apply_changes(
    folder: Path, journal: Path, changes: Sequence[Change], may_change: MayChange, reconcile: Reconcile
) -> dict[str, str | None]:
    """Makes the changes; gives what was written (path → text, None: no file). Once `journal` is written they will all
    be made: by this run, or, if it is killed, by `finish_changes` in the next.

    A file that is neither as it was before nor as it should be after was edited by a person since: `reconcile` says
    what it becomes. Raises `DiskError`, and what `reconcile` raises.
    """
    wanted = [change for change in changes if change.before != change.after]
    if not wanted:
        return {}
    for change in wanted:
        if not may_change(change.path):
            raise EditError(f"{change.path} can't be written under this name: rename the file.")
    write_file(journal, sealed(_KIND, json.dumps([asdict(change) for change in wanted], ensure_ascii=False)))
    return _make(folder, journal, wanted, reconcile)


def finish_changes(folder: Path, journal: Path, may_change: MayChange, reconcile: Reconcile) -> bool:
    """Finishes an update that was killed; says whether there was one.

    Raises what `apply_changes` raises, and `EditError` for a journal that can't be read; calling again goes on.
    """
    changes = _load(journal, may_change)
    if changes is None:
        return False
    _make(folder, journal, changes, reconcile)
    return True


def unfinished_changes(
    journal: Path, texts: Mapping[str, str], may_change: MayChange, reconcile: Reconcile
) -> dict[str, str | None]:
    """What `finish_changes` would write into a folder that holds `texts` (path → text); nothing where there is nothing
    to finish. Raises `EditError` for a journal that can't be read, and what `reconcile` raises."""
    changes = _load(journal, may_change) or ()
    return {change.path: _outcome(change, texts.get(change.path), reconcile) for change in changes}


def _make(folder: Path, journal: Path, changes: Sequence[Change], reconcile: Reconcile) -> dict[str, str | None]:
    written: dict[str, str | None] = {}
    # Removals first: where a disk takes names that differ in case for one, the old name is also the new file's.
    for change in sorted(changes, key=lambda change: change.after is not None):
        path = folder / change.path
        found = _found(path, change.path)
        written[change.path] = outcome = _outcome(change, found, reconcile)
        _write(path, outcome)
    remove_file(journal)
    return written


def _found(path: Path, name: str) -> str | None:
    """What a file holds; None for no file, and for one of the production's own that can't be read: it is written again.
    Raises `DiskError` for one of a person's."""
    if not path.is_file():
        return None
    try:
        return read_text(path)
    except DiskError:
        if name.startswith(_OWN):
            return None
        raise


def _outcome(change: Change, found: str | None, reconcile: Reconcile) -> str | None:
    """What a file becomes that holds `found`."""
    if found in (None, change.before):
        return change.after
    return found if found == change.after else reconcile(change.path, change.before, found, change.after)


def _load(journal: Path, may_change: MayChange) -> list[Change] | None:
    """The changes of a journal; None where there is none."""
    text = read_own_text(journal)
    if text is None:
        return None
    try:
        changes = [_change(typed(dict, entry)) for entry in typed(list, read_json(_KIND, text))]
    except (DamagedError, KeyError) as error:
        raise _damaged(journal) from error
    for change in changes:
        if not may_change(change.path):
            raise EditError(
                f"{journal} is damaged: it names {change.path}, which no update changes. Delete it, then run "
                "the same command again."
            )
    return changes


def _change(entry: dict[str, object]) -> Change:
    before, after = (None if text is None else typed(str, text) for text in (entry["before"], entry["after"]))
    return Change(typed(str, entry["path"]), before, after)


def _damaged(journal: Path) -> EditError:
    return EditError(
        f"{journal} is damaged: the update that it tells of can't be finished. Delete it and script.json beside it, "
        "then run the same command again: your script files count as they are."
    )


def _write(path: Path, text: str | None) -> None:
    if text is None:
        remove_file(path)
    else:
        write_file(path, text)
