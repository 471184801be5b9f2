"""What would be broken: a person's own file overwritten or removed, or a file of ours that can't be made anew."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.listening.listening_files import MadeFiles
from pipeline.production.production import FolderError


@pytest.fixture
def made(tmp_path: Path) -> MadeFiles:
    home = tmp_path / "home"
    home.mkdir()
    return MadeFiles(home / "memory.json", home)


def make(made: MadeFiles, path: Path, name: str, data: bytes = b"ours") -> Path:
    made.refuse_others([path], "choose another")
    finished = path.with_suffix(".finished")
    finished.write_bytes(data)
    made.put(finished, path, name)
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


@pytest.mark.parametrize("before", [False, True])
def test_a_killed_run_claims_nothing_that_it_did_not_make_and_keeps_what_is_ours(
    made: MadeFiles, before: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = made.home / "a.mp3"
    if before:
        make(made, path, "Anna", b"first")

    def killed(_: Path, __: Path) -> None:
        raise KeyboardInterrupt

    for data in (b"cut off", b"second"):
        with monkeypatch.context() as patch:
            patch.setattr("pipeline.listening.listening_files.move_file", killed)
            with pytest.raises(KeyboardInterrupt):
                make(made, path, "Anna", data)
    assert path.exists() == before
    path.write_bytes(b"a person's recording")
    with pytest.raises(FolderError, match="in the way"):
        made.refuse_others([path], "choose another")
    for data in (b"first", b"second") if before else (b"second",):
        path.write_bytes(data)
        made.refuse_others([path], "choose another")


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
