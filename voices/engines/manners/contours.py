"""Pitch and level that come and go over a clip, which its words follow.

Pitch is moved by playing stretches faster and slower (time-varying resampling), formants and all: for a semitone or
two, and for moments, nobody hears the difference.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from voices.engines.samples import Samples
from voices.engines.speech_engine import Clip

STEP = 0.005
"""Seconds between two points of a contour."""

Contour = NDArray[np.float64]
"""float64[points]: a value every `STEP` of a clip."""


@dataclass(frozen=True, slots=True)
class Wavering:
    """How unsteady a voice is."""

    hertz: float
    """How often it swings."""
    pitch: float
    """Semitones up and down."""
    level: float
    """dB up and down."""
    uneven: float = 0.2
    """How much its pace changes: 0 is a machine's."""


def points(clip: Clip) -> int:
    """How many points a contour of a clip has."""
    return int(len(clip.samples) / clip.rate / STEP) + 2


def swinging(count: int, hertz: float, uneven: float, generator: np.random.Generator) -> Contour:
    """Swings of −1 to 1, so many a second, none just like the next."""
    pace = hertz * (1 + uneven * drifting(count, hertz / 3, generator))
    return np.asarray(np.sin(2 * np.pi * (np.cumsum(pace) * STEP + generator.uniform())))


def drifting(count: int, hertz: float, generator: np.random.Generator) -> Contour:
    """A smooth wandering within −1 to 1, about `hertz` of turns a second."""
    every = 1 / (2 * hertz * STEP)
    corners = generator.uniform(-1, 1, int(count / every) + 3)
    at = np.arange(count) / every
    low = at.astype(np.intp)
    part = (1 - np.cos(np.pi * (at - low))) / 2
    return np.asarray(corners[low] * (1 - part) + corners[low + 1] * part)


def strength(clip: Clip) -> Contour:
    """How loud a clip is at each point, 0 to 1 of its loudest: float64[points]."""
    hop = round(STEP * clip.rate)
    reach = 4 * hop
    power = np.cumsum(np.concatenate([[0.0], clip.samples.astype(np.float64) ** 2]))
    centres = np.arange(points(clip)) * hop
    start, end = (np.clip(centres + side, 0, len(clip.samples)) for side in (-reach, reach))
    level = np.sqrt((power[end] - power[start]) / (2 * reach))
    return np.asarray(level / max(float(level.max(initial=0)), 1e-9))


def moved(clip: Clip, semitones: Contour, gain: Contour) -> Clip:
    """A clip whose pitch and level (dB) follow contours; the words stay with what they time."""
    if not len(clip.samples):
        return clip
    step = STEP * clip.rate
    before = np.arange(len(semitones)) * step
    after = np.concatenate([[0.0], np.cumsum(step / 2 ** (semitones[:-1] / 12))])
    length = round(float(np.interp(len(clip.samples), before, after)))
    places = np.interp(np.arange(length), after, before)
    samples = _between(clip.samples, places) * 10 ** (np.interp(places, before, gain) / 20)
    words = tuple(replace(word, at=min(round(float(np.interp(word.at, before, after))), length)) for word in clip.words)
    return Clip(np.asarray(samples, np.float32), clip.rate, words)


def _between(samples: Samples, places: NDArray[np.float64]) -> NDArray[np.float64]:
    """The values between samples, by a cubic through four of them (E. Catmull and R. Rom, 1974)."""
    padded = np.pad(samples.astype(np.float64), (1, 3))
    low = np.clip(places.astype(np.intp), 0, len(samples) - 1)
    t = places - low
    a, b, c, d = (padded[low + offset] for offset in range(4))
    return np.asarray(b + t / 2 * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a))))


def wavering(clip: Clip, how: Wavering, generator: np.random.Generator) -> Clip:
    """A clip in an unsteady voice: pitch and level swing together, as what drives them is one breath."""
    count = points(clip)
    swing = swinging(count, how.hertz, how.uneven, generator)
    drift = drifting(count, how.hertz / 4, generator)
    return moved(clip, how.pitch * (0.75 * swing + 0.5 * drift), how.level * (0.75 * swing + 0.5 * drift))
