"""What would be broken: a person's file torn by a crash or a full disk, a name that Windows or macOS refuses."""

import errno
import os
import subprocess
import sys
from pathlib import Path, PosixPath

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.disk import files
from pipeline.disk.files import (
    LITTER,
    DiskError,
    clean_litter,
    move_file,
    read_text,
    remove_file,
    safe_file_name,
    safe_name,
    same_name,
    sha256,
    write_file,
)
from script.support.errors import EditError


def test_a_file_is_replaced_whole_and_leaves_no_litter(tmp_path: Path) -> None:
    path = tmp_path / "voices.toml"
    write_file(path, "old")
    write_file(path, "new “text”")
    assert path.read_text(encoding="utf-8") == "new “text”"
    assert [p.name for p in tmp_path.iterdir()] == ["voices.toml"]


def test_line_ends_are_never_translated(tmp_path: Path) -> None:
    write_file(tmp_path / "a.txt", "a\nb\n")
    assert (tmp_path / "a.txt").read_bytes() == b"a\nb\n"


def test_writing_the_same_again_does_not_touch_the_file(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    write_file(path, "same")
    before = path.stat()
    write_file(path, "same")
    assert (path.stat().st_ino, path.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_a_written_file_is_as_readable_as_any_other(tmp_path: Path) -> None:
    (tmp_path / "plain").write_text("x")
    write_file(tmp_path / "ours", "x")
    assert (tmp_path / "ours").stat().st_mode == (tmp_path / "plain").stat().st_mode


def test_a_limit_of_files_sizes_keeps_the_old_file_and_is_not_called_a_full_disk(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("old")
    code = (
        "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))\n"
        "from pathlib import Path; from pipeline.disk.files import write_file, DiskError\n"
        "try: write_file(Path('a.txt'), 'x' * 1000)\n"
        "except DiskError as error: print(error)\n"
    )
    result = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert "by a limit of this account (ulimit -f)" in result.stdout
    assert "full" not in result.stdout
    assert "a.txt" in result.stdout
    assert [p.name for p in tmp_path.iterdir()] == ["a.txt"]
    assert (tmp_path / "a.txt").read_text() == "old"


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT])
def test_a_full_disk_keeps_the_old_file_and_says_so(
    number: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.txt").write_text("old")

    def full(_: int) -> None:
        raise OSError(number, "No")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(DiskError, match=r"The disk is full: .*a\.txt"):
        write_file(tmp_path / "a.txt", "x" * 1000)
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]
    assert (tmp_path / "a.txt").read_text() == "old"


def test_a_file_where_a_folder_should_be_is_a_plain_error(tmp_path: Path) -> None:
    (tmp_path / "story").write_text("I am a file")
    with pytest.raises(DiskError, match="story"):
        write_file(tmp_path / "story" / "a.txt", "x")


def test_a_file_in_another_encoding_names_its_line(tmp_path: Path) -> None:
    (tmp_path / "001.txt").write_bytes("fine\ncafé\n".encode("latin-1"))
    with pytest.raises(EditError, match=r"001\.txt:2: .*UTF-8"):
        read_text(tmp_path / "001.txt")
    # Whoever reads its own memory so is told that it can't be read.
    with pytest.raises(DiskError):
        read_text(tmp_path / "001.txt")


def test_byte_order_mark_and_windows_line_ends_are_read_away(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"\xef\xbb\xbfa\r\nb\r\n")
    assert read_text(tmp_path / "a.txt") == "a\nb\n"


class HeldPath(PosixPath):
    """A file on Windows that a player has open for some more attempts."""

    attempts = 0

    def _hold(self) -> None:
        if HeldPath.attempts:
            HeldPath.attempts -= 1
            error = PermissionError(13, "in use")
            vars(error)["winerror"] = 32
            raise error

    def unlink(self, missing_ok: bool = False) -> None:
        self._hold()
        super().unlink(missing_ok)

    def replace(self, target: str | os.PathLike[str]) -> "HeldPath":
        self._hold()
        return HeldPath(super().replace(target))


def test_a_file_that_is_open_elsewhere_for_a_moment_is_replaced_and_removed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "_PATIENCE", (0, 0))
    (tmp_path / "new").write_text("new")
    HeldPath.attempts = 2
    move_file(HeldPath(tmp_path / "new"), tmp_path / "old")
    assert (tmp_path / "old").read_text() == "new"
    HeldPath.attempts = 2
    remove_file(HeldPath(tmp_path / "old"))
    assert not list(tmp_path.iterdir())


def test_a_file_that_stays_open_elsewhere_is_said_to_be(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "_PATIENCE", (0, 0))
    (tmp_path / "old").write_text("old")
    HeldPath.attempts = 3
    with pytest.raises(DiskError, match=r"old .*open in another program"):
        remove_file(HeldPath(tmp_path / "old"))


def test_names_are_the_same_as_on_windows_and_macos() -> None:
    assert same_name("The Caf\u00e9", "the cafe\u0301")
    assert not same_name("The Storm", "The Storms")


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=300), st.sampled_from([".epub", ".txt", ".html"]))
def test_a_long_name_keeps_its_suffix(stem: str, suffix: str) -> None:
    name = safe_file_name("a" + stem + "a" + suffix)
    assert name.endswith(suffix)
    assert len(name.encode()) <= 120
    assert safe_file_name(name) == name


def test_only_our_own_litter_is_cleaned(tmp_path: Path) -> None:
    (tmp_path / f".abc{LITTER}").write_text("torn")
    (tmp_path / "mine.tmp").write_text("kept")
    clean_litter([tmp_path, tmp_path / "missing"])
    assert [p.name for p in tmp_path.iterdir()] == ["mine.tmp"]


def test_sha256_is_the_standard_one(tmp_path: Path) -> None:
    (tmp_path / "abc").write_bytes(b"abc")
    assert sha256(tmp_path / "abc").startswith("ba7816bf8f01cfea414140de5dae2223")


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("The Storm", "The Storm"),
        ("Part I: A/B\\C?", "Part I - A-B-C"),
        ("CON", "_CON"),
        ("nul.txt", "_nul.txt"),
        ("COM¹", "_COM¹"),
        ("Constance", "Constance"),
        ("...and then...", "and then"),
        ("  \t ", "untitled"),
        ("a\u2028b\u0000c", "a b c"),
        ("\u202egnp", "gnp"),
        ("??", "untitled"),
    ],
)
def test_titles_become_names_that_people_recognise(title: str, name: str) -> None:
    assert safe_name(title) == name


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=200), st.integers(8, 120))
def test_any_title_is_a_name_that_every_system_takes(title: str, limit: int) -> None:
    name = safe_name(title, limit=limit)
    assert 0 < len(name.encode()) <= limit
    assert not set('<>:"/\\|?*') & set(name)
    assert all(ord(c) >= 32 for c in name)
    assert name == name.strip(" ")
    assert not name.endswith(".")
    assert not name.startswith(".")
    assert name.split(".")[0].strip().upper() not in {"CON", "PRN", "AUX", "NUL", "COM1", "LPT9"}
    assert safe_name(name, limit=limit) == name


@settings(max_examples=60, deadline=None)
@given(title=st.text(max_size=80))
def test_any_title_can_really_be_a_file(tmp_path_factory: pytest.TempPathFactory, title: str) -> None:
    folder = tmp_path_factory.getbasetemp()
    path = folder / f"{safe_name(title)}.txt"
    path.write_text("x")
    assert path in list(folder.iterdir())
    path.unlink()
