"""What would be broken: words cut off at a sentence's edge, long silences in a line, pitch that changes the pace."""

from collections.abc import Sequence

import numpy as np
import pytest

from voices.engines.samples import Samples, frequency_ratio, joined, played, resampled, shift_factor

RATE = 24_000


def tone(hertz: float, seconds: float, silence: float = 0.0) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    sound = 0.3 * np.sin(2 * np.pi * hertz * np.arange(round(seconds * RATE)) / RATE)
    around = np.zeros(round(silence * RATE))
    return np.concatenate([around, sound, around]).astype(np.float32)


def test_sentences_keep_their_sound_and_lose_their_silence() -> None:
    line = said([tone(200, 1.0, 0.5), tone(200, 1.0, 0.5)], RATE)
    assert len(line) / RATE == pytest.approx(2.0 + 0.34 + 2 * 0.03, abs=0.02)
    assert np.sum(line**2) == pytest.approx(2 * np.sum(tone(200, 1.0) ** 2), rel=1e-3)


def said(parts: Sequence[Samples], rate: int, speed: float = 1.0) -> Samples:
    return joined(parts, rate, speed).samples


def faint(decibels: float, seconds: float) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    """A constant sound so far below the peak of 1."""
    return np.full(round(seconds * RATE), 10 ** (decibels / 20), np.float32)


def test_what_is_just_not_silent_is_a_words_end_and_stays() -> None:
    loud = faint(0, 0.5)
    heard = said([np.concatenate([faint(-49, 0.2), loud, faint(-49, 0.2)])], RATE)
    assert len(heard) == round(0.9 * RATE)
    cut = said([np.concatenate([faint(-51, 0.2), loud, faint(-51, 0.2)])], RATE)
    assert len(cut) == round((0.5 + 2 * 0.03) * RATE)


def test_silence_is_measured_by_the_part_not_by_full_scale() -> None:
    quiet = np.concatenate([faint(-111, 0.2), faint(-60, 0.5), faint(-111, 0.2)])
    assert len(said([quiet], RATE)) == round((0.5 + 2 * 0.03) * RATE)


def test_a_part_keeps_a_little_of_its_silence_and_is_given_none_that_it_did_not_have() -> None:
    loud, silence = faint(0, 0.5), np.zeros(round(0.2 * RATE), np.float32)
    assert len(said([loud], RATE)) == len(loud)
    before = said([np.concatenate([silence, loud])], RATE)
    assert len(before) == len(loud) + round(0.03 * RATE)
    assert not before[: round(0.03 * RATE)].any()
    after = said([np.concatenate([loud, silence])], RATE)
    assert len(after) == len(loud) + round(0.03 * RATE)
    assert after[: len(loud)].all()
    one_sample = np.zeros(RATE, np.float32)
    one_sample[RATE // 2] = 1
    assert len(said([one_sample], RATE)) == 2 * round(0.03 * RATE) + 1


def test_the_pause_between_sentences_is_as_long_as_a_reader_makes_it() -> None:
    silence = np.zeros(RATE, np.float32)
    loud = faint(0, 0.5)
    line = said([np.concatenate([loud, silence]), np.concatenate([silence, loud])], RATE)
    assert len(line) == 2 * len(loud) + round(0.34 * RATE)
    assert len(said([loud, silence, loud], RATE)) == len(said([loud, loud], RATE))


def test_who_speaks_fast_pauses_briefly() -> None:
    parts = [tone(200, 1.0), tone(200, 1.0)]
    assert len(said(parts, RATE, 2.0)) < len(said(parts, RATE)) < len(said(parts, RATE, 0.5))


def test_nothing_said_is_no_sound() -> None:
    assert len(said([], RATE)) == len(said([np.zeros(RATE, np.float32)], RATE)) == 0


def test_each_part_tells_where_it_came_to_lie() -> None:
    loud, silence = tone(200, 0.5), np.zeros(RATE // 5, np.float32)
    parts = [np.concatenate([silence, loud, silence]), silence, loud, np.concatenate([silence, loud])]
    line = joined(parts, RATE)
    for part, start in ((parts[0], line.starts[0]), (parts[2], line.starts[2]), (parts[3], line.starts[3])):
        at = int(np.flatnonzero(part)[0])
        assert np.array_equal(line.samples[start + at : start + at + len(loud) - 1], part[at : at + len(loud) - 1])
    assert line.starts[0] == pytest.approx(round(0.03 * RATE) - len(silence), abs=2)


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
