"""How high a voice speaks: the median fundamental frequency of a recording, by autocorrelation."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

_LOWEST, _HIGHEST = 60.0, 480.0
"""Hz: nobody's plain speech lies beyond."""
_FRAME, _HOP = 0.04, 0.01
"""Seconds."""
_VOICED = 0.5
"""The normalised autocorrelation from which on a frame is taken for a vowel or a voiced consonant."""
_OCTAVE = 0.9
"""An earlier peak this high beside the highest is the period; the highest may lie at two or three of them."""
_QUIET = 0.1
"""Of the loudest frame's amplitude: below that nothing is measured."""


def median_f0(samples: NDArray[np.float32], rate: int) -> float | None:
    """The median fundamental frequency in Hz of speech float32[frames] at `rate` Hz; None where nothing is voiced.

    Each frame's autocorrelation is divided by that of its window, after Boersma, "Accurate short-term analysis of the
    fundamental frequency and the harmonics-to-noise ratio of a sampled sound" (1993).
    """
    size, hop = int(_FRAME * rate), int(_HOP * rate)
    if len(samples) < size:
        return None
    frames = np.lib.stride_tricks.sliding_window_view(samples.astype(np.float64), size)[::hop]
    frames = frames - frames.mean(axis=1, keepdims=True)
    loud = np.sqrt((frames**2).mean(axis=1))
    frames = frames[loud >= _QUIET * loud.max()]
    window = np.hanning(size)
    of_window = _autocorrelation(window[None])[0]
    of_frames = _autocorrelation(frames * window)
    first, last = int(rate / _HIGHEST), min(int(rate / _LOWEST), size // 2)
    of_frames = of_frames / np.maximum(of_frames[:, :1], 1e-12) / (of_window / of_window[0])
    found = [period for row in of_frames if (period := _period(row[: last + 2], first)) is not None]
    return float(rate / np.median(found)) if found else None


def _autocorrelation(frames: NDArray[np.float64]) -> NDArray[np.float64]:
    """float64[count, size]: of each frame, by its power spectrum."""
    size = frames.shape[1]
    spectrum = np.abs(np.fft.rfft(frames, 2 * size, axis=1)) ** 2
    correlation: NDArray[np.float64] = np.fft.irfft(spectrum, axis=1)[:, : size // 2 + 2]
    return correlation


def _period(row: NDArray[np.float64], first: int) -> float | None:
    """The period in samples that a frame's autocorrelation tells, between two samples; None where it isn't voiced."""
    middle = row[first:-1]
    peaks = np.flatnonzero((middle > row[first - 1 : -2]) & (middle >= row[first + 1 :])) + first
    if not len(peaks) or row[peaks].max() < _VOICED:
        return None
    peak = int(next(at for at in peaks if row[at] >= _OCTAVE * row[peaks].max()))
    left, top, right = row[peak - 1 : peak + 2]
    bend = left - 2 * top + right
    return peak + (0.5 * (left - right) / bend if bend else 0.0)
