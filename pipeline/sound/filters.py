"""Linear filters: impulse responses by fast convolution, recursive filters by matrix products on blocks.

A loop over samples is out of the question, and `scipy.signal` alone takes longer to import than a chapter takes to
filter.
"""

from __future__ import annotations

import functools
import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Samples = NDArray[np.float32]
Biquad = tuple[float, float, float, float, float, float]
"""b0, b1, b2, a0, a1, a2 of a second-order section."""

_ROWS = 8
"""Blocks that are transformed at once: more doesn't get faster, fewer does get slower."""
_SEEN = 64
"""Samples after a state, at least, that tell how large it is."""
_NOTHING = 1e-12
"""What is left of a state when it is over: far below what float32 can tell."""


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


def low_shelf(frequency: float, rate: int, gain: float) -> Biquad:
    """`gain` dB below a frequency (R. Bristow-Johnson, "Audio EQ Cookbook", slope 1)."""
    cos, alpha = _angle(frequency, rate, math.sqrt(0.5))
    a = 10 ** (gain / 40)
    root = 2 * math.sqrt(a) * alpha
    up, down = (a + 1) + (a - 1) * cos, (a + 1) - (a - 1) * cos
    return (
        a * (down + root),
        2 * a * ((a - 1) - (a + 1) * cos),
        a * (down - root),
        up + root,
        -2 * ((a - 1) + (a + 1) * cos),
        up - root,
    )


def high_shelf(frequency: float, rate: int, gain: float) -> Biquad:
    """`gain` dB above a frequency (R. Bristow-Johnson, "Audio EQ Cookbook", slope 1)."""
    cos, alpha = _angle(frequency, rate, math.sqrt(0.5))
    a = 10 ** (gain / 40)
    root = 2 * math.sqrt(a) * alpha
    up, down = (a + 1) + (a - 1) * cos, (a + 1) - (a - 1) * cos
    return (
        a * (up + root),
        -2 * a * ((a - 1) + (a + 1) * cos),
        a * (up - root),
        down + root,
        2 * ((a - 1) - (a + 1) * cos),
        down - root,
    )


