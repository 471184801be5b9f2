"""Released files, read back by a library that did not write them."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import mutagen
import numpy as np
import pytest
from numpy.typing import NDArray

from pipeline.sound.ffmpeg import EncodeError, decode, encode, find_ffmpeg
from pipeline.sound.release.cover import check_cover, cover_input
from pipeline.sound.release.flac import flac_output, read_master
from pipeline.sound.release.m4b import M4bJob, make_m4b
from pipeline.sound.release.mp3 import mp3_output
from pipeline.sound.release.tags import BookTags, ChapterTags, chapter_marks

RATE = 44100
AWKWARD = "“Ünïcode”; a=b #1 \\ – 第一章 🌩"


def sweep(seconds: float, channels: int = 1) -> NDArray[np.int16]:
    time = np.arange(round(seconds * RATE)) / RATE
    tone = 6000 * np.sin(2 * np.pi * (200 + 30 * time) * time)
    return np.stack([tone, tone / 2][:channels], axis=1).astype(np.int16)


def blocks(samples: NDArray[np.int16]) -> Iterator[NDArray[np.int16]]:
    for start in range(0, len(samples), 50000):
        yield samples[start : start + 50000]


def png(path: Path) -> Path:
    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", 8, 12, 8, 2, 0, 0, 0)
    pixels = zlib.compress((b"\0" + b"\x80\x10\x20" * 8) * 12)
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b""))
    return path


def encode_mp3(path: Path, tags: ChapterTags, samples: NDArray[np.int16], bitrate: int = 192) -> None:
    channels = samples.shape[1]
    output = mp3_output(path, tags, bitrate=bitrate, channels=channels)
    inputs = cover_input(tags.book)
    encode(find_ffmpeg().path, blocks(samples), rate=RATE, channels=channels, inputs=inputs, outputs=[output])


def decoded(path: Path, channels: int = 1) -> NDArray[np.int16]:
    return np.concatenate(list(decode(find_ffmpeg().path, path, rate=RATE, channels=channels, frames=RATE)))


def read(path: Path) -> Any:
    """What mutagen finds in a file."""
    return mutagen.File(path)


@pytest.mark.parametrize(("bitrate", "channels"), [(192, 1), (192, 2), (64, 1), (320, 2)])
def test_an_mp3_is_what_the_specification_of_audiobooks_asks_for(tmp_path: Path, bitrate: int, channels: int) -> None:
    samples = sweep(3.21, channels)
    path = tmp_path / "001.mp3"
    encode_mp3(path, ChapterTags(BookTags("Book"), "Storm", 1), samples, bitrate)
    info = read(path).info
    assert info.bitrate == pytest.approx(bitrate * 1000, abs=2)
    assert (info.sample_rate, info.channels) == (RATE, channels)
    assert str(info.bitrate_mode).endswith("CBR")
    back = decoded(path, channels)
    assert len(back) == len(samples)
    # Gapless: not shifted either.
    middle = slice(RATE, 2 * RATE)
    assert np.corrcoef(back[middle, 0], samples[middle, 0])[0, 1] > 0.999


@pytest.mark.parametrize("bitrate", [64, 96, 128, 160, 192, 224, 256, 320])
def test_an_mp3_is_as_loud_as_its_master_at_every_bit_rate(tmp_path: Path, bitrate: int) -> None:
    samples = sweep(2)
    path = tmp_path / "001.mp3"
    encode_mp3(path, ChapterTags(BookTags("Book"), "Storm", 1), samples, bitrate)
    middle = slice(RATE // 2, -RATE // 2)
    before, after = (s[middle, 0].astype(float) for s in (samples, decoded(path)))
    assert 20 * np.log10(np.dot(after, before) / np.dot(before, before)) == pytest.approx(0, abs=0.05)


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


def test_the_same_chapter_gives_the_same_bytes_in_any_folder(tmp_path: Path) -> None:
    results = []
    for name in ("one", "another place"):
        folder = tmp_path / name
        folder.mkdir()
        book = BookTags("B", "A", "en", png(folder / f"{name}.png"))
        encode_mp3(folder / f"{name}.mp3", ChapterTags(book, "T", 1), sweep(1))
        results.append((folder / f"{name}.mp3").read_bytes())
    assert results[0] == results[1]


def masters(folder: Path, lengths: list[float], channels: int = 1) -> tuple[tuple[str, Path, int], ...]:
    chapters = []
    for number, seconds in enumerate(lengths, 1):
        path, samples = folder / f"{number}.flac", sweep(seconds, channels)
        encode(find_ffmpeg().path, blocks(samples), rate=RATE, channels=channels, outputs=[flac_output(path)])
        chapters.append((f"{number}. {AWKWARD}", path, len(samples)))
    return tuple(chapters)


def book_job(folder: Path, chapters: tuple[tuple[str, Path, int], ...], channels: int = 1) -> M4bJob:
    tags = BookTags(AWKWARD, "Jane Doe", "de", png(folder / "cover.png"))
    return M4bJob(folder / "book.m4b", chapters, tags, channels, folder, find_ffmpeg().path)


@pytest.mark.parametrize("channels", [1, 2])
def test_an_m4b_has_a_mark_where_each_chapter_begins(tmp_path: Path, channels: int) -> None:
    chapters = masters(tmp_path, [2.0031, 0.7, 3.3333], channels)
    job = book_job(tmp_path, chapters, channels)
    frames = sum(length for _, _, length in chapters)
    assert make_m4b(job) == pytest.approx(frames / RATE)
    book = read(job.path)
    starts = np.cumsum([0] + [length for _, _, length in chapters])[:-1] / RATE
    assert [chapter.title for chapter in book.chapters] == [title for title, _, _ in chapters]
    assert [chapter.start for chapter in book.chapters] == pytest.approx(list(starts), abs=0.001)
    assert (book.info.channels, book.info.sample_rate) == (channels, RATE)
    back = decoded(job.path, channels)
    assert abs(len(back) - frames) <= RATE / 1000
    first = chapters[0][2]
    whole = sweep(3.3333, channels)[:20000, 0]
    third = back[first + chapters[1][2] :][:20000, 0]
    assert np.corrcoef(third, whole)[0, 1] > 0.99


def test_an_m4b_carries_title_author_cover_and_language_and_starts_to_play_at_once(tmp_path: Path) -> None:
    job = book_job(tmp_path, masters(tmp_path, [0.5]))
    make_m4b(job)
    tags = read(job.path).tags
    found = {key: tags[key][0] for key in ("©nam", "©alb", "©ART", "aART", "©gen")}
    assert found == {**{"©nam": AWKWARD, "©alb": AWKWARD, "©ART": "Jane Doe", "aART": "Jane Doe", "©gen": "Audiobook"}}
    assert tags["covr"][0] == (tmp_path / "cover.png").read_bytes()
    assert len(tags) == len(found) + 1
    data = job.path.read_bytes()
    assert data[8:12] == b"M4B "
    assert data.index(b"moov") < data.index(b"mdat")
    again = data
    make_m4b(job)
    assert job.path.read_bytes() == again


def test_three_hundred_chapters_are_three_hundred_marks() -> None:
    marks = chapter_marks([(f"Chapter {n}", 1000 + n) for n in range(300)], RATE)
    assert marks.count("[CHAPTER]") == 300
    assert marks.endswith(
        f"START={300 * 1000 + 299 * 300 // 2 - 1299}\nEND={300 * 1000 + 299 * 300 // 2}\ntitle=Chapter 299\n"
    )


def test_a_master_that_was_damaged_stops_the_book_and_names_the_way_out(tmp_path: Path) -> None:
    chapters = masters(tmp_path, [0.5, 0.5])
    job = book_job(tmp_path, chapters)
    make_m4b(job)
    before = job.path.read_bytes()
    for damage in (chapters[1][1].read_bytes()[:9000], b"", b"nothing"):
        chapters[1][1].write_bytes(damage)
        with pytest.raises(EncodeError, match=r"2\.flac"):
            make_m4b(job)
    assert job.path.read_bytes() == before
    assert not [path for path in tmp_path.iterdir() if path.name.startswith((".", "m4b-"))]


def test_a_master_is_lossless(tmp_path: Path) -> None:
    ((_, path, _),) = masters(tmp_path, [1.234], channels=2)
    back = np.concatenate(list(read_master(find_ffmpeg().path, path, 2)))
    assert np.array_equal(back, sweep(1.234, 2))


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
