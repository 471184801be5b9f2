from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from pipeline.sound.clip_audio import (
    LEAD,
    TRAIL,
    Speech,
    clip_samples,
    clip_words,
    find_speech,
    onset_near,
    open_clip,
    sample_of,
)
from pipeline.sound.timeline import SAMPLE_RATE, Extent
from pipeline.sound.wav import ClipError, clip_to_wav
from voices.engines.registry import load
from voices.engines.speech_engine import Clip, Utterance, WordTiming


@pytest.fixture(scope="module")
def speech() -> Clip:
    engine = load("pyttsx3")
    return engine.synthesize(Utterance("Take the boat out, Tom.", engine.voices()[0].name))


def prepared(folder: Path, samples: NDArray[np.float32], rate: int) -> NDArray[np.float32]:
    path = folder / "clip.wav"
    path.write_bytes(clip_to_wav(Clip(samples, rate), path.stem))
    clip = open_clip(path)
    return clip_samples(clip, find_speech(clip))


def test_silence_around_speech_changes_nothing_of_what_is_heard(tmp_path: Path, speech: Clip) -> None:
    tight = prepared(tmp_path, speech.samples, speech.rate)
    more = np.concatenate([np.zeros(9001, np.float32), speech.samples, np.zeros(12345, np.float32)])
    loose = prepared(tmp_path, more, speech.rate)
    # An engine may begin with a sound: then there was nothing before it to fade in from.
    assert abs(len(loose) - len(tight)) <= LEAD * SAMPLE_RATE + 1
    assert np.allclose(loose[-10000:], tight[-10000:], atol=1e-3)


def test_sound_is_found_to_the_millisecond_and_its_word_timings_can_follow(tmp_path: Path) -> None:
    rate = 22050
    samples = np.zeros(rate, np.float32)
    samples[5000:15000] = 0.4 * np.sin(2 * np.pi * 441 * np.arange(10000) / rate)
    path = tmp_path / "tone.wav"
    path.write_bytes(clip_to_wav(Clip(samples, rate), path.stem))
    found = find_speech(open_clip(path))
    assert found.start + found.lead == pytest.approx(5000, abs=rate / 1000)
    assert found.end - found.trail == pytest.approx(15000, abs=rate / 1000)
    extent = found.extent
    assert extent.frames - extent.lead - extent.trail == pytest.approx(20000, abs=2 * SAMPLE_RATE / 1000)


def test_a_zero_line_that_drifts_around_the_speech_is_not_taken_for_speech(tmp_path: Path) -> None:
    rate = 22050
    samples = (0.05 - 0.05 * np.cos(2 * np.pi * 2 * np.arange(rate) / rate)).astype(np.float32)
    samples[5000:15000] += 0.4 * np.sin(2 * np.pi * 441 * np.arange(10000) / rate).astype(np.float32)
    path = tmp_path / "tone.wav"
    path.write_bytes(clip_to_wav(Clip(samples, rate), path.stem))
    found = find_speech(open_clip(path))
    assert found.start + found.lead == pytest.approx(5000, abs=0.02 * rate)
    assert found.end - found.trail == pytest.approx(15000, abs=0.02 * rate)


def test_edges_are_faded_so_that_no_click_is_heard(tmp_path: Path) -> None:
    rate = 22050
    # A wave that is cut off at its crests.
    samples = (0.5 * np.cos(2 * np.pi * 100 * np.arange(rate) / rate)).astype(np.float32)
    heard = prepared(tmp_path, samples, rate)
    assert abs(heard[0]) < 0.01
    assert abs(heard[-1]) < 0.01
    middle = heard[int(0.03 * SAMPLE_RATE) : -int(0.03 * SAMPLE_RATE)]
    assert np.abs(middle).max() == pytest.approx(0.5, abs=0.01)


