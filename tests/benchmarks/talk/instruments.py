"""What decoded audio is measured with: nothing of it is shared with the code that made the audio.

Levels are K-weighted as ITU-R BS.1770-4 says, by scipy; the fundamental frequency is Praat's (`praat-parselmouth`,
which must be installed and is no part of this project).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tests.benchmarks.talk.finished_book import Floats

Curve = NDArray[np.float64]

_WINDOW = 0.005
"""Seconds over which the envelope is averaged, …"""
_HOP = 0.001
"""… and from one of its values to the next."""
_UNDER_PEAK = 50.0
"""dB below the louder sound of a neighbour's at which silence begins, …"""
_OVER_NOISE = 6.0
"""… but never less than this over the noise that a chapter has everywhere."""
_SLACK = 0.06
"""Seconds that a join may lie beside its silence."""
_SHORTEST = 0.01
"""Seconds: less is no silence."""

_STEP = 0.005
"""Seconds between two values of the fundamental frequency."""
_LOWEST, _HIGHEST = 60.0, 550.0
"""Hz."""
_ODD = 8.0
"""Semitones from a line's median beyond which a value is a slip of the tracker."""
_BLIP = 0.03
"""Seconds: what seems to be voice for less is noise."""
_LAST = 0.2
"""Seconds of voice at the end of a line that tell whether it falls."""
_ACTIVE = 15.0
"""dB below a line's loudest tenth of a second at which somebody still speaks."""


class Envelope:
    """How loud a chapter is from millisecond to millisecond, without what lies below speech."""

    def __init__(self, samples: Floats, rate: int) -> None:
        from scipy.signal import butter, sosfilt

        heard = sosfilt(butter(2, 60, "highpass", fs=rate, output="sos"), samples.astype(np.float64))
        sums = np.concatenate([[0.0], np.cumsum(heard**2)])
        hop, window = round(_HOP * rate), round(_WINDOW * rate)
        self._hop = hop / rate
        starts = np.arange(0, len(samples) - window, hop)
        powers = np.maximum((sums[starts + window] - sums[starts]) / window, 1e-14)
        self.decibels: Curve = 10 * np.log10(powers)
        self._shift = window / 2 / rate
        self.noise = float(np.percentile(self.decibels, 2))

    def _at(self, seconds: float) -> int:
        return min(max(round((seconds - self._shift) / self._hop), 0), len(self.decibels) - 1)

    def _seconds(self, index: int) -> float:
        return index * self._hop + self._shift

    def peak(self, start: float, end: float) -> float:
        """dB: the loudest moment between two times."""
        return float(self.decibels[self._at(start) : self._at(end) + 1].max())

    def threshold(self, *peaks: float) -> float:
        """dB below which there is silence beside sounds as loud as `peaks`."""
        return max(min(peaks) - _UNDER_PEAK, self.noise + _OVER_NOISE)

    def silence(self, start: float, end: float, threshold: float, slack: float = _SLACK) -> tuple[float, float] | None:
        """From when to when nothing is heard around the time from `start` to `end`: the longest silence that touches
        it, or lies within `slack` seconds, with all that lies beyond."""
        quiet = self.decibels < threshold
        first, last = self._at(start - slack), self._at(end + slack)
        edges = np.flatnonzero(np.diff(np.concatenate([[False], quiet[first : last + 1], [False]]).astype(np.int8)))
        runs = [(first + int(a), first + int(b)) for a, b in zip(edges[::2], edges[1::2], strict=True)]
        if not runs:
            return None
        begin, over = max(runs, key=lambda run: run[1] - run[0])
        while begin > 0 and quiet[begin - 1]:
            begin -= 1
        while over < len(quiet) and quiet[over]:
            over += 1
        # Half a window of the silence at each end is filled by the sound beside it.
        times = self._seconds(begin) - self._shift, self._seconds(over - 1) + self._shift
        return times if times[1] - times[0] >= _SHORTEST + 2 * self._shift else None


