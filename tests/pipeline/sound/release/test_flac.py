"""What would be broken: a book that is put together from masters and sounds worse than its chapters."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from pipeline.sound.ffmpeg import find_ffmpeg
from pipeline.sound.release.flac import read_master
from tests.pipeline.sound.release.released_files import masters, sweep


def test_a_master_is_lossless(tmp_path: Path) -> None:
    ((_, path, _),) = masters(tmp_path, [1.234], channels=2)
    back = np.concatenate(list(read_master(find_ffmpeg().path, path, 2)))
    assert np.array_equal(back, sweep(1.234, 2))
