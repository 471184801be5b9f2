"""A speaker begins strongly, and sinks as breath and thought run out: what gives speech its loudness range.

Engines say every sentence of a paragraph alike. People's loudness falls within a sentence and, more, over a paragraph
(Pierrehumbert, "The perception of fundamental frequency declination", 1979; Ladd, "Declination: a review and some
hypotheses", 1984, for pitch and level).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from pipeline.sound.timeline import SAMPLE_RATE

FALL = 6.0
"""dB from the beginning of a long stretch of speech to its end: half above its level, half below."""
_WHOLE = 8.0
"""Seconds of a stretch that falls by all of it; a shorter one falls by less."""


def declining(samples: NDArray[np.float32]) -> NDArray[np.float32]:
    """float32[frames] at `SAMPLE_RATE`, one stretch of somebody's speech, with its loudness falling as it goes on."""
    seconds = len(samples) / SAMPLE_RATE
    fall = FALL * min(1.0, seconds / _WHOLE)
    # Straight in dB, by a few points: between them a straight line is as good.
    at = np.linspace(0, len(samples), 65)
    gains = 10 ** (np.linspace(fall / 2, -fall / 2, len(at)) / 20)
    return samples * np.interp(np.arange(len(samples), dtype=np.float32), at, gains).astype(np.float32)
