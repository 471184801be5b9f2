"""Linear filters as impulse responses, applied by fast convolution.

Recursive filters are designed as such and used by their impulse response, cut where it is inaudible: one FFT
convolution runs them all at over 1,000 times real time, and `scipy.signal` alone takes longer to import than a chapter
takes to filter.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

Samples = NDArray[np.float32]
Biquad = tuple[float, float, float, float, float, float]
"""b0, b1, b2, a0, a1, a2 of a second-order section."""

_ROWS = 8
"""Blocks that are transformed at once: more doesn't get faster, fewer does get slower."""


def low_pass(frequency: float, rate: int, q: float = math.sqrt(0.5)) -> Biquad:
    """Second-order low-pass (R. Bristow-Johnson, "Audio EQ Cookbook")."""
    cos, alpha = _angle(frequency, rate, q)
    return (1 - cos) / 2, 1 - cos, (1 - cos) / 2, 1 + alpha, -2 * cos, 1 - alpha


def high_pass(frequency: float, rate: int, q: float = math.sqrt(0.5)) -> Biquad:
    """Second-order high-pass (R. Bristow-Johnson, "Audio EQ Cookbook")."""
    cos, alpha = _angle(frequency, rate, q)
    return (1 + cos) / 2, -1 - cos, (1 + cos) / 2, 1 + alpha, -2 * cos, 1 - alpha


def peaking(frequency: float, rate: int, gain: float, q: float) -> Biquad:
    """A bell of `gain` dB (R. Bristow-Johnson, "Audio EQ Cookbook")."""
    cos, alpha = _angle(frequency, rate, q)
    a = 10 ** (gain / 40)
    return 1 + alpha * a, -2 * cos, 1 - alpha * a, 1 + alpha / a, -2 * cos, 1 - alpha / a


def impulse_response(sections: tuple[Biquad, ...], taps: int) -> NDArray[np.float64]:
    """The first `taps` samples of the cascade's impulse response, float64[taps].

    It must have died away within 8 × `taps`: that is where the frequency response is sampled.
    """
    size = 8 * taps
    z = np.exp(-2j * np.pi * np.arange(size // 2 + 1) / size)
    response = np.ones(len(z), complex)
    for b0, b1, b2, a0, a1, a2 in sections:
        response *= (b0 + b1 * z + b2 * z * z) / (a0 + a1 * z + a2 * z * z)
    return np.fft.irfft(response, size)[:taps]


def convolve(samples: Samples, response: Samples) -> Samples:
    """The whole convolution, float32[len(samples) + len(response) − 1]. Memory beyond the result is constant."""
    length = len(samples) + len(response) - 1
    padded = np.zeros(length + len(response), np.float32)
    padded[len(response) - 1 : len(response) - 1 + len(samples)] = samples
    return np.concatenate(list(filtered(padded, response, length)))


def filtered(padded: Samples, response: Samples, length: int, block: int = 0) -> Iterator[Samples]:
    """The `length` samples that follow the first `len(response) − 1` of `padded`, filtered, in batches (overlap-save).

    The samples before are the filter's past. `block` is how many samples one transform yields (chosen if 0); a batch is
    a whole number of blocks, except the last one.
    """
    taps = len(response)
    size = max(16384, 1 << (3 * taps).bit_length())
    block = block or size - taps + 1
    spectrum = np.fft.rfft(response, size)
    for start in range(0, length, block * _ROWS):
        rows = min(_ROWS, -(-(length - start) // block))
        work = np.zeros((rows, size), np.float32)
        for row in range(rows):
            piece = padded[start + row * block : start + row * block + block + taps - 1]
            work[row, : len(piece)] = piece
        spectra = np.fft.rfft(work, axis=1)
        spectra *= spectrum
        result = np.fft.irfft(spectra, size, axis=1)[:, taps - 1 : taps - 1 + block]
        yield np.ascontiguousarray(result, np.float32).reshape(-1)[: length - start]


def running_mean(values: NDArray[np.floating], width: int) -> NDArray[np.float64]:
    """The mean of each `width` neighbours, float64[n − width + 1]."""
    sums = np.cumsum(np.concatenate([[0.0], values]), dtype=np.float64)
    return (sums[width:] - sums[:-width]) / width


def _angle(frequency: float, rate: int, q: float) -> tuple[float, float]:
    omega = 2 * math.pi * min(frequency, 0.49 * rate) / rate
    return math.cos(omega), math.sin(omega) / (2 * q)
