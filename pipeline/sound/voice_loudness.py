"""How loud a voice speaks, measured on its speech alone, so that all voices can be brought to one level.

A voice's level is measured on fixed sentences. A line differs from those: a voice that is raised, or says three words,
is louder or quieter than in a long sentence, and peaks that the limiter takes are not heard. `own_gain` makes up for
that as far as a line is long enough to tell.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from pipeline.sound.loudness import gated, k_weighted_power
from pipeline.sound.master import CODEC_MARGIN
from pipeline.sound.timeline import SAMPLE_RATE, Sound

VOICE_LEVEL = -20.0
"""LUFS of active speech that `voice_gain` brings a voice to."""

_ENOUGH = 0.3
"""Seconds of speech in a line from which on its own loudness counts for more than its voice's."""
_MOST = 4.0
"""dB that a line may be moved."""
_MOST_MAKEUP = 2.5
"""dB of these for what the limiter takes away."""

_WINDOW = 0.1
"""Seconds. Shorter than BS.1770's 400 ms: gaps between words don't count as quiet speech, and "No." can be measured."""


def speech_level(samples: NDArray[np.float32], rate: int) -> float:
    """Loudness of the active speech in float32[frames], LUFS: K-weighted and gated as in BS.1770-4, in 100 ms windows.

    Something shorter than a window counts as one. −inf for silence.
    """
    hop = _hop(rate)
    return _level(k_weighted_power(_padded(samples, hop), rate, hop))


def voice_gain(level: float) -> float:
    """The gain in dB that brings a voice of this level to `VOICE_LEVEL`; 0 for silence."""
    return VOICE_LEVEL - level if math.isfinite(level) else 0.0


def own_gain(samples: NDArray[np.float32], sound: Sound, headroom: float) -> float:
    """dB by which a line is to be mixed louder than `Sound.gain` says, so that it is as loud as its voice should be.

    `samples` are float32[frames] at `SAMPLE_RATE`, as they go into the mix; `headroom` is how far the true-peak ceiling
    lies above the chapter's loudness (dB). It depends on nothing but the line.
    """
    if sound.levelling is None or not samples.any():
        return 0.0
    hop = _hop(SAMPLE_RATE)
    padded = _padded(samples, hop)
    powers = k_weighted_power(padded, SAMPLE_RATE, hop)
    peaks = np.abs(padded[: len(powers) * hop]).reshape(-1, hop).max(axis=1)
    level = _level(powers)
    if not math.isfinite(level):
        return 0.0
    spoken = np.count_nonzero(powers > powers.max() / 100) * hop / SAMPLE_RATE
    share = spoken / (spoken + _ENOUGH)
    gain = min(max(share * (VOICE_LEVEL - sound.levelling - level), -_MOST), _MOST)
    limit = 10 ** ((VOICE_LEVEL + headroom - CODEC_MARGIN) / 20)
    makeup = 0.0
    for _ in range(2):
        factor = 10 ** ((sound.gain + gain + makeup) / 20)
        needed = np.minimum(1, limit / np.maximum(peaks * factor, 1e-9))
        makeup = min(level - _level(powers * needed**2), _MOST_MAKEUP)
    return min(gain + makeup, _MOST)


def _level(powers: NDArray[np.float64]) -> float:
    return gated(np.convolve(powers, np.full(4, 0.25), "valid"))


def _hop(rate: int) -> int:
    return max(1, round(_WINDOW * rate / 4))


def _padded(samples: NDArray[np.float32], hop: int) -> NDArray[np.float32]:
    """With silence behind it where it is shorter than a window."""
    return np.pad(samples, (0, max(0, 4 * hop - len(samples))))
