"""Loudness after ITU-R BS.1770-4: K-weighting, blocks of 400 ms every 100 ms, gates at −70 LUFS and −10 LU.

A mono signal counts as one channel, as ffmpeg's `ebur128` counts it.
"""

from __future__ import annotations

import functools
import math
from array import array

import numpy as np
from numpy.typing import NDArray

from pipeline.filters import Biquad, Samples, filtered, impulse_response

_TAPS = 2560
"""The K-weighting's response is 100 dB down after this many samples at 44.1 kHz."""


class LoudnessMeter:
    """Integrated loudness of a stream, block by block. It keeps 8 bytes for each 100 ms of sound."""

    def __init__(self, rate: int, channels: int = 1) -> None:
        self._hop = round(rate / 10)
        self._response = _k_weighting(rate)
        past = len(self._response) - 1
        self._pending = [np.zeros(past, np.float32) for _ in range(channels)]
        self._past = past
        self._powers = array("d")

    def add(self, block: NDArray[np.float32]) -> None:
        """Measures float32[frames, channels], or float32[frames] where there is one channel."""
        columns = block.reshape(len(block), -1).T
        self._pending = [np.concatenate([old, new]) for old, new in zip(self._pending, columns, strict=True)]
        hops = (len(self._pending[0]) - self._past) // self._hop
        if not hops:
            return
        powers = sum(_hop_powers(pending, self._response, hops, self._hop) for pending in self._pending)
        self._powers.frombytes(np.asarray(powers, np.float64).tobytes())
        self._pending = [pending[hops * self._hop :] for pending in self._pending]

    def powers(self) -> NDArray[np.float64]:
        """Mean squares of all whole 100 ms so far, K-weighted, summed over channels."""
        return np.frombuffer(self._powers.tobytes(), np.float64)

    def integrated(self) -> float:
        """LUFS of all that was added so far; −inf for silence and for less than 400 ms."""
        return integrated_from_powers(self.powers())


def integrated_from_powers(powers: NDArray[np.float64]) -> float:
    """LUFS from the K-weighted mean squares of each 100 ms."""
    return gated(np.convolve(powers, np.full(4, 0.25), "valid")) if len(powers) >= 4 else -math.inf


def integrated(samples: NDArray[np.float32], rate: int) -> float:
    """LUFS of float32[frames] or float32[frames, channels]; −inf for silence and for less than 400 ms."""
    meter = LoudnessMeter(rate, 1 if samples.ndim == 1 else samples.shape[1])
    meter.add(samples)
    return meter.integrated()


def gated(powers: NDArray[np.float64]) -> float:
    """LUFS from the mean squares of K-weighted blocks (summed over channels), by the two gates of BS.1770-4."""
    loud = powers[powers > _power(-70)]
    if not len(loud):
        return -math.inf
    loud = loud[loud > loud.mean() / 10]
    return _lufs(float(loud.mean()))


def k_weighted_power(samples: Samples, rate: int, hop: int) -> NDArray[np.float64]:
    """Mean squares of K-weighted blocks of `hop` samples, float64[⌊frames / hop⌋], for one channel from silence."""
    response = _k_weighting(rate)
    padded = np.concatenate([np.zeros(len(response) - 1, np.float32), samples])
    return _hop_powers(padded, response, len(samples) // hop, hop)


@functools.cache
def k_weighting_power(rate: int, points: int) -> NDArray[np.float64]:
    """What the K-weighting does to power, at `points` frequencies evenly from 0 Hz to half the rate."""
    power: NDArray[np.float64] = np.square(np.abs(np.fft.rfft(_k_weighting(rate), 64 * (points - 1))[::32]))
    return power


def _hop_powers(padded: Samples, response: Samples, hops: int, hop: int) -> NDArray[np.float64]:
    # One transform yields whole hops, so that no sum crosses a border.
    block = hop * max(1, (16384 - len(response) + 1) // hop)
    powers = [
        np.einsum("ij,ij->i", rows, rows, dtype=np.float64)
        for batch in filtered(padded, response, hops * hop, block)
        for rows in (batch.reshape(-1, hop),)
    ]
    return np.concatenate(powers) / hop if powers else np.zeros(0)


@functools.cache
def _k_weighting(rate: int) -> Samples:
    """The K-weighting filter of BS.1770-4 (annex 1, tables 1 and 2) as an impulse response.

    The tables hold for 48 kHz; these are the analogue filters behind them, transformed to any rate.
    """
    taps = -(-_TAPS * rate // 44100)
    response = impulse_response((_shelf(rate), _rumble(rate)), taps)
    return response.astype(np.float32)


def _shelf(rate: int) -> Biquad:
    k, q = math.tan(math.pi * 1681.974450955533 / rate), 0.7071752369554196
    high = 10 ** (3.999843853973347 / 20)
    middle = high**0.4996667741545416
    return (
        high + middle * k / q + k * k,
        2 * (k * k - high),
        high - middle * k / q + k * k,
        1 + k / q + k * k,
        2 * (k * k - 1),
        1 - k / q + k * k,
    )


def _rumble(rate: int) -> Biquad:
    k, q = math.tan(math.pi * 38.13547087602444 / rate), 0.5003270373238773
    scale = 1 + k / q + k * k
    # The standard's filter has an unscaled numerator.
    return scale, -2 * scale, scale, scale, 2 * (k * k - 1), 1 - k / q + k * k


def _power(lufs: float) -> float:
    return float(10 ** ((lufs + 0.691) / 10))


def _lufs(power: float) -> float:
    return -0.691 + 10 * math.log10(power)
