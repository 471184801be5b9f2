"""Whatever is wrong ends in one sentence and a code, and harms nothing that was made."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.places import STORIES
from tests.stories.build_epub import build_epub
from tests.whole.command import COMMAND, TINY, audio_of, ends_plainly, make_audio

Copy = Callable[[Path], Path]


def _epub(tmp_path: Path) -> bytes:
    return build_epub(STORIES / "the-lantern.txt", tmp_path / "whole.epub").read_bytes()


def _with_entry(epub: bytes, name: str, data: bytes) -> bytes:
    buffer = io.BytesIO(epub)
    with zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, data)
    return buffer.getvalue()


_ENCRYPTED = (
    b'<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container">'
    b'<EncryptedData xmlns="http://www.w3.org/2001/04/xmlenc#">'
    b'<EncryptionMethod Algorithm="http://www.w3.org/2001/04/xmlenc#aes128-cbc"/>'
    b'<CipherData><CipherReference URI="OEBPS/part1.xhtml"/></CipherData></EncryptedData></encryption>'
)

BAD: dict[str, Callable[[Path], bytes]] = {
    "empty.txt": lambda _: b"",
    "blank.txt": lambda _: b" \n\n\t\n",
    "no words.txt": lambda _: b"* * *\n\n...\n\n!!!\n",
    "binary.txt": lambda _: bytes(range(256)) * 40,
    "picture.txt": lambda _: b"\x89PNG\r\n\x1a\n" + bytes(500),
    "empty.epub": lambda _: b"",
    "not a zip.epub": lambda _: b"This is not a zip archive at all.",
    "truncated.epub": lambda folder: _epub(folder)[:3000],
    "protected.epub": lambda folder: _with_entry(_epub(folder), "META-INF/encryption.xml", _ENCRYPTED),
    "bomb.epub": lambda folder: _with_entry(_epub(folder), "OEBPS/bomb.xhtml", bytes(800_000_000)),
    "traversing.epub": lambda folder: _with_entry(_epub(folder), "../../escaped.xhtml", b"<p>out</p>"),
    "empty.html": lambda _: b"<html><body></body></html>",
    "empty.md": lambda _: b"\n\n",
    "story.docx": lambda _: b"PK\x03\x04 nothing that can be read",
}


@pytest.mark.parametrize("name", BAD)
def test_a_story_that_cannot_be_read_says_so_in_one_sentence(name: str, tmp_path: Path) -> None:
    story = tmp_path / name
    story.write_bytes(BAD[name](tmp_path))
    said = ends_plainly(make_audio(story, check=False, timeout=60), 3)
    assert name in said
    assert not list(tmp_path.rglob("*.mp3"))
    assert not (tmp_path.parent / "escaped.xhtml").exists()


def test_a_folder_that_is_no_production_is_refused(tmp_path: Path) -> None:
    (tmp_path / "photos").mkdir()
    ends_plainly(make_audio(tmp_path / "photos", check=False), 3)


def test_output_into_a_folder_with_something_else_is_refused(tmp_path: Path) -> None:
    story = tmp_path / "door.txt"
    story.write_text(TINY, encoding="utf-8")
    taken = tmp_path / "taken"
    taken.mkdir()
    (taken / "thesis.doc").write_bytes(b"years of work")
    ends_plainly(make_audio(story, "-o", taken, check=False), 3)
    assert [path.name for path in taken.iterdir()] == ["thesis.doc"]


def test_output_into_another_storys_production_is_refused(lantern: Path, copy_of: Copy, tmp_path: Path) -> None:
    production = copy_of(lantern)
    before = audio_of(production)
    ends_plainly(make_audio(STORIES / "first-person.md", "-o", production, check=False), 3)
    assert audio_of(production) == before


@pytest.mark.parametrize(
    ("file", "old", "new", "place"),
    [
        ("voices.toml", "[narrator]", "[narrator]\nvoise = 1", "voices.toml:"),
        ("voices.toml", "[narrator]", "[narrator", "voices.toml:"),
        ("book.toml", "title =", "tittle =", "book.toml:"),
        ("book.toml", "title =", "title", "book.toml:"),
    ],
)
def test_an_impossible_edit_names_its_file_and_line(
    file: str, old: str, new: str, place: str, lantern: Path, copy_of: Copy
) -> None:
    production = copy_of(lantern)
    before = audio_of(production)
    text = (production / file).read_text(encoding="utf-8")
    assert old in text
    (production / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    assert place in ends_plainly(make_audio(production, check=False), 3)
    assert audio_of(production) == before


def test_a_voice_that_does_not_exist_is_answered_with_one_that_does(tmp_path: Path) -> None:
    story = tmp_path / "door.txt"
    story.write_text(TINY, encoding="utf-8")
    ran = make_audio(story, "-v", "en-gb+artur", check=False)
    assert ran.returncode in (2, 3)
    assert "en-gb+arthur" in ran.stderr
    assert "Traceback" not in ran.stderr


@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    story = tmp_path / "door.txt"
    story.write_text(TINY, encoding="utf-8")
    tmp_path.chmod(0o555)
    try:
        ends_plainly(make_audio(story, check=False), 4)
    finally:
        tmp_path.chmod(0o755)


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="needs Linux")
def test_a_place_where_nothing_can_be_made_is_named(tmp_path: Path) -> None:
    story = tmp_path / "door.txt"
    story.write_text(TINY, encoding="utf-8")
    assert "/proc/book" in ends_plainly(make_audio(story, "-o", "/proc/book", check=False), 4)


def test_a_file_where_the_folder_should_go_is_named(tmp_path: Path) -> None:
    story = tmp_path / "door.txt"
    story.write_text(TINY, encoding="utf-8")
    (tmp_path / "taken").write_bytes(b"a file")
    ran = make_audio(story, "-o", tmp_path / "taken" / "book", check=False)
    assert ran.returncode in (3, 4)
    assert "Traceback" not in ran.stderr
    assert (tmp_path / "taken").read_bytes() == b"a file"


@pytest.mark.parametrize("limit", [3_000, 60_000])
def test_a_disk_that_fills_up_ends_plainly_and_the_next_run_goes_on(limit: int, tmp_path: Path) -> None:
    story = tmp_path / "door.txt"
    story.write_text(TINY, encoding="utf-8")
    make_audio(story, "-o", tmp_path / "undisturbed")

    resource = pytest.importorskip("resource")

    def full() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    ran = make_audio(story, check=False, preexec_fn=full)
    assert ran.returncode in (1, 4), ran.stderr
    assert "Traceback" not in ran.stderr
    make_audio(story)
    assert audio_of(tmp_path / "door") == audio_of(tmp_path / "undisturbed")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="mounting needs root")
def test_a_full_file_system_ends_plainly_and_harms_nothing(lantern: Path, tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=600k", "tmpfs", str(disk)], capture_output=True)
    if mounted.returncode:
        pytest.skip("this system lets nobody mount a tmpfs")
    try:
        story = disk / "door.txt"
        story.write_text(TINY, encoding="utf-8")
        ran = make_audio(story, check=False)
        assert ran.returncode in (1, 4), ran.stderr
        assert "Traceback" not in ran.stderr
        assert story.read_text(encoding="utf-8") == TINY
    finally:
        subprocess.run(["umount", "-l", str(disk)], check=True)


def test_a_second_run_on_the_same_production_says_so_and_stops(lantern: Path, copy_of: Copy) -> None:
    production = copy_of(lantern)
    shutil.rmtree(production / "audio")
    shutil.rmtree(production / ".make-audio")
    first = subprocess.Popen([COMMAND, production, "-q"], stdin=subprocess.DEVNULL, start_new_session=True)
    try:
        deadline = time.monotonic() + 30
        while not list(production.rglob(".make-audio/clips/**/*.wav")) and time.monotonic() < deadline:
            time.sleep(0.02)
        assert first.poll() is None, "the first run was over before the second began"
        ends_plainly(make_audio(production, check=False), 4)
    finally:
        assert first.wait(120) == 0
    assert audio_of(production) == audio_of(lantern)


@pytest.mark.parametrize("name", ["script/001 The Storm.txt", "book.toml", "voices.toml", "lexicon.toml"])
@pytest.mark.parametrize("verb", [(), ("check",)])
def test_an_edit_that_is_not_utf_8_names_its_line(
    name: str, verb: tuple[str, ...], lantern: Path, copy_of: Copy
) -> None:
    production = copy_of(lantern)
    path = production / name
    text = path.read_text(encoding="utf-8") if path.exists() else "[words]\n"
    path.write_bytes(text.encode() + "\n# caf\xe9\n".encode("latin-1"))
    said = ends_plainly(make_audio(*verb, production, check=False), 3)
    assert f"{path}:{text.count(chr(10)) + 2}: this is not UTF-8 text" in said
