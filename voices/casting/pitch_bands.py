"""How high men, women and children speak: which voices can be believed to be theirs."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from script.model import Age, Gender

_MEN, _WOMEN, _CHILDREN = (85.0, 150.0), (160.0, 240.0), (230.0, 320.0)
"""Hz: medians of plain speech. Grown men lie about 120, women about 200, children of ten about 260: Hollien and Shipp,
"Speaking fundamental frequency and chronologic age in males" (1972); Traunmüller and Eriksson, "The frequency range of
the voice fundamental in the speech of male and female adults" (1995)."""
MANS_F0 = 120.0
"""Hz: of a grown man of whom nothing else is known."""
_MARGIN = 0.25
"""Semitones inside of the edges that casting aims at: how high a voice speaks varies with what it says."""
_OUTSIDE, _EACH_SEMITONE = 3.0, 1.0
"""What a voice costs that lies outside of its band, at all and for each semitone: more than anything that one voice may
have before another, less than the wrong gender."""


def band(gender: Gender | None, age: Age | None) -> tuple[float, float] | None:
    """From how many to how many Hz somebody of that gender and age speaks; None: nothing is known."""
    if age == Age.CHILD:
        return _CHILDREN
    return {Gender.FEMALE: _WOMEN, Gender.MALE: _MEN, None: None}[gender]


def is_plausible(f0: float, gender: Gender | None, age: Age | None) -> bool:
    """Whether one believes a voice of that median pitch (Hz) to be somebody's of that gender and age."""
    hertz = band(gender, age)
    return hertz is None or hertz[0] <= f0 <= hertz[1]


def outside(f0: NDArray[np.float64], gender: Gender | None, age: Age | None) -> NDArray[np.float64]:
    """float64[voices]: what voices cost that lie outside of the band, or at its edge; `f0` in Hz, NaN: unmeasured."""
    hertz = band(gender, age)
    if hertz is None:
        return np.zeros(len(f0))
    margin = 2 ** (_MARGIN / 12)
    semitones = np.nan_to_num(_semitones_outside(f0, (hertz[0] * margin, hertz[1] / margin)))
    cost: NDArray[np.float64] = np.where(semitones > 0, _OUTSIDE + _EACH_SEMITONE * semitones, 0.0)
    return cost


def from_the_middle(f0: NDArray[np.float64], gender: Gender | None, age: Age | None) -> NDArray[np.float64]:
    """float64[voices]: semitones from the middle of the band; 0 for what is unmeasured or has no band."""
    hertz = band(gender, age)
    if hertz is None:
        return np.zeros(len(f0))
    semitones: NDArray[np.float64] = np.abs(12 * np.log2(f0 / np.sqrt(hertz[0] * hertz[1])))
    return np.nan_to_num(semitones)


def _semitones_outside(f0: NDArray[np.float64], hertz: tuple[float, float]) -> NDArray[np.float64]:
    low, high = hertz
    semitones: NDArray[np.float64] = np.maximum(0, np.maximum(12 * np.log2(low / f0), 12 * np.log2(f0 / high)))
    return semitones
