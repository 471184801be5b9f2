"""What would be broken: a book whose chapter marks lead elsewhere, or that silently lacks a chapter."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from pipeline.sound.ffmpeg import EncodeError, find_ffmpeg
from pipeline.sound.release.m4b import M4bJob, make_m4b
from pipeline.sound.release.tags import BookTags
from tests.pipeline.sound.release.released_files import AWKWARD, RATE, decoded, masters, png, read, sweep


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