def impulse_response(sections: tuple[Biquad, ...], taps: int) -> NDArray[np.float64]:
    """The first `taps` samples of the cascade's impulse response, float64[taps].

    It must have died away within 8 × `taps`: that is where the frequency response is sampled.
    """
    size = 8 * taps
    return np.fft.irfft(frequency_response(sections, size // 2 + 1), size)[:taps]


def frequency_response(sections: tuple[Biquad, ...], points: int) -> NDArray[np.complex128]:
    """What the cascade does to `points` frequencies evenly from 0 Hz to half the sample rate, complex128[points]."""
    z = np.exp(-1j * np.pi * np.arange(points) / (points - 1))
    response = np.ones(points, complex)
    for b0, b1, b2, a0, a1, a2 in sections:
        response *= (b0 + b1 * z + b2 * z * z) / (a0 + a1 * z + a2 * z * z)
    return response


class RecursiveFilter:
    """A cascade of biquads over a stream, as it is written down, without a loop over samples (C. Burrus, "Block
    realization of digital filters", 1972): what a row of `width` samples makes of itself is one matrix product, what
    is left of earlier rows another."""

    def __init__(self, sections: tuple[Biquad, ...], width: int) -> None:
        self._form = _block_form(sections, width)
        self._state = np.zeros(len(self._form.past))

    def __call__(self, samples: Samples) -> Samples:
        """The next samples filtered, a whole number of rows: float32[rows, width]."""
        rows = samples.reshape(-1, len(self._form.own))
        # Each row's state is what it leaves itself and what the one before it leaves of its own: summed up in doubling
        # strides (W. Hillis and G. Steele, "Data parallel algorithms", 1986).
        states = np.concatenate([self._state[np.newaxis], rows @ self._form.left])
        for stride, kept in enumerate(self._form.kept):
            states[1 << stride :] += states[: -(1 << stride)] @ kept
        self._state = states[-1]
        return np.asarray(rows @ self._form.own + states[:-1].astype(np.float32) @ self._form.past)


@dataclass(frozen=True, slots=True)
class _BlockForm:
    """A recursive filter with n states, for rows of w samples."""

    own: Samples
    """Row in → row out: float32[w, w]."""
    past: Samples
    """State before a row → what it adds to the row: float32[n, w]."""
    left: Samples
    """Row in → its share of the state behind it: float32[w, n]."""
    kept: tuple[NDArray[np.float64], ...]
    """State → what is kept of it 1, 2, 4 … rows later, until it is nothing: float64[n, n] each."""


@functools.cache
def _block_form(sections: tuple[Biquad, ...], width: int) -> _BlockForm:
    step, into, out, through = _state_space(sections)
    powers = [np.eye(len(step))]
    for _ in range(max(width, _SEEN)):
        powers.append(powers[-1] @ step)
    response = np.array([through, *(out @ power @ into for power in powers[: width - 1])])
    later = np.arange(width) - np.arange(width)[:, np.newaxis]
    # In coordinates in which all that a state adds is as large as the state: in those of the sections, near a double
    # pole, it is the small difference of large numbers, of which float32 drops more than a step of 16 bits.
    seen = np.array([out @ power for power in powers]).T
    turned, sizes, past = np.linalg.svd(seen, full_matrices=False)
    basis = turned * sizes
    kept = [np.linalg.pinv(basis) @ powers[width].T @ basis]
    while np.abs(kept[-1]).max() > _NOTHING:
        kept.append(kept[-1] @ kept[-1])
    return _BlockForm(
        own=np.where(later >= 0, response[np.abs(later)], 0).astype(np.float32),
        past=past[:, :width].astype(np.float32),
        left=(np.array([power @ into for power in reversed(powers[:width])]) @ basis).astype(np.float32),
        kept=tuple(kept),
    )


def _state_space(
    sections: tuple[Biquad, ...],
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64], float]:
    """The cascade's matrices: state → next state, input → next state, state → output, input → output."""
    step, into, out, through = np.zeros((0, 0)), np.zeros(0), np.zeros(0), 1.0
    for b0, b1, b2, a0, a1, a2 in sections:
        # Direct form II transposed, fed with what the sections before it give.
        own = np.array([[-a1, a0], [-a2, 0.0]]) / a0
        entry = np.array([b1 - a1 * b0 / a0, b2 - a2 * b0 / a0]) / a0
        step = np.block([[step, np.zeros((len(step), 2))], [np.outer(entry, out), own]])
        into = np.concatenate([into, entry * through])
        out = np.concatenate([out * (b0 / a0), [1.0, 0.0]])
        through *= b0 / a0
    return step, into, out, through


def convolve(samples: Samples, response: Samples) -> Samples:
    """The whole convolution (overlap-save), float32[len(samples) + len(response) − 1]. Memory beyond the result is
    constant."""
    taps = len(response)
    length = len(samples) + taps - 1
    size = max(16384, 1 << (3 * taps).bit_length())
    block = size - taps + 1
    spectrum = np.fft.rfft(response, size)
    padded = np.zeros(length + taps, np.float32)
    padded[taps - 1 : length] = samples
    result = np.empty(length, np.float32)
    for start in range(0, length, block * _ROWS):
        rows = min(_ROWS, -(-(length - start) // block))
        work = np.zeros((rows, size), np.float32)
        for row in range(rows):
            piece = padded[start + row * block : start + (row + 1) * block + taps - 1]
            work[row, : len(piece)] = piece
        spectra = np.fft.rfft(work, axis=1)
        spectra *= spectrum
        filtered = np.fft.irfft(spectra, size, axis=1)[:, taps - 1 :].reshape(-1)
        result[start : start + rows * block] = filtered[: length - start]
    return result


def running_mean(values: NDArray[np.floating], width: int, before: float = 0.0) -> NDArray[np.float64]:
    """The mean of each `width` neighbours, float64[n − width + 1].

    `before` is the sum of what came ahead of `values`: with it, a part of a longer row is rounded as the whole is.
    """
    sums = np.empty(len(values) + 1)
    sums[0] = before
    sums[1:] = values
    np.cumsum(sums, out=sums)
    return (sums[width:] - sums[:-width]) / width


def _angle(frequency: float, rate: int, q: float) -> tuple[float, float]:
    omega = 2 * math.pi * min(frequency, 0.49 * rate) / rate
    return math.cos(omega), math.sin(omega) / (2 * q)
