"""Mastering: one loudness for every chapter, a true-peak ceiling, a little room tone. Lengths never change."""

from __future__ import annotations

import functools
import math
from array import array
from collections.abc import Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

from pipeline.sound.filters import running_mean
from pipeline.sound.loudness import LoudnessMeter, integrated_from_powers
from pipeline.sound.timeline import SAMPLE_RATE

Block = NDArray[np.float32]
"""float32[frames, channels]"""

ROOM_TONE = -72.0
"""dBFS (RMS). Unheard by itself; without it, silence between lines sounds like a fault. It also dithers the samples."""

CODEC_MARGIN = 0.6
"""dB that decoded audio may peak above what was encoded."""

_RAMP = 220
"""Frames of each of the two moving averages that smooth the limiter's gain (5 ms)."""
_HOLD = 2 * _RAMP
"""Frames that a peak holds the gain down: bridges the periods of a low voice, so that waves keep their shape."""
_HALF = 12
"""The true-peak interpolator's taps on each side."""
_MARGIN = 2 * _HOLD + _HALF
_PIECE = 8820
"""Frames that are left alone where none of them comes near the ceiling."""
_INTERSAMPLE = 10 ** (-4 / 20)
"""Peaks between samples are looked for where samples come within 4 dB of the ceiling."""
_TONE_FRAMES = 1 << 18
_STEP = SAMPLE_RATE // 100
_STEPS_A_HOP = 10
_MOST_MAKEUP = 3.0
"""dB of gain that may be added for what the limiter takes away."""


class ChapterLevels:
    """What mastering must know of a whole chapter beforehand: gathered block by block, a few kilobytes a minute."""

    def __init__(self, channels: int) -> None:
        self._meter = LoudnessMeter(SAMPLE_RATE, channels)
        self._peaks = array("f")
        self._energies = array("f")

    def add(self, block: Block) -> None:
        """Takes the next frames, float32[frames, channels]; all blocks but the last are a multiple of 10 ms long."""
        self._meter.add(block)
        steps = np.pad(block, ((0, -len(block) % _STEP), (0, 0))).reshape(-1, _STEP * block.shape[1])
        self._peaks.frombytes(np.maximum(steps.max(axis=1), -steps.min(axis=1)).tobytes())
        self._energies.frombytes(np.einsum("ij,ij->i", steps, steps).tobytes())

    @property
    def loudness(self) -> float:
        """Integrated loudness as it is, LUFS."""
        return self._meter.integrated()

    def loudness_after(self, gain: float, ceiling: float) -> float:
        """LUFS to expect from `master` with this gain: the limiter is played through on steps of 10 ms."""
        powers = self._meter.powers()
        steps = _STEPS_A_HOP * len(powers)
        peaks, energies = (np.frombuffer(a.tobytes(), np.float32)[:steps] for a in (self._peaks, self._energies))
        factor = 10 ** (gain / 20)
        needed = np.minimum(1, _threshold(ceiling) / np.maximum(peaks * factor, 1e-9))
        # The limiter's gain as `_limiter_gain` shapes it: least within reach, then averaged.
        least = -_running_maximum(np.pad(-needed, 1, mode="edge"), 3)
        gains = running_mean(np.pad(least, 1, mode="edge"), 3)
        kept = (energies * gains**2).reshape(-1, _STEPS_A_HOP).sum(axis=1)
        whole = np.maximum(energies.reshape(-1, _STEPS_A_HOP).sum(axis=1), 1e-20)
        return integrated_from_powers(powers * factor**2 * kept / whole)

    def find_gain(self, target: float, ceiling: float) -> float:
        """The gain in dB after which `master` gives `target` LUFS; 0 for silence.

        Where the limiter would have to take more than it may without being heard, the chapter stays a little quieter.
        """
        gain = target - self.loudness
        if not math.isfinite(gain):
            return 0.0
        most = gain + _MOST_MAKEUP
        for _ in range(4):
            gain = min(gain + target - self.loudness_after(gain, ceiling), most)
        return gain


def master(blocks: Iterable[Block], gain: float, ceiling: float) -> Iterator[NDArray[np.int16]]:
    """A chapter as it is encoded, int16[frames, channels]: `gain` dB, room tone, limiter at `ceiling` dBTP."""
    for block in limit(_prepared(blocks, gain), ceiling):
        yield np.clip(np.rint(block * np.float32(32768)), -32768, 32767).astype("<i2")


def limit(blocks: Iterable[Block], ceiling: float) -> Iterator[Block]:
    """Look-ahead limiter: turns samples down smoothly (10 ms) around true peaks over `ceiling` − `CODEC_MARGIN` dBTP.

    All channels are turned down together. Frames in equal frames out, without delay.
    """
    threshold = _threshold(ceiling)
    for window in _windows(blocks):
        block = window[_MARGIN:-_MARGIN].copy()
        for start in range(0, len(block), _PIECE):
            piece = block[start : start + _PIECE]
            limited = _limiter_gain(window[start : start + len(piece) + 2 * _MARGIN], threshold)
            if limited is not None:
                frames, gain = limited
                piece[frames] *= gain[:, np.newaxis]
        yield block


def _threshold(ceiling: float) -> float:
    return float(10 ** ((ceiling - CODEC_MARGIN) / 20))


