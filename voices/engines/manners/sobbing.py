"""Speech through tears: the voice breaks on vowels, is now strong and now weak, and breath is caught between words."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from voices.engines.manners.contours import STEP, Contour, drifting, moved, points, strength
from voices.engines.manners.tone import toned
from voices.engines.samples import Samples
from voices.engines.speech_engine import Clip

_BREAK, _BREAK_LENGTH, _BREAKS_APART = 4.0, 0.09, 0.7
"""Semitones by which the voice jumps up, for so many seconds, this many seconds apart at least."""
_STRONG = 0.5
"""Of the greatest strength: a vowel that a voice can break on."""
_WEAK, _TURNS = 4.0, 2.5
"""dB up and down by which it wavers, and how often a second it turns."""
_DRIFT = 0.7
"""Semitones up and down by which its pitch wanders."""
_GASP, _GASPS_APART, _GASP_LEVEL = 0.24, 1.4, -15.0
"""Seconds of a caught breath, seconds between two, dB against the voice's greatest strength."""
_REACH = 0.05
"""Seconds by which the gap between two words is looked for around where one is said to begin."""
_BREATH = ((80.0, -40.0), (500.0, -10.0), (1200.0, 0.0), (3000.0, 0.0), (7000.0, -10.0))


def sobbing(clip: Clip, generator: np.random.Generator) -> Clip:
    """A clip said through tears."""
    count = points(clip)
    pitch = _DRIFT * drifting(count, _TURNS, generator) + _breaks(strength(clip))
    return _gasping(moved(clip, pitch, _WEAK * drifting(count, _TURNS, generator)), generator)


def _breaks(strengths: Contour) -> Contour:
    """Semitones of the voice's breaks, at the strongest vowels."""
    bump = np.hanning(round(_BREAK_LENGTH / STEP) + 2)[1:-1]
    pitch = np.zeros(len(strengths))
    free = np.ones(len(strengths), bool)
    for at in np.argsort(-strengths, kind="stable"):
        if strengths[at] < _STRONG:
            break
        if free[at]:
            # Where it begins to be strong, the voice isn't there yet.
            start = min(max(int(at) - len(bump) // 2, 0), max(len(pitch) - len(bump), 0))
            pitch[start : start + len(bump)] += _BREAK * bump[: len(pitch) - start]
            reach = round(_BREAKS_APART / STEP)
            free[max(int(at) - reach, 0) : int(at) + reach] = False
    return pitch


def _gasping(clip: Clip, generator: np.random.Generator) -> Clip:
    """A clip with breath caught before some of its words; none where nobody knows where words begin."""
    samples, rate = clip.samples, clip.rate
    loudest = float(np.sqrt(np.mean(samples.astype(np.float64) ** 2))) if len(samples) else 0.0
    pieces: list[Samples] = []
    words = list(clip.words)
    taken = added = 0
    for number, word in enumerate(clip.words):
        place = _gap(samples, word.at, rate)
        if number and place - taken > _GASPS_APART * rate:
            gasp = _breath(rate, loudest, generator)
            pieces += [_ending(samples[taken:place], rate), gasp]
            taken, added = place, added + len(gasp)
        words[number] = replace(word, at=word.at + added)
    return Clip(np.concatenate([*pieces, samples[taken:]]), rate, tuple(words))


def _gap(samples: Samples, at: int, rate: int) -> int:
    """The quietest place near the beginning of a word."""
    reach, size = round(_REACH * rate), round(0.01 * rate)
    start = max(at - reach, 0)
    around = samples[start : at + reach // 2].astype(np.float64) ** 2
    if len(around) <= size:
        return at
    sums = np.cumsum(np.concatenate([[0.0], around]))
    return start + int((sums[size:] - sums[:-size]).argmin()) + size // 2


def _ending(piece: Samples, rate: int) -> Samples:
    """A piece that is broken off, without a click."""
    fade = min(round(0.008 * rate), len(piece))
    return np.concatenate([piece[: len(piece) - fade], piece[len(piece) - fade :] * np.linspace(1, 0, fade)]).astype(
        np.float32
    )


def _breath(rate: int, level: float, generator: np.random.Generator) -> Samples:
    """A breath that is caught: it swells, and stops at once."""
    frames = round(_GASP * rate)
    noise = toned(generator.standard_normal(frames).astype(np.float32), rate, _BREATH)
    shape = np.interp(np.arange(frames) / frames, (0.0, 0.1, 0.4, 0.6, 0.75, 1.0), (0.0, 0.0, 0.25, 0.6, 1.0, 0.0))
    breath = noise / np.sqrt(np.mean(noise**2)) * shape
    return np.asarray(breath * level * 10 ** (_GASP_LEVEL / 20), np.float32)
