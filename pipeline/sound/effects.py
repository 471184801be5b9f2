"""Treatments: how a letter, a thought, a telephone or a cave sounds. Each one is a short impulse response.

Loudness stays what it was, so a treatment never undoes the levelling of voices.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.sound.filters import (
    Biquad,
    Samples,
    convolve,
    high_pass,
    high_shelf,
    impulse_response,
    low_pass,
    low_shelf,
    peaking,
)
from pipeline.sound.loudness import k_weighting_power
from pipeline.sound.timeline import SAMPLE_RATE
from script.support.errors import MakeAudioError

_BANDS = 1024
_FINE = 64
"""A room's response is rugged: its power is averaged over this many points in each band."""


@dataclass(frozen=True, slots=True)
class _Treatment:
    """A tone (filter sections), then a room: reflections, and a tail that dies away."""

    tone: tuple[Biquad, ...]
    reflections: float = 0.0
    """Level of the early reflections, relative to the direct sound."""
    size: float = 0.0
    """Seconds over which they spread."""
    reverb: float = 0.0
    """Level of the tail: the square root of its energy, relative to the direct sound."""
    decay: float = 0.0
    """Seconds until the tail has fallen by 60 dB."""
    damping: float = 8000.0
    """Hz above which walls swallow sound."""


_TREATMENTS = {
    # Read out by somebody who isn't there: thin, in a small dry room. Nothing of what tells one consonant from another
    # is taken away, and what rings on is gone before the next word.
    "letter": _Treatment(
        (low_shelf(450, SAMPLE_RATE, -9), peaking(2600, SAMPLE_RATE, 4, 0.8)), 0.2, 0.012, reverb=0.2, decay=0.11
    ),
    # Inside a head: close, dark, with a soft halo.
    "thought": _Treatment(
        (low_shelf(250, SAMPLE_RATE, 7), peaking(2600, SAMPLE_RATE, 3, 0.8), high_shelf(6500, SAMPLE_RATE, -7)),
        reverb=0.14,
        decay=0.13,
        damping=6000,
    ),
    "telephone": _Treatment(
        (high_pass(330, SAMPLE_RATE), low_pass(3600, SAMPLE_RATE), peaking(1800, SAMPLE_RATE, 4, 0.8))
    ),
    "radio": _Treatment(
        (high_pass(200, SAMPLE_RATE), low_pass(5200, SAMPLE_RATE), peaking(2400, SAMPLE_RATE, 5, 0.8)), 0.15, 0.008
    ),
    "muffled": _Treatment(
        (low_shelf(300, SAMPLE_RATE, 4), high_shelf(1800, SAMPLE_RATE, -5), high_shelf(5000, SAMPLE_RATE, -5)),
        reverb=0.06,
        decay=0.12,
        damping=4000,
    ),
    "room": _Treatment((), 0.05, 0.03, reverb=0.11, decay=0.5, damping=6000),
    "hall": _Treatment((), 0.06, 0.06, reverb=0.11, decay=1.4, damping=5000),
    "cave": _Treatment((peaking(300, SAMPLE_RATE, 3, 0.7),), 0.12, 0.12, reverb=0.17, decay=1.6, damping=3500),
}

EFFECTS = tuple(_TREATMENTS)
"""The names of all treatments."""


class EffectError(MakeAudioError):
    """A treatment that doesn't exist."""


def apply_effects(samples: Samples, names: Sequence[str]) -> Samples:
    """float32[frames] at `SAMPLE_RATE`, treated in the order of `names`; longer than before where a room rings on.

    Deterministic. Raises `EffectError` for an unknown name.
    """
    for name in names:
        if name not in _TREATMENTS:
            raise EffectError(f'There is no effect "{name}"; there are {", ".join(EFFECTS)}.')
        if samples.any():
            treatment = _response(name)
            power = _power_spectrum(samples)
            gain = math.sqrt(float(power.sum() / np.dot(power, treatment.power)))
            samples = convolve(samples, treatment.response * np.float32(gain))
    return samples


@dataclass(frozen=True, slots=True)
class _Response:
    response: Samples
    power: NDArray[np.float64]
    """What it does to the power in each band of `_power_spectrum`."""


@functools.cache
def _response(name: str) -> _Response:
    treatment = _TREATMENTS[name]
    response = np.ones(1)
    if treatment.tone:
        response = impulse_response(treatment.tone, 2048)
    if treatment.size or treatment.decay:
        response = np.convolve(response, _room(treatment, seed=EFFECTS.index(name)))
    # What is 60 dB down rings on unheard.
    audible = np.flatnonzero(np.abs(response) > np.abs(response).max() * 10 ** (-60 / 20))
    response = response[: audible[-1] + 1]
    fine = np.abs(np.fft.rfft(response, _BANDS * 2 * _FINE)) ** 2
    power = np.convolve(fine, np.full(_FINE, 1 / _FINE), "same")[::_FINE]
    return _Response(response.astype(np.float32), power)


def _room(treatment: _Treatment, seed: int) -> NDArray[np.float64]:
    """Direct sound, six early reflections, and then noise that decays exponentially (J. Moorer, 1979)."""
    generator = np.random.default_rng(seed)
    begin = round((treatment.size / 2 or 0.01) * SAMPLE_RATE)
    room = np.zeros(max(begin + round(treatment.decay * SAMPLE_RATE), round(treatment.size * SAMPLE_RATE) + 1))
    room[0] = 1
    if treatment.reverb:
        time = np.arange(len(room) - begin) / SAMPLE_RATE
        tail = generator.standard_normal(len(time)) * 10 ** (-3 * time / treatment.decay)
        # The first milliseconds swell: an abrupt beginning would be heard as an echo.
        tail *= np.minimum(1, time / 0.008)
        tail = np.convolve(tail, impulse_response((low_pass(treatment.damping, SAMPLE_RATE),), 256))[: len(time)]
        room[begin:] += treatment.reverb * tail / math.sqrt(float(np.dot(tail, tail)))
    if treatment.reflections:
        times = treatment.size * np.sort(generator.uniform(0.15, 1, 6))
        levels = treatment.reflections * np.geomspace(1, 0.25, 6) * generator.choice((-1, 1), 6)
        np.add.at(room, np.round(times * SAMPLE_RATE).astype(int), levels / math.sqrt(2))
    return room


def _power_spectrum(samples: Samples) -> NDArray[np.float64]:
    """K-weighted power in `_BANDS` + 1 bands, averaged over the clip (P. Welch, 1967)."""
    size = 2 * _BANDS
    padded = np.pad(samples, (0, size + -len(samples) % _BANDS))
    total = np.zeros(_BANDS + 1)
    frames = np.lib.stride_tricks.sliding_window_view(padded, size)[::_BANDS]
    for start in range(0, len(frames), 64):
        spectra = np.fft.rfft(frames[start : start + 64] * _window(), axis=1)
        total += np.square(np.abs(spectra)).sum(axis=0)
    return total * k_weighting_power(SAMPLE_RATE, _BANDS + 1)


@functools.cache
def _window() -> Samples:
    return np.hanning(2 * _BANDS).astype(np.float32)
