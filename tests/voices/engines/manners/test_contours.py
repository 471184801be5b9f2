"""What would be broken: words that are timed where they no longer are, or a voice that is moved by another interval."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voices.engines.manners.contours import STEP, Wavering, drifting, moved, points, swinging, wavering
from voices.engines.speech_engine import Clip, WordTiming

RATE = 16_000


def hum(seconds: float, hertz: float = 200.0) -> Clip:
    samples = (0.3 * np.sin(2 * np.pi * hertz * np.arange(round(seconds * RATE)) / RATE)).astype(np.float32)
    return Clip(samples, RATE, (WordTiming(0, 1, 0), WordTiming(2, 3, len(samples) // 2)))


@pytest.mark.parametrize("semitones", [-3.0, 0.0, 2.0])
def test_a_steady_contour_moves_the_pitch_by_so_much_and_the_words_with_it(semitones: float) -> None:
    clip = hum(1.0)
    count = points(clip)
    heard = moved(clip, np.full(count, semitones), np.zeros(count))
    factor = 2 ** (semitones / 12)
    assert len(heard.samples) == pytest.approx(RATE / factor, abs=2)
    spectrum = np.abs(np.fft.rfft(heard.samples, 1 << 17))
    assert spectrum.argmax() * RATE / (1 << 17) == pytest.approx(200 * factor, rel=0.01)
    assert heard.words[1].at == pytest.approx(RATE / 2 / factor, abs=2)


def test_no_contour_leaves_every_sample_as_it_was() -> None:
    clip = hum(0.5)
    count = points(clip)
    assert moved(clip, np.zeros(count), np.zeros(count)).samples == pytest.approx(clip.samples, abs=1e-6)


@settings(max_examples=60, deadline=None)
@given(st.floats(0.0, 2.0), st.integers(0, 99))
def test_contours_stay_within_one_and_wavering_keeps_words_in_order(seconds: float, seed: int) -> None:
    clip = hum(seconds)
    generator = np.random.default_rng(seed)
    for contour in (swinging(points(clip), 6, 0.2, generator), drifting(points(clip), 3, generator)):
        assert len(contour) == points(clip)
        assert np.abs(contour).max() <= 1
    heard = wavering(clip, Wavering(6, 1, 3), generator)
    assert 0 <= heard.words[0].at <= heard.words[1].at <= len(heard.samples)
    assert abs(len(heard.samples) - len(clip.samples)) < 0.1 * RATE


def test_a_swing_comes_so_many_times_a_second() -> None:
    contour = swinging(round(10 / STEP), 6, 0.1, np.random.default_rng(1))
    assert np.count_nonzero(np.diff(np.sign(contour)) > 0) == pytest.approx(60, abs=6)
