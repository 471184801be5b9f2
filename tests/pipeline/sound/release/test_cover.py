"""What would be broken: a book that fails after an hour for its picture, or a cover that isn't the one chosen."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.sound.ffmpeg import EncodeError
from pipeline.sound.release.cover import check_cover
from pipeline.sound.release.tags import BookTags, ChapterTags
from tests.pipeline.sound.release.released_files import encode_mp3, png, read, sweep


def test_what_is_no_whole_picture_is_refused_before_anything_is_encoded(tmp_path: Path) -> None:
    whole = png(tmp_path / "a.png")
    assert check_cover(whole) == "png"
    for data, words in ((whole.read_bytes()[:50], "cut short"), (b"GIF89a", "no JPEG or PNG"), (b"", "no JPEG or PNG")):
        path = tmp_path / "b.png"
        path.write_bytes(data)
        with pytest.raises(EncodeError, match=words):
            check_cover(path)
    with pytest.raises(EncodeError, match="can't be read"):
        check_cover(tmp_path / "missing.png")


def test_a_picture_behind_the_picture_does_not_disturb(tmp_path: Path) -> None:
    cover = png(tmp_path / "a.png")
    single = cover.read_bytes()
    cover.write_bytes(single * 2)
    path = tmp_path / "a.mp3"
    encode_mp3(path, ChapterTags(BookTags("B", cover=cover), "T", 1), sweep(0.3))
    (picture,) = read(path).tags.getall("APIC")
    assert picture.data == single
