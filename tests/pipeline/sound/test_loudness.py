from __future__ import annotations

import re
import subprocess

import numpy as np
import pytest
from numpy.typing import NDArray

from pipeline.sound.ffmpeg import find_ffmpeg
from pipeline.sound.loudness import LoudnessMeter, integrated, k_weighting_power

RATE = 44100
TIME = np.arange(8 * RATE) / RATE
NOISE = np.random.default_rng(5).standard_normal(len(TIME))

SIGNALS = {
    "sine at 997 Hz": 0.1 * np.sin(2 * np.pi * 997 * TIME),
    "hum at 40 Hz": 0.5 * np.sin(2 * np.pi * 40 * TIME),
    "hiss at 9 kHz": 0.1 * np.sin(2 * np.pi * 9000 * TIME),
    "white noise": 0.05 * NOISE,
    "loud and quiet (relative gate)": np.sin(2 * np.pi * 500 * TIME) * np.where(TIME % 3 < 1, 0.2, 0.02),
    "sound and silence (absolute gate)": np.sin(2 * np.pi * 500 * TIME) * np.where(TIME % 2 < 1, 0.1, 0.00001),
    "with an offset": 0.1 * np.sin(2 * np.pi * 997 * TIME) + 0.3,
}


def ffmpeg_loudness(samples: NDArray[np.float32], rate: int) -> float:
    """LUFS as ffmpeg's ebur128 measures it, to a thousandth."""
    channels = 1 if samples.ndim == 1 else samples.shape[1]
    command = [find_ffmpeg().path, "-hide_banner", "-nostats", "-f", "f32le", "-ar", str(rate), "-ac", str(channels)]
    command += ["-i", "-", "-af", "ebur128=metadata=1,ametadata=print:key=lavfi.r128.I", "-f", "null", "-"]
    run = subprocess.run(command, input=samples.astype("<f4").tobytes(), capture_output=True, check=True)
    return float(re.findall(r"lavfi\.r128\.I=(-?[\d.]+)", run.stderr.decode())[-1])


@pytest.mark.parametrize("name", SIGNALS)
def test_loudness_agrees_with_ffmpegs_meter(name: str) -> None:
    mono = SIGNALS[name].astype(np.float32)
    assert integrated(mono, RATE) == pytest.approx(ffmpeg_loudness(mono, RATE), abs=0.1)
    stereo = np.stack([mono, 0.3 * mono[::-1]], axis=1)
    assert integrated(stereo, RATE) == pytest.approx(ffmpeg_loudness(stereo, RATE), abs=0.1)


@pytest.mark.parametrize("rate", [22050, 48000])
def test_loudness_agrees_at_the_rates_of_engines(rate: int) -> None:
    noise = (0.05 * NOISE[: 4 * rate]).astype(np.float32)
    assert integrated(noise, rate) == pytest.approx(ffmpeg_loudness(noise, rate), abs=0.1)


@pytest.mark.parametrize("size", [1000, 44100, 88200, 131071])
def test_the_size_of_the_blocks_makes_no_difference(size: int) -> None:
    samples = SIGNALS["loud and quiet (relative gate)"].astype(np.float32)[:, np.newaxis]
    meter = LoudnessMeter(RATE)
    for start in range(0, len(samples), size):
        meter.add(samples[start : start + size])
    assert meter.integrated() == pytest.approx(integrated(samples, RATE), abs=1e-6)


def test_six_decibels_more_are_six_loudness_units_more() -> None:
    samples = SIGNALS["white noise"].astype(np.float32)
    assert integrated(samples * 2, RATE) - integrated(samples, RATE) == pytest.approx(20 * np.log10(2), abs=1e-3)


def test_silence_and_a_moment_have_no_loudness() -> None:
    assert integrated(np.zeros(RATE, np.float32), RATE) == -np.inf
    assert integrated(np.ones(RATE // 4, np.float32), RATE) == -np.inf
    assert LoudnessMeter(RATE).integrated() == -np.inf


def test_the_weighting_is_that_of_the_standard() -> None:
    # BS.1770-4, figures 2 and 4: at 1 kHz the 0.691 dB that the formula takes away again, +4 dB above, rumble cut.
    power = 10 * np.log10(k_weighting_power(48000, 1025)[1:])
    frequency = np.arange(1, 1025) * 24000 / 1024
    assert np.interp(997, frequency, power) == pytest.approx(0.691, abs=0.05)
    assert np.interp(10000, frequency, power) == pytest.approx(4.0, abs=0.1)
    assert power[0] < -4
