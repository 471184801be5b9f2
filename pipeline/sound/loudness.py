"""Loudness after ITU-R BS.1770-4: K-weighting, blocks of 400 ms every 100 ms, gates at −70 LUFS and −10 LU.

A mono signal counts as one channel, as ffmpeg's `ebur128` counts it.
"""

from __future__ import annotations

import functools
import math
from array import array

import numpy as np
from numpy.typing import NDArray

from pipeline.sound.filters import Biquad, RecursiveFilter, Samples, frequency_response

_ROW = 64
"""Samples that a filter takes at once, about: what costs least."""


class LoudnessMeter:
    """Integrated loudness of a stream, block by block. It keeps 8 bytes for each 100 ms of sound."""

    def __init__(self, rate: int, channels: int = 1) -> None:
        self._meters = [_PowerMeter(rate, round(rate / 10)) for _ in range(channels)]
        self._powers = array("d")

    def add(self, block: NDArray[np.float32]) -> None:
        """Measures float32[frames, channels], or float32[frames] where there is one channel."""
        columns = block.reshape(len(block), -1).T
        powers = sum(meter.powers(column) for meter, column in zip(self._meters, columns, strict=True))
        self._powers.frombytes(np.asarray(powers, np.float64).tobytes())

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
    return _PowerMeter(rate, hop).powers(samples)


@functools.cache
def k_weighting_power(rate: int, points: int) -> NDArray[np.float64]:
    """What the K-weighting does to power, at `points` frequencies evenly from 0 Hz to half the rate."""
    power: NDArray[np.float64] = np.square(np.abs(frequency_response(_k_weighting(rate), points)))
    return power


class _PowerMeter:
    """Mean squares of one channel's K-weighted blocks of `hop` samples, as the stream goes on."""

    def __init__(self, rate: int, hop: int) -> None:
        width = min((n for n in range(1, hop + 1) if hop % n == 0), key=lambda n: abs(n - _ROW))
        self._filter = RecursiveFilter(_k_weighting(rate), width)
        self._hop = hop
        self._rest = np.zeros(0, np.float32)

    def powers(self, samples: Samples) -> NDArray[np.float64]:
        """Of the blocks that these samples complete."""
        samples = np.concatenate([self._rest, samples])
        whole = len(samples) // self._hop * self._hop
        self._rest = samples[whole:]
        blocks = self._filter(samples[:whole]).reshape(-1, self._hop)
        return np.asarray(np.einsum("ij,ij->i", blocks, blocks), np.float64) / self._hop


def _k_weighting(rate: int) -> tuple[Biquad, Biquad]:
    """The K-weighting filter of BS.1770-4 (annex 1, tables 1 and 2).

    The tables hold for 48 kHz; these are the analogue filters behind them, transformed to any rate.
    """
    return _shelf(rate), _rumble(rate)


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
