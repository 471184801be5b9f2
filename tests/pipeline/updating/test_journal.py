"""What would be broken: a production half old, half new after a kill, or a person's edit overwritten by a later run."""

import json
from pathlib import Path

import pytest

from pipeline.disk.files import DiskError
from pipeline.updating.journal import Change, apply_changes, finish_changes
from script.support.errors import EditError
from tests.pipeline.disk.folding_path import FoldingPath


def never(path: str, before: str | None, found: str, after: str | None) -> str | None:
    raise AssertionError(f"{path} was not edited")


def anything(path: str) -> bool:
    return True


CHANGES = (
    Change("script/001.txt", None, "new"),
    Change("script/002.txt", "old", "newer"),
    Change("script/003.txt", "old name", None),
    Change("script.json", "base", "base 2"),
)


def lay_out(folder: Path) -> None:
    (folder / "script").mkdir()
    for change in CHANGES:
        if change.before is not None:
            (folder / change.path).write_text(change.before)


def state(folder: Path) -> dict[str, str | None]:
    return {c.path: (folder / c.path).read_text() if (folder / c.path).exists() else None for c in CHANGES}


def test_all_changes_are_made_and_the_journal_is_gone(tmp_path: Path) -> None:
    lay_out(tmp_path)
    apply_changes(tmp_path, tmp_path / "update.json", CHANGES, anything, never)
    assert state(tmp_path) == {c.path: c.after for c in CHANGES}
    assert not finish_changes(tmp_path, tmp_path / "update.json", anything, never)


@pytest.mark.parametrize("made", range(len(CHANGES) + 1))
def test_wherever_it_was_killed_the_next_run_ends_the_same(tmp_path: Path, made: int) -> None:
    lay_out(tmp_path)
    blocked = CHANGES[made] if made < len(CHANGES) else None
    if blocked:
        # A folder where the file's should be stops the update there, as a kill would.
        target = tmp_path / blocked.path
        target.unlink(missing_ok=True)
        target.mkdir()
        with pytest.raises(DiskError):
            apply_changes(tmp_path, tmp_path / "update.json", CHANGES, anything, never)
        target.rmdir()
        if blocked.before is not None:
            target.write_text(blocked.before)
    else:
        apply_changes(tmp_path, tmp_path / "update.json", CHANGES, anything, never)
    assert finish_changes(tmp_path, tmp_path / "update.json", anything, never) == bool(blocked)
    assert state(tmp_path) == {c.path: c.after for c in CHANGES}


def test_what_a_person_wrote_after_the_kill_is_reconciled_and_not_overwritten(tmp_path: Path) -> None:
    lay_out(tmp_path)
    journal = tmp_path / "update.json"
    journal.write_text(json.dumps([{"path": c.path, "before": c.before, "after": c.after} for c in CHANGES]))
    (tmp_path / "script/002.txt").write_text("mine")
    assert finish_changes(tmp_path, journal, anything, lambda path, before, found, after: f"{before}+{found}+{after}")
    assert (tmp_path / "script/002.txt").read_text() == "old+mine+newer"
    assert not journal.exists()


def test_what_a_person_wrote_since_the_files_were_read_is_reconciled_and_not_overwritten(tmp_path: Path) -> None:
    lay_out(tmp_path)
    (tmp_path / "script/001.txt").write_text("my own")
    (tmp_path / "script/002.txt").write_text("mine")
    (tmp_path / "script/003.txt").write_text("mine too")
    journal = tmp_path / "update.json"
    apply_changes(tmp_path, journal, CHANGES, anything, lambda path, before, found, after: f"{before}+{found}+{after}")
    assert state(tmp_path) == {
        "script/001.txt": "None+my own+new",
        "script/002.txt": "old+mine+newer",
        "script/003.txt": "old name+mine too+None",
        "script.json": "base 2",
    }
    assert not journal.exists()


@pytest.mark.parametrize("edited", [False, True])
def test_a_name_that_changes_in_case_alone_loses_no_file_where_disks_take_both_for_one(
    tmp_path: Path, edited: bool
) -> None:
    changes = (Change("001 The Storm.txt", None, "new"), Change("001 The storm.txt", "old", None))
    (tmp_path / "001 The storm.txt").write_text("mine" if edited else "old")
    journal = tmp_path / "update.json"
    apply_changes(FoldingPath(tmp_path), journal, changes, anything, lambda path, before, found, after: found)
    (path,) = tmp_path.iterdir()
    assert path.read_text() == ("mine" if edited else "new")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[{",
        "7",
        "[7]",
        '[{"path": "a"}]',
        '[{"path": "a", "before": null, "after": 1}]',
        '[{"path": null, "before": null, "after": null}]',
        "\udcff",
    ],
)
def test_a_damaged_journal_is_a_plain_error_and_harms_nothing(tmp_path: Path, text: str) -> None:
    lay_out(tmp_path)
    before = state(tmp_path)
    journal = tmp_path / "update.json"
    journal.write_text(text, encoding="utf-8", errors="surrogateescape")
    with pytest.raises(EditError, match=r"update\.json is damaged.*[Dd]elete"):
        finish_changes(tmp_path, journal, anything, never)
    assert state(tmp_path) == before


def test_nothing_to_change_writes_nothing(tmp_path: Path) -> None:
    apply_changes(tmp_path, tmp_path / "update.json", [Change("a", "same", "same")], anything, never)
    assert list(tmp_path.iterdir()) == []
