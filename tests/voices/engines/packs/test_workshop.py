"""What would be broken: what an interrupted installation fetched stays for ever, or one that is under way is swept."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from tests.places import REPOSITORY
from voices.engines.packs import PackError
from voices.engines.packs.workshop import workshop

_KILLED = """
import os, signal, sys, tempfile
tempfile.tempdir = sys.argv[1]
from voices.engines.packs.workshop import workshop
with workshop() as folder:
    (folder / "half a voice").write_bytes(b"x")
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def test_it_is_gone_afterwards_however_that_came(temporary: Path) -> None:
    with workshop() as folder:
        (folder / "a").write_bytes(b"x")
        assert folder.parent == temporary
    with pytest.raises(KeyboardInterrupt), workshop() as folder:
        raise KeyboardInterrupt
    assert not [*temporary.iterdir()]


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is POSIX's")
def test_what_a_killed_run_left_goes_with_the_next(temporary: Path) -> None:
    command = [sys.executable, "-c", _KILLED, str(temporary)]
    assert subprocess.run(command, cwd=REPOSITORY, check=False).returncode == -signal.SIGKILL
    assert [path.name for folder in temporary.iterdir() for path in folder.glob("half*")] == ["half a voice"]
    with workshop() as folder:
        assert [*temporary.iterdir()] == [folder]


def test_one_that_is_under_way_and_other_peoples_folders_stay(temporary: Path) -> None:
    theirs = temporary / "make-audio-pack-of-mine"
    theirs.mkdir()
    (theirs / "notes.txt").write_text("mine", encoding="utf-8")
    with workshop() as first:
        (first / "voice").write_bytes(b"x")
        with workshop():
            assert (first / "voice").is_file()
    assert [*temporary.iterdir()] == [theirs]


@pytest.mark.skipif(sys.platform == "win32", reason="links need a right there")
def test_a_link_is_not_followed(temporary: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "lock").touch()
    (temporary / "make-audio-pack-link").symlink_to(elsewhere)
    with workshop():
        pass
    assert elsewhere.is_dir()


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_place_that_cannot_be_written_is_told(temporary: Path) -> None:
    temporary.chmod(0o500)
    with pytest.raises(PackError), workshop():
        pass


def test_a_place_that_is_not_there_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "gone"))
    with pytest.raises(PackError), workshop():
        pass