def _windows(blocks: Iterable[Block]) -> Iterator[Block]:
    """The stream again, with `_MARGIN` frames of what comes before and after around each block (zeros at the ends)."""
    window: Block | None = None
    for block in blocks:
        if window is None:
            window = np.zeros((_MARGIN, block.shape[1]), np.float32)
        window = np.concatenate([window, block])
        if len(window) > 2 * _MARGIN:
            yield window
            window = window[-2 * _MARGIN :]
    if window is not None:
        yield np.concatenate([window, np.zeros((_MARGIN, window.shape[1]), np.float32)])


def _limiter_gain(window: Block, threshold: float) -> tuple[slice, NDArray[np.float32]] | None:
    """The frames that are turned down, counted from `_MARGIN` frames into the window, and the gain of each of them,
    float32[frames]; or None where nothing is to be done."""
    peaks = _highest(window)
    near = _HALF + np.flatnonzero(peaks[_HALF:-_HALF] > threshold * _INTERSAMPLE)
    # A peak between two frames lies next to a frame that is higher than its neighbours.
    near = near[(peaks[near] >= peaks[near - 1]) & (peaks[near] >= peaks[near + 1])]
    if not len(near):
        return None
    for channel in window.T:
        around = channel[near[:, np.newaxis] + np.arange(-_HALF, _HALF + 1)]
        between = np.abs(np.einsum("ij,jk->ik", around, _interpolator())).max(axis=1)
        peaks[near] = np.maximum(peaks[near], between)
    needed = threshold / np.maximum(peaks[_HALF:-_HALF], threshold)
    turned_down = np.flatnonzero(needed < 1)
    if not len(turned_down):
        return None
    # A frame feels what is needed up to `reach` frames after it: what lies further from all peaks stays as it is.
    reach = 2 * (_HOLD + 2 * _RAMP)
    first = max(int(turned_down[0]) - reach, 0)
    last = min(int(turned_down[-1]) + 1, len(needed) - reach)
    # Each frame gets the least gain within reach; averages over the same reach then never exceed what a peak needs.
    least = -_running_maximum(-needed[first : last + reach], 2 * _HOLD + 1)
    # All gains ahead are 1: with their sum, the numbers are those of the whole window to the last bit.
    mean = running_mean(least, 2 * _RAMP + 1, before=first)
    return slice(first, last), running_mean(mean, 2 * _RAMP + 1, before=first).astype(np.float32)


def _highest(window: Block) -> NDArray[np.float32]:
    """The highest of each frame's samples, whatever its sign: float32[frames]."""
    highest = np.abs(window[:, 0])
    for channel in window.T[1:]:
        np.maximum(highest, np.abs(channel), out=highest)
    return highest


@functools.cache
def _interpolator() -> NDArray[np.float32]:
    """Windowed sincs that give the points ¼, ½ and ¾ of the way to the next sample on either side: float32[taps, 6].

    The fourfold oversampling of BS.1770-4, annex 2, with taps of our own.
    """
    taps = []
    for offset in (-0.75, -0.5, -0.25, 0.25, 0.5, 0.75):
        distance = np.arange(-_HALF, _HALF + 1) - offset
        tap = np.sinc(distance) * np.i0(6 * np.sqrt(np.maximum(0, 1 - (distance / (_HALF + 1)) ** 2)))
        taps.append(tap / tap.sum())
    return np.array(taps).T.astype(np.float32)


def _running_maximum(values: NDArray[np.floating], width: int) -> NDArray[np.floating]:
    """The greatest of each `width` neighbours, n − width + 1 of them, in log₂(width) steps."""
    reach = 1
    while 2 * reach <= width:
        values = np.maximum(values[:-reach], values[reach:])
        reach *= 2
    rest = width - reach
    result: NDArray[np.floating] = np.maximum(values[: len(values) - rest], values[rest:])
    return result


def _prepared(blocks: Iterable[Block], gain: float) -> Iterator[Block]:
    factor, tone, position = np.float32(10 ** (gain / 20)), _room_tone(), 0
    for block in blocks:
        result = block * factor
        for channel in range(result.shape[1]):
            # Half a loop apart, the two channels' tones are independent.
            first = (position + channel * _TONE_FRAMES // 2) % _TONE_FRAMES
            result[:, channel] += tone[first : first + len(result)]
        position += len(block)
        yield result


@functools.cache
def _room_tone() -> NDArray[np.float32]:
    """A seamless loop of pink noise, the same every time, twice: float32[2 * _TONE_FRAMES]."""
    frequencies = np.fft.rfftfreq(_TONE_FRAMES, 1 / SAMPLE_RATE)
    heard = (frequencies > 40) & (frequencies < 12000)
    amplitudes = np.where(heard, 1 / np.sqrt(np.maximum(frequencies, 1)), 0)
    phases = np.random.default_rng(0).uniform(0, 2 * np.pi, len(frequencies))
    tone = np.fft.irfft(amplitudes * np.exp(1j * phases), _TONE_FRAMES)
    tone *= 10 ** (ROOM_TONE / 20) / np.sqrt(np.mean(tone**2))
    return np.tile(tone.astype(np.float32), 2)
