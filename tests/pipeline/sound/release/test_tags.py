"""What would be broken: a player that shows no title, the wrong track, or a mark where no chapter begins."""

from __future__ import annotations

from pathlib import Path

from pipeline.sound.release.tags import BookTags, ChapterTags, chapter_marks
from tests.pipeline.sound.release.released_files import AWKWARD, RATE, encode_mp3, png, read, sweep


def test_title_author_chapter_track_and_cover_are_read_back(tmp_path: Path) -> None:
    cover = png(tmp_path / "cover 100%d.png")
    book = BookTags("The Lantern", AWKWARD, "en-gb", cover)
    path = tmp_path / "002 - A.mp3"
    encode_mp3(path, ChapterTags(book, AWKWARD, 2), sweep(0.5))
    tags = read(path).tags
    assert tags.version == (2, 3, 0)
    found = {key: str(tags[key]) for key in ("TIT2", "TALB", "TPE1", "TPE2", "TRCK", "TCON", "TLAN")}
    assert found == {
        **{"TIT2": AWKWARD, "TALB": "The Lantern", "TPE1": AWKWARD, "TPE2": AWKWARD},
        **{"TRCK": "2", "TCON": "Audiobook", "TLAN": "eng"},
    }
    (picture,) = tags.getall("APIC")
    assert (picture.data, picture.mime, picture.type) == (cover.read_bytes(), "image/png", 3)
    # Nothing else: no date, no encoder, no path.
    assert len(tags) == len(found) + 1


def test_a_book_without_author_or_known_language_has_no_empty_tags(tmp_path: Path) -> None:
    path = tmp_path / "a.mp3"
    encode_mp3(path, ChapterTags(BookTags("B", language="x-klingon"), "-1\nline\0two", 1), sweep(0.3))
    assert {key: str(value) for key, value in read(path).tags.items()} == {
        **{"TIT2": "-1 line two", "TALB": "B", "TRCK": "1", "TCON": "Audiobook"}
    }


def test_three_hundred_chapters_are_three_hundred_marks() -> None:
    marks = chapter_marks([(f"Chapter {n}", 1000 + n) for n in range(300)], RATE)
    assert marks.count("[CHAPTER]") == 300
    assert marks.endswith(
        f"START={300 * 1000 + 299 * 300 // 2 - 1299}\nEND={300 * 1000 + 299 * 300 // 2}\ntitle=Chapter 299\n"
    )
