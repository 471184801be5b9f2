"""What is told of finished books would be wrong if the instruments were."""

from __future__ import annotations

import numpy as np
import pytest

from tests.benchmarks.talk.finished_book import Floats
from tests.benchmarks.talk.instruments import Envelope, Loudness, Pitch

RATE = 44100


def tone(seconds: float, frequency: float | Floats = 997.0, level: float = 1.0) -> Floats:
    steps = np.broadcast_to(np.asarray(frequency, np.float64), round(seconds * RATE)) / RATE
    return (level * np.sin(2 * np.pi * np.cumsum(steps))).astype(np.float32)


def quiet(seconds: float) -> Floats:
    return np.zeros(round(seconds * RATE), np.float32)


def test_a_silence_is_as_long_as_it_is_heard() -> None:
    # As in speech, the first sound dies away: one that is cut off rings in the filter.
    first = tone(0.5) * np.minimum(1, np.linspace(25, 0, round(0.5 * RATE))).astype(np.float32)
    heard = Envelope(np.concatenate([first, quiet(0.12), tone(0.5, level=0.3)]), RATE)
    silence = heard.silence(0.52, 0.6, heard.threshold(heard.peak(0, 0.5), heard.peak(0.62, 1.1)))
    assert silence is not None
    assert silence[0] == pytest.approx(0.5, abs=0.004)
    assert silence[1] == pytest.approx(0.62, abs=0.001)


def test_what_is_no_silence_is_none() -> None:
    heard = Envelope(np.concatenate([tone(0.5), quiet(0.3), tone(0.5)]), RATE)
    assert heard.silence(0.2, 0.25, heard.threshold(heard.peak(0, 0.5))) is None


def test_level_is_that_of_the_standard_without_its_pauses() -> None:
    said = np.concatenate([tone(1, level=0.5), quiet(1), tone(1, level=0.5)])
    # BS.1770-4: a full-scale sine of 997 Hz in one channel is at −3.01 LKFS.
    assert Loudness(said, RATE).active(0, 3) == pytest.approx(-3.01 - 6.02, abs=0.1)


def test_a_line_that_falls_is_seen_to_fall() -> None:
    pytest.importorskip("parselmouth")
    falling = np.concatenate([np.full(RATE, 200.0), np.geomspace(200, 150, RATE // 5)]).astype(np.float32)
    pitch = Pitch(tone(1.2, falling, 0.5), RATE)
    ending, level = pitch.ending(0, 1.2), pitch.ending(0, 1.0)
    assert ending is not None
    assert level is not None
    assert ending.change == pytest.approx(-5.0, abs=0.7)
    assert level.change == pytest.approx(0, abs=0.1)


def test_a_soft_sound_is_no_silence() -> None:
    heard = Envelope(np.concatenate([tone(0.5), tone(0.3, level=0.01), tone(0.5), quiet(0.2)]), RATE)
    assert heard.silence(0.6, 0.7, heard.threshold(heard.peak(0, 0.5))) is None
