from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator, Sequence

import numpy as np
import pytest
import soxr
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from pipeline.sound.ffmpeg import find_ffmpeg
from pipeline.sound.loudness import integrated
from pipeline.sound.master import CODEC_MARGIN, ROOM_TONE, ChapterLevels, limit, master
from pipeline.sound.timeline import SAMPLE_RATE
from voices.engines.registry import load
from voices.engines.speech_engine import Utterance

Samples = NDArray[np.float32]
CEILING = -3.0
THRESHOLD = CEILING - CODEC_MARGIN


def blocks(samples: Samples, size: int = 88200) -> Iterator[Samples]:
    for start in range(0, len(samples), size):
        yield samples[start : start + size]


def limited(samples: Samples, size: int = 88200) -> Samples:
    return np.concatenate(list(limit(blocks(samples, size), CEILING)))


def true_peak(samples: Samples) -> float:
    """dBTP, as ffmpeg's ebur128 measures it."""
    command = [find_ffmpeg().path, "-hide_banner", "-nostats", "-f", "f32le", "-ar", str(SAMPLE_RATE)]
    command += ["-ac", str(samples.shape[1]), "-i", "-", "-af", "ebur128=peak=true:framelog=quiet", "-f", "null", "-"]
    run = subprocess.run(command, input=samples.astype("<f4").tobytes(), capture_output=True, check=True)
    return float(re.findall(r"Peak:\s+(-?[\d.]+) dBFS", run.stderr.decode())[-1])


@pytest.fixture(scope="module")
def speech() -> Samples:
    """Half a minute of two voices, at −20 LUFS, float32[frames, 1]."""
    engine = load("pyttsx3")
    spoken = []
    for voice in ("en-gb+felix", "en-gb+adelaide"):
        for text in (
            "Take the boat out, Tom! The harbour lights have gone.",
            "Why should she go? Nobody asked her to.",
        ):
            clip = engine.synthesize(Utterance(text, voice))
            spoken += [soxr.resample(clip.samples, clip.rate, SAMPLE_RATE), np.zeros(15000, np.float32)]
    samples: Samples = np.concatenate(spoken * 2)[:, np.newaxis].astype(np.float32)
    return samples * np.float32(10 ** ((-20 - integrated(samples, SAMPLE_RATE)) / 20))


def nasty(name: str) -> Samples:
    generator = np.random.default_rng(8)
    time = np.arange(3 * SAMPLE_RATE)
    if name == "peaks only between samples":
        # A quarter of the sample rate, sampled beside its peaks: samples at 0.7, true peaks at 1.
        signal = np.sin(np.pi / 2 * time + np.pi / 4)
    elif name == "noise bursts":
        signal = 3 * generator.standard_normal(len(time)) * (time % 20000 < 3000)
    elif name == "single clicks":
        signal = np.where(time % 9973 == 0, 4.0, 0.01 * generator.standard_normal(len(time)))
    else:
        signal = 2 * np.sin(2 * np.pi * 80 * time / SAMPLE_RATE)
    # Nothing that is heard begins from full scale, or reaches up to half the sample rate.
    spectrum = np.fft.rfft(signal * np.minimum(1, np.minimum(time, time[::-1]) / 2000))
    spectrum[int(17000 / SAMPLE_RATE * len(time)) :] = 0
    return np.fft.irfft(spectrum, len(time)).astype(np.float32)[:, np.newaxis]


@pytest.mark.parametrize("name", ["peaks only between samples", "noise bursts", "single clicks", "loud low tone"])
def test_no_true_peak_goes_beyond_the_ceiling(name: str) -> None:
    result = limited(nasty(name))
    assert true_peak(result) <= THRESHOLD + 0.15
    assert np.abs(result).max() <= 10 ** (THRESHOLD / 20) + 1e-4
    assert len(result) == len(nasty(name))


def test_what_stays_below_the_ceiling_is_left_alone(speech: Samples) -> None:
    quiet = speech * np.float32(0.2)
    assert np.array_equal(limited(quiet), quiet)


def test_a_low_voice_keeps_the_shape_of_its_waves() -> None:
    tone = nasty("loud low tone")
    middle = slice(SAMPLE_RATE, 2 * SAMPLE_RATE)
    factor = limited(tone)[middle, 0] / tone[middle, 0]
    factor = factor[np.abs(tone[middle, 0]) > 0.1]
    assert factor.max() / factor.min() < 1.01


@pytest.mark.parametrize("size", [441, 1000, 44100])
def test_the_size_of_the_blocks_makes_no_difference(size: int, speech: Samples) -> None:
    loud = speech * np.float32(2)
    assert np.allclose(limited(loud, size), limited(loud), atol=2e-5)


def test_both_channels_are_turned_down_together() -> None:
    tone = nasty("noise bursts")
    stereo = np.concatenate([tone, 0.1 * tone], axis=1)
    result = limited(stereo)
    assert np.allclose(result[:, 1], 0.1 * result[:, 0], atol=1e-5)


