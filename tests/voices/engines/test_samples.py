"""What would be broken: words cut off at a sentence's edge, long silences in a line, pitch that changes the pace."""

import numpy as np
import pytest

from voices.engines.samples import frequency_ratio, joined, played, resampled, shift_factor

RATE = 24_000


def tone(hertz: float, seconds: float, silence: float = 0.0) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    sound = 0.3 * np.sin(2 * np.pi * hertz * np.arange(round(seconds * RATE)) / RATE)
    around = np.zeros(round(silence * RATE))
    return np.concatenate([around, sound, around]).astype(np.float32)


def test_sentences_keep_their_sound_and_lose_their_silence() -> None:
    line = joined([tone(200, 1.0, 0.5), tone(200, 1.0, 0.5)], RATE)
    assert len(line) / RATE == pytest.approx(2.0 + 0.34 + 2 * 0.03, abs=0.02)
    assert np.sum(line**2) == pytest.approx(2 * np.sum(tone(200, 1.0) ** 2), rel=1e-3)


def test_who_speaks_fast_pauses_briefly() -> None:
    parts = [tone(200, 1.0), tone(200, 1.0)]
    assert len(joined(parts, RATE, 2.0)) < len(joined(parts, RATE)) < len(joined(parts, RATE, 0.5))


def test_nothing_said_is_no_sound() -> None:
    assert len(joined([], RATE)) == len(joined([np.zeros(RATE, np.float32)], RATE)) == 0


def test_what_is_played_faster_is_higher_and_shorter() -> None:
    sound = played(tone(200, 2.0), RATE, 1.25)
    assert len(sound) == pytest.approx(2.0 * RATE / 1.25, rel=1e-3)
    spectrum = np.abs(np.fft.rfft(sound))
    assert spectrum.argmax() * RATE / len(sound) == pytest.approx(250, rel=0.01)


def test_a_sound_at_another_rate_is_as_long_and_as_high() -> None:
    sound = resampled(tone(200, 1.0), RATE, 16_000)
    assert len(sound) == 16_000
    assert np.abs(np.fft.rfft(sound)).argmax() == 200
    plain = tone(200, 1.0)
    assert resampled(plain, RATE, RATE) is plain


def test_an_octave_is_twice_the_frequency_and_no_voice_is_moved_so_far() -> None:
    assert [frequency_ratio(pitch) for pitch in (-12.0, 0.0, 12.0)] == [0.5, 1.0, 2.0]
    assert shift_factor(4.0) == frequency_ratio(4.0)
    assert shift_factor(12.0) == frequency_ratio(5.0)
    assert shift_factor(-12.0) == frequency_ratio(-5.0)
