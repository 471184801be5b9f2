"""How loud a voice speaks, measured on its speech alone, so that all voices can be brought to one level."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from pipeline.sound.loudness import gated, k_weighted_power

VOICE_LEVEL = -20.0
"""LUFS of active speech that `voice_gain` brings a voice to."""

_WINDOW = 0.1
"""Seconds. Shorter than BS.1770's 400 ms: gaps between words don't count as quiet speech, and "No." can be measured."""


def speech_level(samples: NDArray[np.float32], rate: int) -> float:
    """Loudness of the active speech in float32[frames], LUFS: K-weighted and gated as in BS.1770-4, in 100 ms windows.

    Something shorter than a window counts as one. −inf for silence.
    """
    hop = max(1, round(_WINDOW * rate / 4))
    missing = max(0, 4 * hop - len(samples))
    powers = k_weighted_power(np.pad(samples, (0, missing)), rate, hop)
    windows = np.convolve(powers, np.full(4, 0.25), "valid")
    return gated(windows)


def voice_gain(level: float) -> float:
    """The gain in dB that brings a voice of this level to `VOICE_LEVEL`; 0 for silence."""
    return VOICE_LEVEL - level if math.isfinite(level) else 0.0