@pytest.mark.parametrize("target", [-24.0, -20.0, -18.0])
@pytest.mark.parametrize("before", [-11.0, 0.0, 8.0])
def test_a_chapter_comes_out_at_the_target_also_where_the_limiter_works(
    target: float, before: float, speech: Samples
) -> None:
    samples = speech * np.float32(10 ** (before / 20))
    levels = ChapterLevels(1)
    for block in blocks(samples):
        levels.add(block)
    gain = levels.find_gain(target, CEILING)
    mastered: Samples = np.concatenate(list(master(blocks(samples), gain, CEILING))).astype(np.float32) / np.float32(
        32768
    )
    assert len(mastered) == len(samples)
    loudness = integrated(mastered, SAMPLE_RATE)
    assert loudness == pytest.approx(target, abs=0.15)
    assert levels.loudness_after(gain, CEILING) == pytest.approx(loudness, abs=0.15)
    assert true_peak(mastered) <= THRESHOLD + 0.15


def test_silence_gets_room_tone_and_nothing_else() -> None:
    silence = np.zeros((5 * SAMPLE_RATE, 2), np.float32)
    levels = ChapterLevels(2)
    for block in blocks(silence):
        levels.add(block)
    assert levels.find_gain(-20, CEILING) == 0
    tone = np.concatenate(list(master(blocks(silence), 0, CEILING))).astype(np.float64) / 32768
    assert 10 * np.log10(np.mean(tone**2)) == pytest.approx(ROOM_TONE, abs=0.5)
    assert abs(np.mean(tone[:, 0] * tone[:, 1])) < 0.1 * np.mean(tone**2)


def test_the_same_samples_every_time_whatever_the_blocks() -> None:
    samples = np.zeros((3 * SAMPLE_RATE, 1), np.float32)
    once = np.concatenate(list(master(blocks(samples), 0, CEILING)))
    again = np.concatenate(list(master(blocks(samples, 12345), 0, CEILING)))
    assert np.array_equal(once, again)


def test_a_chapter_of_hard_knocks_is_given_three_decibels_for_what_the_limiter_takes_and_stays_quieter() -> None:
    time = np.arange(6 * SAMPLE_RATE)
    knocks = np.where(time % 2205 < 12, 0.5 * np.sin(2 * np.pi * (time % 2205) / 12), 0.0)
    knocks += 0.003 * np.random.default_rng(3).standard_normal(len(time))
    samples = knocks.astype(np.float32)[:, np.newaxis]
    levels = ChapterLevels(1)
    for block in blocks(samples):
        levels.add(block)
    for target in (-20.0, -24.0):
        gain = levels.find_gain(target, CEILING)
        assert gain == pytest.approx(target - levels.loudness + 3.0, abs=1e-6)
        assert levels.loudness_after(gain, CEILING) < target - 2


def test_the_limiter_turns_down_to_the_ceiling_and_what_a_codec_adds_within_twenty_milliseconds_of_a_peak() -> None:
    samples = np.full((10000, 1), 0.1, np.float32)
    samples[5000] = 0.9
    factor = (limited(samples) / samples)[:, 0]
    touched = np.flatnonzero(factor != 1)
    assert (touched[0], touched[-1]) == (5000 - 880, 5000 + 880)
    assert 0.9 * factor[5000] == pytest.approx(10 ** ((-3.0 - 0.6) / 20), abs=1e-5)
    swell = factor[[5000 - 660, 5000 - 440, 5000 - 220, 5000]]
    assert swell == pytest.approx([0.9665, 0.8668, 0.7673, 0.7341], abs=2e-4)
    assert factor[4120:5001] == pytest.approx(factor[5880:4999:-1], abs=1e-5)


@given(
    st.lists(st.tuples(st.integers(0, 300), st.floats(-1, 1)), max_size=6),
    st.integers(1, 3 * SAMPLE_RATE // 10),
)
@settings(max_examples=60, deadline=None)
def test_frames_are_turned_down_by_the_same_bits_wherever_the_peaks_lie(
    knocks: Sequence[tuple[int, float]], frames: int
) -> None:
    samples = np.zeros((frames, 1), np.float32)
    for at, height in knocks:
        # Each alone within the reach of the interpolator: no wave between the samples is higher.
        samples[44 * at : 44 * at + 1] = height

    gains = np.ones(frames, np.float32)
    for start in range(0, frames, 8820):
        stop = min(start + 8820, frames)
        around = np.pad(np.abs(samples[:, 0]), 880)[start : stop + 2 * 880]
        threshold = 10 ** (THRESHOLD / 20)
        needed = threshold / np.maximum(around, threshold)
        mean = sliding_window_view(needed, 881).min(axis=1)
        for _ in range(2):
            sums = np.cumsum(np.concatenate([[0.0], mean]), dtype=np.float64)
            mean = (sums[441:] - sums[:-441]) / 441
        gains[start:stop] = mean
    assert np.array_equal(limited(samples), samples * gains[:, np.newaxis])


def test_room_tone_is_pink_noise_at_72_decibels_below_full_scale() -> None:
    silence = np.zeros((8 * SAMPLE_RATE, 1), np.float32)
    tone = np.concatenate(list(master(blocks(silence), 0, CEILING)))[:, 0].astype(np.float64) / 32768
    power = np.square(np.abs(np.fft.rfft(tone))) * 2 / len(tone) ** 2

    def level(low: float, high: float) -> float:
        return float(10 * np.log10(power[int(low * 8) : int(high * 8)].sum()))

    assert level(1, 20000) == pytest.approx(-72.0, abs=0.1)
    octaves = [level(2**n, 2 ** (n + 1)) for n in range(6, 13)]
    assert octaves == pytest.approx([np.mean(octaves)] * 7, abs=0.5)
    assert level(1, 39.5) < -105
    assert level(40, 41) > -98
    assert level(11900, 12000) > level(12001, 12101) + 5