def test_a_whisper_that_drifts_off_the_zero_line_is_brought_back_to_it(tmp_path: Path) -> None:
    engine = load("pyttsx3")
    text = "Drop it, and for goodness sake be careful."
    whisper = engine.synthesize(Utterance(text, engine.voices()[0].name, delivery="whisper"))

    def drift(samples: NDArray[np.float32], rate: int) -> float:
        """How far from zero 50 ms lie on average, at most, relative to the whole's level."""
        pieces = samples[: len(samples) // (rate // 20) * (rate // 20)].reshape(-1, rate // 20)
        return float(np.abs(pieces.mean(axis=1)).max() / np.sqrt(np.mean(samples**2)))

    heard = prepared(tmp_path, whisper.samples, whisper.rate)
    assert drift(whisper.samples, whisper.rate) > 0.5
    assert drift(heard, SAMPLE_RATE) < 0.2
    assert abs(heard.mean()) < 1e-4


@pytest.mark.parametrize("frequency", [50, 75, 100, 200, 5000])
def test_no_voice_is_too_deep_to_be_kept(tmp_path: Path, frequency: int) -> None:
    rate = 22050
    tone = (0.3 * np.sin(2 * np.pi * frequency * np.arange(rate) / rate)).astype(np.float32)
    middle = prepared(tmp_path, tone, rate)[SAMPLE_RATE // 4 : 3 * SAMPLE_RATE // 4]
    assert 20 * np.log10(np.sqrt(2 * np.mean(middle**2)) / 0.3) == pytest.approx(0, abs=0.5)


def test_the_consonant_that_begins_a_word_is_not_faded(tmp_path: Path) -> None:
    rate = 22050
    burst = np.zeros(rate, np.float32)
    burst[4000:4040] = np.tile([0.8, -0.8], 20)
    heard = prepared(tmp_path, burst, rate)
    assert np.abs(heard).max() > 0.7
    assert len(heard) == pytest.approx((LEAD + TRAIL + 40 / rate) * SAMPLE_RATE, abs=4)


@pytest.mark.parametrize("rate", [8000, 16000, 22050, 24000, 44100, 48000])
def test_every_engines_rate_becomes_the_mixs_rate_with_the_promised_length(tmp_path: Path, rate: int) -> None:
    time = np.arange(int(0.7 * rate) + 13) / rate
    tone = (0.3 * np.sin(2 * np.pi * 1000 * time)).astype(np.float32)
    path = tmp_path / "tone.wav"
    path.write_bytes(clip_to_wav(Clip(tone, rate), path.stem))
    clip = open_clip(path)
    speech = find_speech(clip)
    heard = clip_samples(clip, speech)
    assert len(heard) == speech.extent.frames
    middle = heard[len(heard) // 4 : 3 * len(heard) // 4]
    assert np.sqrt(2 * np.mean(middle**2)) == pytest.approx(0.3, rel=0.02)
    crossings = np.count_nonzero(np.diff(np.signbit(middle))) / 2
    assert crossings / len(middle) * SAMPLE_RATE == pytest.approx(1000, rel=0.01)


def test_a_silent_clip_has_no_frames(tmp_path: Path) -> None:
    assert len(prepared(tmp_path, np.zeros(5000, np.float32), 22050)) == 0
    assert len(prepared(tmp_path, np.zeros(0, np.float32), 22050)) == 0


def test_a_missing_and_a_damaged_file_say_so(tmp_path: Path) -> None:
    path = tmp_path / "clip.wav"
    with pytest.raises(ClipError, match="can't be read"):
        open_clip(path)
    path.write_bytes(clip_to_wav(Clip(np.ones(500, np.float32), 22050), path.stem)[:-100])
    with pytest.raises(ClipError, match="cut short"):
        open_clip(path)


def found(folder: Path, *pieces: tuple[int, float], rate: int = 22050) -> Speech:
    """Where sound is found in pieces of (samples, dBFS) that swing from sample to sample."""
    swings = [
        np.tile([1.0, -1.0], -(-count // 2))[:count] * np.rint(32768 * 10 ** (level / 20)) for count, level in pieces
    ]
    path = folder / "clip.wav"
    path.write_bytes(clip_to_wav(Clip((np.concatenate(swings) / 32768).astype(np.float32), rate), path.stem))
    return find_speech(open_clip(path))


NOTHING = -200.0


@pytest.mark.parametrize("peak", [-2.0, -12.0])
@pytest.mark.parametrize(("below", "heard"), [(49.5, True), (50.5, False)])
def test_what_lies_fifty_decibels_below_the_peak_is_silence_at_both_ends(
    tmp_path: Path, peak: float, below: float, heard: bool
) -> None:
    quiet = peak - below
    speech = found(tmp_path, (4000, NOTHING), (2000, quiet), (4000, peak), (3000, quiet), (4000, NOTHING))
    assert speech.start + speech.lead == (4000 if heard else 6000)
    assert speech.end - speech.trail == (13000 if heard else 10000)


def test_no_clip_is_so_quiet_that_its_silence_is_taken_for_speech(tmp_path: Path) -> None:
    assert found(tmp_path, (3000, NOTHING), (4000, -65.5), (3000, NOTHING)).extent.frames > 8000
    assert found(tmp_path, (3000, NOTHING), (4000, -66.5), (3000, NOTHING)) == Speech(0, 0, 22050, 0, 0)
    # Not below the peak's share of it, but below what is silence whatever the peak.
    speech = found(tmp_path, (3000, NOTHING), (2000, -66.5), (4000, -30.0), (2000, -66.5))
    assert (speech.start + speech.lead, speech.end - speech.trail) == (5000, 9000)


@pytest.mark.parametrize(("rate", "lead", "trail"), [(22050, 88, 220), (24000, 96, 240), (48000, 192, 480)])
def test_four_milliseconds_are_kept_before_the_sound_and_ten_after_it(
    tmp_path: Path, rate: int, lead: int, trail: int
) -> None:
    speech = found(tmp_path, (2000, NOTHING), (2000, -10.0), (2000, NOTHING), rate=rate)
    assert speech == Speech(2000 - lead, 4000 + trail, rate, lead, trail)
    assert found(tmp_path, (30, NOTHING), (2000, -10.0), (70, NOTHING), rate=rate) == Speech(0, 2100, rate, 30, 70)
    assert found(tmp_path, (2000, -10.0), rate=rate) == Speech(0, 2000, rate, 0, 0)


def test_the_edges_swell_and_die_away_for_as_long_as_they_are(tmp_path: Path) -> None:
    rate = 22050
    tone = (0.5 * np.sin(2 * np.pi * 4000 * np.arange(rate) / rate)).astype(np.float32)
    heard = np.abs(prepared(tmp_path, tone, rate))

    def level(milliseconds: float) -> float:
        at = round(milliseconds * SAMPLE_RATE / 1000)
        return float(heard[at - 11 : at + 11].max())

    whole = 1000 * len(heard) / SAMPLE_RATE
    assert [level(at) for at in (1, 2, 3, 4.5, 6)] == pytest.approx([0.125, 0.25, 0.375, 0.5, 0.5], abs=0.05)
    assert [level(whole - at) for at in (2, 5, 8, 10.5, 12)] == pytest.approx([0.1, 0.25, 0.4, 0.5, 0.5], abs=0.05)


@pytest.mark.parametrize(("frequency", "change"), [(10, -16.7), (26, -3.0), (45, -0.5)])
def test_rumble_below_all_speech_is_taken_out(tmp_path: Path, frequency: int, change: float) -> None:
    rate = 22050
    tone = (0.3 * np.sin(2 * np.pi * frequency * np.arange(3 * rate) / rate)).astype(np.float32)
    middle = prepared(tmp_path, tone, rate)[SAMPLE_RATE : 2 * SAMPLE_RATE]
    assert 20 * np.log10(np.sqrt(2 * np.mean(middle**2)) / 0.3) == pytest.approx(change, abs=0.1)


def test_rumble_alone_is_no_sound(tmp_path: Path) -> None:
    rate = 22050
    drift = (0.15 - 0.15 * np.cos(2 * np.pi * np.arange(3 * rate) / rate)).astype(np.float32)
    path = tmp_path / "clip.wav"
    path.write_bytes(clip_to_wav(Clip(drift, rate), path.stem))
    assert find_speech(open_clip(path)) == Speech(0, 0, rate, 0, 0)


def test_a_wave_that_swings_to_one_side_is_as_loud_as_it_swings(tmp_path: Path) -> None:
    rate = 22050
    samples = np.zeros(rate, np.float32)
    samples[5000:15000] = np.tile([0.0, -0.5], 5000)
    samples[3000:5000] = samples[15000:17000] = np.tile([0.001, 0.0], 1000)
    path = tmp_path / "clip.wav"
    path.write_bytes(clip_to_wav(Clip(samples, rate), path.stem))
    for clip in (open_clip(path), open_clip(path).invert_phase()):
        speech = find_speech(clip)
        assert speech.start + speech.lead == pytest.approx(5000, abs=1)
        assert speech.end - speech.trail == pytest.approx(15000, abs=1)


@pytest.mark.parametrize("at", [2000, 40000])
def test_sound_is_found_behind_any_length_of_rumble(tmp_path: Path, at: int) -> None:
    rate = 22050
    samples = (0.15 - 0.15 * np.cos(2 * np.pi * np.arange(3 * rate) / rate)).astype(np.float32)
    samples[at : at + 3000] += np.tile([0.2, -0.2], 1500).astype(np.float32)
    path = tmp_path / "clip.wav"
    path.write_bytes(clip_to_wav(Clip(samples, rate), path.stem))
    speech = find_speech(open_clip(path))
    assert (speech.start + speech.lead, speech.end - speech.trail) == (at, at + 3000)


def test_a_clip_at_full_scale_is_cut_off_there_and_never_turned_over(tmp_path: Path) -> None:
    """What is taken out of a wave from below lifts its crests beyond what 16 bits hold."""
    wave = np.where(np.arange(SAMPLE_RATE) // 400 % 2, 1.0, -1.0).astype(np.float32)
    heard = prepared(tmp_path, wave, SAMPLE_RATE)[SAMPLE_RATE // 4 : -SAMPLE_RATE // 4]
    assert (heard.max(), heard.min()) == (32767 / 32768, -1)
    assert np.count_nonzero(np.diff(np.signbit(heard))) == pytest.approx(len(heard) / 400, abs=1)


@pytest.mark.parametrize(("frames", "rate", "heard"), [(1001, 48000, 920), (1000, 48000, 919), (3, 22050, 6)])
def test_a_length_is_rounded_to_the_nearest_frame_of_the_mix(frames: int, rate: int, heard: int) -> None:
    assert Speech(10, 10 + frames, rate, frames, 0).extent == Extent(heard, heard, 0)


def beeps(path: Path, rate: int = 22050) -> Path:
    """A clip of "One. Two.": a beep of 0.2 s for each, at 0.1 and 0.6 s."""
    samples = np.zeros(rate, np.float32)
    for at in (0.1, 0.6):
        samples[round(at * rate) : round((at + 0.2) * rate)] = np.tile([0.3, -0.3], round(0.1 * rate))
    words = (WordTiming(0, 3, round(0.1 * rate)), WordTiming(5, 8, round(0.6 * rate)))
    path.write_bytes(clip_to_wav(Clip(samples, rate, words), path.stem))
    return path


def test_of_a_clip_of_two_lines_each_is_found_by_when_its_first_word_begins(tmp_path: Path) -> None:
    path = beeps(tmp_path / "beeps.wav")
    clip, words = open_clip(path), clip_words(path)
    second = sample_of(5, words, 9, 22050)
    speech = find_speech(clip)
    (at,) = speech.extent_of([second]).lines
    assert (at - speech.extent.lead) / SAMPLE_RATE == pytest.approx(0.5, abs=0.002)
    only = find_speech(clip, (second, 22050))
    assert (only.start + only.lead) / 22050 == pytest.approx(0.6, abs=0.002)
    assert len(clip_samples(clip, only)) / SAMPLE_RATE == pytest.approx(0.2 + LEAD + TRAIL, abs=0.01)
    first = find_speech(clip, (0, second))
    assert (first.end - first.trail) / 22050 == pytest.approx(0.3, abs=0.002)


@pytest.mark.parametrize("told", [0.55, 0.6, 0.64])
def test_an_engine_that_tells_a_word_a_little_early_or_late_is_set_right_by_its_sound(
    tmp_path: Path, told: float
) -> None:
    clip = open_clip(beeps(tmp_path / "beeps.wav"))
    assert onset_near(clip, round(told * 22050)) / 22050 == pytest.approx(0.6, abs=0.001)


@pytest.mark.parametrize("told", [0.2, 0.4])
def test_where_no_sound_begins_a_word_begins_where_its_engine_says(tmp_path: Path, told: float) -> None:
    clip = open_clip(beeps(tmp_path / "beeps.wav"))
    assert onset_near(clip, round(told * 22050)) == round(told * 22050)


def test_a_line_that_nobody_timed_is_about_as_far_on_in_the_sound_as_in_the_text() -> None:
    assert sample_of(5, (), 10, 1000) == 500
    assert sample_of(10, (), 10, 1000) == 1000
    words = (WordTiming(0, 3, 20), WordTiming(4, 9, 70))
    assert [sample_of(at, words, 12, 1000) for at in (0, 3, 4, 6, 9)] == [20, 70, 70, 70, 1000]


def test_no_line_begins_outside_what_is_heard() -> None:
    speech = Speech(100, 1100, 44100, 10, 20)
    assert speech.extent_of([0, 105, 600, 5000]).lines == (10, 10, 500, 980)


def test_clips_that_can_not_be_read_are_told(tmp_path: Path) -> None:
    with pytest.raises(ClipError, match="can't be read"):
        clip_words(tmp_path / "none.wav")


def test_no_line_begins_before_the_one_ahead_of_it_whatever_the_timings_say() -> None:
    assert Speech(0, 1000, SAMPLE_RATE, 10, 20).extent_of([500, 300, 10**9]).lines == (500, 500, 980)
