"""How high somebody speaks: the fundamental frequency of speech by autocorrelation.

As P. Boersma, "Accurate short-term analysis of the fundamental frequency and the harmonics-to-noise ratio of a sampled
sound" (1993) does it, less its search for the best path: a median doesn't mind slips.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tests.benchmarks.speaker_encoder import Floats

LOWEST, HIGHEST = 45, 450
"""Hz."""
_WINDOW, _HOP = 0.04, 0.01
"""Seconds."""
_VOICED = 0.6
"""Of 1: what is less like itself a period later is no voice."""
_NEAR = 0.9
"""Of the best likeness: the first period that comes so near is the fundamental, the others are its multiples."""
_AUDIBLE = 0.1
"""Of the recording's level."""


def frequencies(samples: Floats, rate: int) -> NDArray[np.float64]:
    """The fundamental frequency of each voiced hundredth of a second, in Hz: float64[voiced]."""
    window, shortest, longest = round(_WINDOW * rate), rate // HIGHEST, rate // LOWEST
    if len(samples) < window + longest:
        return np.zeros(0)
    sound = samples.astype(np.float64) - samples.mean()
    frames = np.lib.stride_tricks.sliding_window_view(sound, window + longest)[:: round(_HOP * rate)]
    size = 2 * (window + longest)
    products = np.fft.rfft(frames, size, axis=1) * np.fft.rfft(frames[:, :window], size, axis=1).conj()
    sums = np.cumsum(np.pad(frames**2, ((0, 0), (1, 0))), axis=1)
    powers = sums[:, window : window + longest + 1] - sums[:, : longest + 1]
    likeness = np.fft.irfft(products, axis=1)[:, : longest + 1] / np.sqrt(powers[:, :1] * powers + 1e-12)
    likeness = likeness[:, shortest:]
    best = likeness.max(axis=1)
    loud = powers[:, 0] / window > (_AUDIBLE**2) * np.mean(sound**2)
    found = []
    for row, most in zip(likeness[loud & (best > _VOICED)], best[loud & (best > _VOICED)], strict=True):
        peaks = (row[1:-1] >= row[:-2]) & (row[1:-1] >= row[2:]) & (row[1:-1] > _NEAR * most)
        period = int(peaks.argmax()) + 1 if peaks.any() else int(row.argmax())
        found.append(rate / (shortest + period))
    return np.array(found)


def median_f0(recordings: list[tuple[Floats, int]]) -> float | None:
    """Hz: the median over all that is voiced in recordings (samples, rate); None where nothing is."""
    voiced = np.concatenate([frequencies(samples, rate) for samples, rate in recordings])
    return float(np.median(voiced)) if len(voiced) else None