class Loudness:
    """The K-weighted level of stretches of a chapter."""

    def __init__(self, samples: Floats, rate: int) -> None:
        from scipy.signal import sosfilt

        weighted = sosfilt(_k_weighting(rate), samples.astype(np.float64))
        self._sums = np.concatenate([[0.0], np.cumsum(weighted**2)])
        self._rate = rate

    def active(self, start: float, end: float) -> float | None:
        """LUFS of somebody's speech from `start` to `end`, its pauses left out; None where it is too short."""
        step = self._rate // 20
        edges = np.arange(round(start * self._rate), min(round(end * self._rate), len(self._sums) - 1), step)
        if len(edges) < 4:
            return None
        powers = np.maximum(np.diff(self._sums[edges]) / step, 1e-14)
        loudest = np.convolve(powers, [0.5, 0.5], "valid").max()
        return float(-0.691 + 10 * math.log10(powers[powers > loudest * 10 ** (-_ACTIVE / 10)].mean()))


def _k_weighting(rate: int) -> Curve:
    """The two filters of BS.1770-4 at any rate, by their analogue prototypes (B. De Man, 2018)."""
    gain, q, frequency = 3.999843853973347, 0.7071752369554196, 1681.974450955533
    k, high = math.tan(math.pi * frequency / rate), 10 ** (gain / 20)
    middle, below = high**0.4996667741545416, 1 + k / q + k * k
    shelf = [
        (high + middle * k / q + k * k) / below, 2 * (k * k - high) / below, (high - middle * k / q + k * k) / below,
        1.0, 2 * (k * k - 1) / below, (1 - k / q + k * k) / below,
    ]  # fmt: skip
    q, frequency = 0.5003270373238773, 38.13547087602444
    k = math.tan(math.pi * frequency / rate)
    below = 1 + k / q + k * k
    return np.array([shelf, [1.0, -2.0, 1.0, 1.0, 2 * (k * k - 1) / below, (1 - k / q + k * k) / below]])


def _lasting(there: NDArray[np.bool_], count: int) -> NDArray[np.bool_]:
    """Without what lasts for less than `count` values."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], there, [False]]).astype(np.int8)))
    result = there.copy()
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        if end - start < count:
            result[start:end] = False
    return result


@dataclass(frozen=True)
class Ending:
    """How a line's melody ends, in semitones."""

    change: float
    """Over its last 0.2 s of voice, by a straight line through them."""
    final: float
    """There, against the line's median."""


class Pitch:
    """The fundamental frequency of a chapter."""

    def __init__(self, samples: Floats, rate: int) -> None:
        import parselmouth

        sound: Any = parselmouth.Sound(samples.astype(np.float64), sampling_frequency=rate)
        track = sound.to_pitch_ac(time_step=_STEP, pitch_floor=_LOWEST, pitch_ceiling=_HIGHEST)
        self._times: Curve = track.xs()
        frequencies = track.selected_array["frequency"]
        with np.errstate(divide="ignore", invalid="ignore"):
            self._semitones: Curve = np.where(frequencies > 0, 12 * np.log2(frequencies / 100), np.nan)

    def _voiced(self, start: float, end: float) -> tuple[Curve, Curve]:
        first, last = np.searchsorted(self._times, [start, end])
        times, values = self._times[first:last], self._semitones[first:last]
        there = _lasting(~np.isnan(values), round(_BLIP / _STEP))
        if there.any():
            there &= np.abs(values - np.median(values[there])) < _ODD
        return times[there], values[there]

    def median(self, start: float, end: float) -> float | None:
        """Semitones over 100 Hz; None for less than 0.1 s of voice."""
        _, values = self._voiced(start, end)
        return float(np.median(values)) if len(values) * _STEP >= 0.1 else None

    def ending(self, start: float, end: float) -> Ending | None:
        """How the melody ends between two times; None for less than 0.1 s of voice."""
        times, values = self._voiced(start, end)
        count = round(_LAST / _STEP)
        if len(values) * _STEP < 0.1:
            return None
        last, tail = times[-count:], values[-count:]
        slope = float(np.polyfit(last, tail, 1)[0])
        return Ending(slope * min(len(tail) * _STEP, _LAST), float(np.median(tail) - np.median(values)))
