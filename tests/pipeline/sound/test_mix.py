from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from pipeline.sound.mix import BLOCK, mix
from pipeline.sound.timeline import Placement, Sound, Timeline

Samples = NDArray[np.float32]


def placement(line: int, start: int, frames: int, gain: float = 0.0, pan: float = 0.0) -> Placement:
    sound = Sound(Path(f"{line}.wav"), f"script/001.txt:{line}", gain, pan, lines=((line, 0),))
    return Placement(start, frames, sound)


def number_of(placement: Placement) -> int:
    return placement.sound.lines[0][0]


def noise(line: int, frames: int) -> Samples:
    return np.random.default_rng(line).standard_normal(frames).astype(np.float32)


def test_clips_lie_to_the_sample_where_the_timeline_says_and_ring_on() -> None:
    ring = 5000
    placements = (
        placement(0, 100, 3 * BLOCK, gain=-6),
        placement(1, BLOCK - 1, 2),
        placement(2, 3 * BLOCK - 7, 20000),
        placement(3, 3 * BLOCK + 19990, 30),
    )
    timeline = Timeline(4 * BLOCK + 17, placements)
    expected = np.zeros(timeline.frames + ring + BLOCK, np.float32)
    for p in placements:
        expected[p.start : p.end + ring] += noise(number_of(p), p.frames + ring) * np.float32(10 ** (p.sound.gain / 20))
    blocks = list(mix(timeline, lambda p: noise(number_of(p), p.frames + ring)))
    assert [len(block) for block in blocks] == [BLOCK] * 4 + [17]
    assert np.allclose(np.concatenate(blocks)[:, 0], expected[: timeline.frames], atol=1e-6)


def test_only_the_clips_of_the_block_are_in_memory() -> None:
    loaded: list[int] = []

    def load(p: Placement) -> Samples:
        loaded.append(number_of(p))
        return np.ones(p.frames, np.float32)

    timeline = Timeline(10 * BLOCK, tuple(placement(i, i * BLOCK + 50, 1000) for i in range(10)))
    for number, _ in enumerate(mix(timeline, load)):
        assert loaded == list(range(number + 1))


@pytest.mark.parametrize("pan", [-1.0, -0.5, 0.0, 0.3, 1.0])
def test_a_voice_is_as_loud_wherever_it_stands(pan: float) -> None:
    timeline = Timeline(1000, (placement(0, 0, 1000, pan=pan),))
    (block,) = mix(timeline, lambda p: np.ones(p.frames, np.float32), channels=2)
    left, right = block[500]
    assert left**2 + right**2 == pytest.approx(1, abs=1e-6)
    assert (right > left) == (pan > 0) or pan == 0
    if abs(pan) == 1:
        assert min(left, right) == pytest.approx(0, abs=1e-6)


def test_an_empty_chapter_is_silence_of_its_length() -> None:
    blocks = list(mix(Timeline(BLOCK + 5, ()), lambda p: np.ones(1, np.float32), channels=2))
    assert sum(map(len, blocks)) == BLOCK + 5
    assert not any(block.any() for block in blocks)
