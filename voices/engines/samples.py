"""What several engines do to the samples that they get. Pure functions on float32[frames] in −1…1, mono."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Samples = NDArray[np.float32]
"""float32[frames] in −1…1, mono."""

_QUIET = 10 ** (-50 / 20)
"""What lies this far below a part's peak is silence."""
_EDGE = 0.03
"""Seconds of silence that a part keeps on each side."""
_PAUSE = 0.34
"""Seconds of silence between two sentences of one line, at normal rate."""
_SHIFT = 5.0
"""Semitones that a voice may be moved, formants and all, and still be one that somebody has."""


def joined(parts: Sequence[Samples], rate: int, speed: float = 1.0) -> Samples:
    """float32[frames] at `rate` Hz: the sentences of one line one after the other.

    Each is without the silence that its model puts around it, with pauses for `speed` times the normal rate between
    them.
    """
    spoken = [part for part in (_trimmed(part, rate) for part in parts) if len(part)]
    pause = np.zeros(round((_PAUSE - 2 * _EDGE) * rate / speed), np.float32)
    pieces = [piece for part in spoken for piece in (pause, part)][1:]
    return np.concatenate(pieces) if pieces else np.zeros(0, np.float32)


def played(samples: Samples, rate: int, factor: float) -> Samples:
    """float32[frames]: `samples` played `factor` times as fast, at the same `rate` (Hz).

    Pitch and formants rise by the factor, the length falls.
    """
    return resampled(samples, rate * factor, rate)


def resampled(samples: Samples, from_rate: float, to_rate: float) -> Samples:
    """float32[frames]: the same sound, of `from_rate` Hz, at `to_rate` Hz."""
    if from_rate == to_rate:
        return samples
    import soxr

    return np.asarray(soxr.resample(samples, from_rate, to_rate), np.float32)


def shift_factor(semitones: float) -> float:
    """How many times as fast a recording is to be played whose voice is moved: no further than `_SHIFT`."""
    return frequency_ratio(min(max(semitones, -_SHIFT), _SHIFT))


def frequency_ratio(semitones: float) -> float:
    """Times a frequency, for so many semitones up (over 0) or down."""
    return float(2 ** (semitones / 12))


def _trimmed(samples: Samples, rate: int) -> Samples:
    loud = np.flatnonzero(np.abs(samples) > _QUIET * np.abs(samples).max(initial=0.0))
    if not len(loud):
        return samples[:0]
    edge = round(_EDGE * rate)
    return samples[max(int(loud[0]) - edge, 0) : int(loud[-1]) + 1 + edge]
