"""What would be broken: chapters that shops refuse, that are quieter than they were mixed, or never the same twice."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from pipeline.sound.release.tags import BookTags, ChapterTags
from tests.pipeline.sound.release.released_files import RATE, decoded, encode_mp3, png, read, sweep


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


def test_the_same_chapter_gives_the_same_bytes_in_any_folder(tmp_path: Path) -> None:
    results = []
    for name in ("one", "another place"):
        folder = tmp_path / name
        folder.mkdir()
        book = BookTags("B", "A", "en", png(folder / f"{name}.png"))
        encode_mp3(folder / f"{name}.mp3", ChapterTags(book, "T", 1), sweep(1))
        results.append((folder / f"{name}.mp3").read_bytes())
    assert results[0] == results[1]
