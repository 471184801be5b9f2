"""Words that are said otherwise than those around them, frame by frame: stressed ones, and tags beside speech."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from voices.engines.neural.hibari.hibari_network import Frames

_RAMP = np.hanning(7)[1:-1].astype(np.float32) / np.float32(np.hanning(7).sum())
"""Over how many frames an emphasis comes and goes."""

Stretch = tuple[int, int]
"""Frames (start, end)."""


@dataclass(frozen=True, slots=True)
class Emphasis:
    """How much longer (times), higher (semitones) and louder (dB) words are said, on top of what their phonemes do."""

    length: float
    pitch: float
    gain: float


STRESS = Emphasis(1.25, 2.5, 3.0)
TAG = Emphasis(1.0, -1.0, -1.5)


@dataclass(frozen=True, slots=True)
class Emphasized:
    """Frames with an emphasis on some, and where each of the frames before that now begins."""

    frames: Frames
    starts: NDArray[np.float64]
    """float64[frames + 1]."""


def emphasized(frames: Frames, stretches: Iterable[Stretch], emphasis: Emphasis) -> Emphasized:
    """The frames with `emphasis` on those of `stretches`."""
    count = len(frames.pitch)
    weight = np.zeros(count, np.float32)
    for start, end in stretches:
        weight[start:end] = 1
    if not weight.any():
        return Emphasized(frames, np.arange(count + 1.0))
    weight = np.convolve(weight, _RAMP, "same").astype(np.float32)
    lengths = 1 + weight.astype(np.float64) * (emphasis.length - 1)
    starts = np.concatenate([[0.0], np.cumsum(lengths)])
    drawn = np.minimum(np.searchsorted(starts[1:], np.arange(round(starts[-1])) + 0.5), count - 1)
    frames, weight = frames.at(drawn), weight[drawn]
    pitch = (frames.pitch * 2 ** (weight * np.float32(emphasis.pitch / 12))).astype(np.float32)
    return Emphasized(frames.louder(weight * np.float32(emphasis.gain * np.log(10) / 20)).sung(pitch), starts)
