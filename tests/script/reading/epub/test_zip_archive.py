"""A book that is protected, unsafe, a bomb or damaged ends in one sentence."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from script.reading.story_reader import read_story
from script.support.errors import StoryError
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
