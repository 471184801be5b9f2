"""What several engines do to the samples that they get. Pure functions on float32[frames] in −1…1, mono."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from voices.engines.speech_engine import WordTiming

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


@dataclass(frozen=True, slots=True)
class Joined:
    """The sentences of one utterance, one after the other: `samples` float32[frames]."""

    samples: Samples
    starts: tuple[int, ...]
    """For each part the place of its first sample; before the sound where that was silence."""

    def words(self, parts: Sequence[Sequence[WordTiming]]) -> tuple[WordTiming, ...]:
        """The words of all parts, each part's timed in its own samples, timed in these."""
        return tuple(
            WordTiming(word.start, word.end, min(max(first + word.at, 0), len(self.samples)))
            for words, first in zip(parts, self.starts, strict=True)
            for word in words
        )


def joined(parts: Sequence[Samples], rate: int, speed: float = 1.0) -> Joined:
    """The sentences of one utterance at `rate` Hz, one after the other.

    Each is without the silence that its model puts around it, with pauses for `speed` times the normal rate between
    them.
    """
    pause = np.zeros(round((_PAUSE - 2 * _EDGE) * rate / speed), np.float32)
    pieces: list[Samples] = []
    starts: list[int] = []
    length = 0
    for part in parts:
        start, end = _sound(part, rate)
        if start < end and pieces:
            pieces.append(pause)
            length += len(pause)
        starts.append(length - start)
        if start < end:
            pieces.append(part[start:end])
            length += end - start
    return Joined(np.concatenate(pieces) if pieces else np.zeros(0, np.float32), tuple(starts))


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


def _sound(samples: Samples, rate: int) -> tuple[int, int]:
    """Where the sound of a part starts and ends, its edges included; twice the same place where it has none."""
    loud = np.flatnonzero(np.abs(samples) > _QUIET * np.abs(samples).max(initial=0.0))
    if not len(loud):
        return 0, 0
    edge = round(_EDGE * rate)
    return max(int(loud[0]) - edge, 0), min(int(loud[-1]) + 1 + edge, len(samples))
