"""A book that is protected, unsafe, a bomb or damaged ends in one sentence."""

from __future__ import annotations

import random
import struct
import tracemalloc
import zipfile
from pathlib import Path

import pytest

from script.reading.epub import zip_archive
from script.reading.epub.zip_archive import Archive
from script.reading.story_reader import read_story
from script.support.errors import StoryError
from tests.fuzz.mutated_epubs import Entry, entries_of, pack
from tests.script.epubs import LONG, build, page
from tests.script.stories import check_story, read_or_refused


def _book(path: Path, extra: dict[str, bytes] | None = None) -> Path:
    return build(path, {"c.xhtml": page(LONG)}, extra=extra)


def test_protected_books_are_refused(tmp_path: Path) -> None:
    encrypted = (
        b'<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><EncryptedData xmlns="http://www.w3.org/2001/04/xmlenc#">'
        b'<EncryptionMethod Algorithm="http://www.w3.org/2001/04/xmlenc#aes128-cbc"/></EncryptedData></encryption>'
    )
    with pytest.raises(StoryError, match="DRM"):
        read_story(_book(tmp_path / "a.epub", {"META-INF/encryption.xml": encrypted}))
    with pytest.raises(StoryError, match="DRM"):
        read_story(_book(tmp_path / "b.epub", {"META-INF/rights.xml": b"<rights/>"}))
    fonts = encrypted.replace(b"http://www.w3.org/2001/04/xmlenc#aes128-cbc", b"http://www.idpf.org/2008/embedding")
    check_story(read_story(_book(tmp_path / "c.epub", {"META-INF/encryption.xml": fonts})))


def test_unsafe_names_and_links_are_refused(tmp_path: Path) -> None:
    with pytest.raises(StoryError, match="not safe"):
        read_story(_book(tmp_path / "a.epub", {"../../evil.xhtml": b"x"}))
    with pytest.raises(StoryError, match="not safe"):
        read_story(
            build(tmp_path / "b.epub", {"c.xhtml": page(LONG)}, manifest='<item id="x" href="../../../etc/passwd"/>')
        )


def test_a_file_without_a_name_is_passed_over(tmp_path: Path) -> None:
    path = _book(tmp_path / "a.epub")
    path.write_bytes(pack([*entries_of(path), Entry(b"", b"x")]))
    check_story(read_story(path))


def test_a_zip_bomb_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StoryError, match="zip bomb"):
        read_story(_book(tmp_path / "a.epub", {"OPS/big.xhtml": b"\0" * (60 << 20)}))


def test_a_truncated_or_scrambled_book_ends_in_one_sentence(tmp_path: Path) -> None:
    whole = _book(tmp_path / "a.epub").read_bytes()
    broken = tmp_path / "broken.epub"
    chance = random.Random(7)
    for cut in range(0, len(whole), 41):
        damaged = bytearray(whole)
        for _ in range(3):
            damaged[chance.randrange(len(damaged))] ^= 0xFF
        for data in (whole[:cut], bytes(damaged)):
            broken.write_bytes(data)
            read_or_refused(broken)


def _lying(path: Path, content: bytes, says: int) -> Path:
    """A book whose big file says that it unpacks to `says` bytes."""
    _book(path, {"OPS/big.xhtml": content})
    with zipfile.ZipFile(path) as book:
        info = book.getinfo("OPS/big.xhtml")
    true = struct.pack("<LL", info.compress_size, len(content))
    data = path.read_bytes()
    assert data.count(true) == 2
    path.write_bytes(data.replace(true, struct.pack("<LL", info.compress_size, says)))
    return path


@pytest.mark.parametrize("says", [5_000, 3 << 20])
def test_what_a_book_says_of_its_sizes_is_not_believed(says: int, tmp_path: Path) -> None:
    """Nothing beyond is unpacked: memory stays as small as the lie."""
    path = _lying(tmp_path / "a.epub", b"\0" * (60 << 20), says)
    with Archive(path) as archive:
        tracemalloc.start()
        with pytest.raises(StoryError, match=r"damaged .*big\.xhtml can't be unpacked"):
            archive.read("OPS/big.xhtml")
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert most < 2 * says + (4 << 20)


def test_all_that_is_read_of_a_book_has_a_limit_and_so_has_each_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(zip_archive, "_MOST_READ", 100_000)
    monkeypatch.setattr(zip_archive, "_LARGEST_FILE", 60_000)
    monkeypatch.setattr(zip_archive, "_MOST_MARKS", 50)
    files = {"one": b"1" * 60_000, "two": b"2" * 60_000, "three": b"3" * 60_001, "marks": b"<b/>" * 30}
    path = _book(tmp_path / "a.epub", files)
    with Archive(path) as archive:
        assert len(archive.read("one")) == 60_000
        with pytest.raises(StoryError, match=r"three is too large to be a part of a book"):
            archive.read("three")
    with Archive(path) as archive:
        assert archive.read("one")
        with pytest.raises(StoryError, match=r"MB of text, which no story has"):
            archive.read("two")
    with Archive(path) as archive:
        assert archive.read("marks")
        with pytest.raises(StoryError, match=r"more markup than any story: over 25 elements"):
            archive.read("marks")


@pytest.mark.parametrize(
    ("method", "name"), [(9, "Deflate64"), (12, "bzip2"), (14, "LZMA"), (93, "Zstandard"), (77, "number 77")]
)
def test_a_method_that_no_epub_has_is_refused_by_its_name(method: int, name: str, tmp_path: Path) -> None:
    path = _book(tmp_path / "a.epub")
    data = path.read_bytes()
    for signature, at in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        place = data.index(signature, data.index(b"OPS/c.xhtml") - 46 if at == 8 else data.rindex(b"OPS/c.xhtml") - 46)
        data = data[: place + at] + struct.pack("<H", method) + data[place + at + 2 :]
    path.write_bytes(data)
    with pytest.raises(StoryError, match=rf"c\.xhtml is packed by a method that no EPUB has \({name}\)"):
        read_story(path)


def test_a_list_of_more_files_than_any_book_has_is_not_even_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = _book(tmp_path / "a.epub", {f"{number}": b"" for number in range(100)})
    monkeypatch.setattr(zip_archive, "_LARGEST_DIRECTORY", 4_000)
    with pytest.raises(StoryError, match="more files than any book"):
        read_story(path)
