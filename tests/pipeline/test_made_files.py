"""What would be broken: a person's own file overwritten or removed, or a file of ours that can't be made anew."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline.made_files import MadeFiles
from pipeline.production import FolderError


@pytest.fixture
def made(tmp_path: Path) -> MadeFiles:
    home = tmp_path / "home"
    home.mkdir()
    return MadeFiles(home / "memory.json", home)


def make(made: MadeFiles, path: Path, name: str, data: bytes = b"ours") -> Path:
    made.refuse_others([path], "choose another")
    with made.making({path: name}):
        path.write_bytes(data)
    return path


def test_what_was_made_here_is_made_anew_wherever_home_is_moved(made: MadeFiles, tmp_path: Path) -> None:
    make(made, made.home / "a.mp3", "Anna")
    moved = MadeFiles(tmp_path / "moved" / "memory.json", made.home.rename(tmp_path / "moved"))
    assert make(moved, moved.home / "a.mp3", "Anna", b"again").read_bytes() == b"again"


@pytest.mark.parametrize("elsewhere", [False, True])
def test_a_strangers_file_and_a_changed_one_are_refused(made: MadeFiles, tmp_path: Path, elsewhere: bool) -> None:
    path = (tmp_path if elsewhere else made.home) / "a.mp3"
    path.write_bytes(b"mine")
    with pytest.raises(FolderError, match=r"a\.mp3 is in the way.*or choose another\."):
        make(made, path, "Anna")
    path.unlink()
    make(made, path, "Anna").write_bytes(b"cut by a person")
    with pytest.raises(FolderError, match="in the way"):
        make(made, path, "Anna")
    path.unlink()
    path.mkdir()
    with pytest.raises(FolderError, match="in the way"):
        make(made, path, "Anna")


def test_what_a_killed_run_left_is_ours_and_a_failed_one_claims_nothing(made: MadeFiles) -> None:
    left = made.home / "a.mp3"
    made.memory.write_text(json.dumps({"a.mp3": ["Anna", ""]}), "utf-8")
    left.write_bytes(b"half")
    make(made, left, "Anna")
    with pytest.raises(RuntimeError), made.making({made.home / "b.mp3": "Bertram"}):
        raise RuntimeError
    (made.home / "b.mp3").write_bytes(b"mine")
    with pytest.raises(FolderError, match="in the way"):
        make(made, made.home / "b.mp3", "Bertram")


def test_a_failed_run_leaves_the_file_that_was_there_ours(made: MadeFiles) -> None:
    path = make(made, made.home / "a.mp3", "Anna")
    with pytest.raises(RuntimeError), made.making({path: "Anna"}):
        raise RuntimeError
    make(made, path, "Anna")


def test_only_stale_and_unchanged_files_of_that_folder_are_removed(made: MadeFiles, tmp_path: Path) -> None:
    folder, other = made.home / "audition", tmp_path / "other"
    folder.mkdir()
    other.mkdir()
    kept = make(made, folder / "01 Anna.mp3", "Anna")
    old = make(made, folder / "02 Anna.mp3", "Anna")
    changed = make(made, folder / "03 Anna.mp3", "Anna")
    changed.write_bytes(b"cut by a person")
    elsewhere = make(made, other / "02 Anna.mp3", "Anna")
    stranger = folder / "04 Anna.mp3"
    stranger.write_bytes(b"mine")
    bertram = make(made, folder / "05 Bertram.mp3", "Bertram")
    made.tidy(folder, [kept], lambda name: name == "Anna")
    assert not old.exists()
    assert all(path.exists() for path in (kept, changed, elsewhere, stranger, bertram))


def test_a_damaged_memory_claims_nothing(made: MadeFiles) -> None:
    path = make(made, made.home / "a.mp3", "Anna")
    made.memory.write_text("[1, 2", "utf-8")
    with pytest.raises(FolderError, match="in the way"):
        make(made, path, "Anna")
