"""Speech with laughter in it: breath comes in bursts, four to six a second (Bachorowski, Smoski and Owren, "The
acoustic features of human laughter", 2001), in the words and, with nothing to say any more, behind them."""

from __future__ import annotations

import numpy as np

from voices.engines.manners.contours import STEP, moved, points, strength, swinging
from voices.engines.samples import Samples, played
from voices.engines.speech_engine import Clip
from voices.engines.whisper import whispered

_HERTZ, _UNEVEN = 4.8, 0.15
_LEVEL, _PITCH = 3.0, 0.9
"""dB and semitones up and down with each burst."""
_BURSTS = ((1.22, 0.0), (1.16, -1.0), (1.08, -4.0), (1.0, -8.0))
"""Of each burst behind the words, times the vowel's pitch, and dB."""
_APART = 0.2
"""Seconds from a burst to the next."""
_BREATH, _VOWEL = 0.075, 0.11
"""Seconds of a burst: breath, then voice."""
_BREATH_LEVEL = -9.0
"""dB against the vowel."""
_BEFORE = 0.09
"""Seconds of silence before the bursts."""


def laughing(clip: Clip, generator: np.random.Generator) -> Clip:
    """A clip said laughing, and laughed after."""
    count = points(clip)
    swing = swinging(count, _HERTZ, _UNEVEN, generator)
    said = moved(clip, _PITCH * swing, _LEVEL * swing)
    return Clip(np.concatenate([_ended(said.samples, clip.rate), _laughter(clip)]), clip.rate, said.words)


def _ended(samples: Samples, rate: int) -> Samples:
    """Speech without the silence behind it, and then a short one."""
    loud = np.flatnonzero(np.abs(samples) > 0.01 * np.abs(samples).max(initial=0.0))
    end = int(loud[-1]) + 1 if len(loud) else 0
    return np.concatenate([samples[:end], np.zeros(round(_BEFORE * rate), np.float32)])


def _laughter(clip: Clip) -> Samples:
    """Bursts of the clip's own steadiest vowel."""
    rate = clip.rate
    vowel = _steadiest(clip)
    whole = np.zeros(round((_APART * len(_BURSTS) + _VOWEL) * rate), np.float32)
    for number, (factor, gain) in enumerate(_BURSTS):
        burst = _burst(played(vowel, rate, factor), rate) * np.float32(10 ** (gain / 20))
        start = round(_APART * number * rate)
        whole[start : start + len(burst)] += burst[: len(whole) - start]
    return whole


def _burst(vowel: Samples, rate: int) -> Samples:
    """ "Ha": breath in the shape of the vowel, then the vowel."""
    breath, voice = round(_BREATH * rate), min(round(_VOWEL * rate), len(vowel))
    aspirated = whispered(np.resize(vowel, breath), rate) * np.hanning(breath + 2)[1:-1] * 10 ** (_BREATH_LEVEL / 20)
    time = np.arange(voice) / rate
    # It sets in at once and dies away.
    shape = np.minimum(1, time / 0.02) * np.minimum(1, (voice / rate - time) / 0.05)
    overlap = breath // 3
    burst = np.zeros(breath - overlap + max(voice, overlap))
    burst[:breath] += aspirated
    burst[breath - overlap : breath - overlap + voice] += vowel[:voice] * shape
    return burst.astype(np.float32)


def _steadiest(clip: Clip) -> Samples:
    """The stretch of a clip that is loudest and changes least, about a vowel."""
    length = round(1.3 * _VOWEL / STEP)
    strengths = strength(clip)
    if len(strengths) <= length:
        return clip.samples
    windows = np.lib.stride_tricks.sliding_window_view(strengths, length)
    start = round(int((windows.mean(axis=1) - windows.std(axis=1)).argmax()) * STEP * clip.rate)
    return clip.samples[start : start + round(1.3 * _VOWEL * clip.rate)]
