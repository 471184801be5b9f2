"""The end of a piece of a sentence that goes on in another voice: it sounds unfinished, and doesn't fall."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from voices.engines.neural.hibari.hibari_network import VOICED, Frames

_TAIL = 22
"""Voiced frames, 0.28 s, that make the end of a melody."""
_FLATTER = 0.3
"""How much of a fall in them is left: a voice that stays up isn't done."""
_RISE = 3.0
"""Semitones by which they then rise at least, …"""
_MOST = 7.0
"""… unless that would take more than so many."""
_HEARD = 30 / 20 * np.log(10)
"""What lies that far below the loudest frame (natural logarithm; 30 dB) says nothing of a melody."""
_CREAK = 0.6
"""Of the voice's pitch: what lies below it is creak."""
_FINAL = ("?", "!", "…")
"""Marks that have their own melody, whatever comes behind."""


def goes_on(phonemes: str) -> bool:
    """Whether a piece that isn't the last of its sentence ends as one that goes on."""
    return not phonemes.rstrip().endswith(_FINAL)


def unfinished(frames: Frames, levels: NDArray[np.float32]) -> Frames:
    """The frames with the fall at their end taken back; `levels` tells how loud each is (natural logarithm)."""
    heard = np.flatnonzero((frames.pitch > VOICED) & (levels > levels.max(initial=-np.inf) - _HEARD))
    # Creak at the end of a voice says nothing of its melody either.
    tail = heard[frames.pitch[heard] > _CREAK * np.median(frames.pitch[heard])][-_TAIL:] if len(heard) else heard
    if len(tail) < _TAIL // 2:
        return frames
    melody = 12 * np.log2(np.maximum(frames.pitch, VOICED))
    top = tail[int(melody[tail].argmax())]
    places = np.arange(len(melody))
    lift = np.where(places > top, np.maximum(melody[top] - melody, 0) * (1 - _FLATTER), 0)
    slope = float(np.polyfit(tail, (melody + lift)[tail], 1)[0])
    rise = min(max(_RISE - slope * (_TAIL - 1), 0), _MOST)
    lift += np.clip((places - tail[0]) / max(int(tail[-1] - tail[0]), 1), 0, 1) * rise
    return frames.sung(np.where(frames.pitch > VOICED, frames.pitch * 2 ** (lift / 12), 0).astype(np.float32))
