"""What would be broken: a tone that moves words in time, or that makes them louder than their gain says."""

from __future__ import annotations

import numpy as np
import pytest

from voices.engines.manners.tone import as_loud_as, dense, toned, weighted

RATE = 16_000
CURVE = ((100.0, 0.0), (1000.0, -6.0), (4000.0, 6.0))


def tone(hertz: float, seconds: float = 1.0, rate: int = RATE) -> np.ndarray:
    return (0.1 * np.sin(2 * np.pi * hertz * np.arange(round(seconds * rate)) / rate)).astype(np.float32)


@pytest.mark.parametrize(("hertz", "gain"), [(100, 0), (1000, -6), (2000, 0), (4000, 6), (50, 0), (6000, 6)])
def test_each_frequency_has_the_gain_of_the_curve(hertz: float, gain: float) -> None:
    middle = slice(RATE // 4, -RATE // 4)
    before, after = tone(hertz)[middle], toned(tone(hertz), RATE, CURVE)[middle]
    assert 20 * np.log10(after.std() / before.std()) == pytest.approx(gain, abs=0.2)
    assert np.corrcoef(before, after)[0, 1] > 0.999, "nothing is later than it was"


def test_dense_speech_has_lower_peaks_and_what_is_quiet_is_untouched() -> None:
    samples = tone(200)
    samples[8000] = 0.9
    rounded = dense(samples, RATE, 6)
    assert np.abs(rounded).max() < 0.2
    quiet = np.abs(samples) < 0.05
    assert np.array_equal(rounded[quiet], samples[quiet])


@pytest.mark.parametrize("rate", [8000, 22050, 48000])
def test_loudness_is_weighted_as_the_standard_has_it(rate: int) -> None:
    # BS.1770-4: 997 Hz is unchanged within a tenth of a dB once the offset of 0.691 dB is counted.
    for hertz, gain in ((997, 0.69), (50, -4.0)):
        sound = tone(hertz, 2, rate)
        middle = slice(rate // 2, -rate // 2)
        assert 20 * np.log10(weighted(sound, rate)[middle].std() / sound[middle].std()) == pytest.approx(gain, abs=0.3)


def test_pauses_make_nothing_louder() -> None:
    spoken = tone(500)
    paused = np.concatenate([spoken, np.zeros(3 * RATE, np.float32), 0.3 * spoken])[: 4 * RATE]
    assert np.abs(as_loud_as(paused, spoken, RATE)).max() == pytest.approx(np.abs(spoken).max(), rel=0.05)
    assert not as_loud_as(np.zeros(100, np.float32), spoken, RATE).any()
