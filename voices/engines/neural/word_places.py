"""Where words begin in the frames that a network made of them.

Its lengths tell it to within 0.1 s: a breathed consonant begins while the space before it still lasts. The sound itself
tells the rest: between two words it is softest, and after a pause it sets in.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

_LETTERS = re.compile(r"[^\W\d_](?:.*[^\W\d_ːˑ]ː?)?", re.DOTALL)
HOP = 300
"""Samples of a frame: 12.5 ms at the 24 kHz of these networks. It lies around its number times that."""
_BEFORE, _BEHIND = 3, 1
"""Frames around the marks and the space between two words in which their boundary is looked for."""
_SETS_IN = 46 / 20 * np.log(10)
"""What lies that far below the loudest frame (natural logarithm; 46 dB) is a pause."""
_WINDOW = 0.7
"""Frames by which a sound is heard before the middle of the first frame that has it."""


@dataclass(frozen=True, slots=True)
class WordPlaces:
    """For each word the frame at which it can be parted from the one before, and the frame at which it is first heard.

    `parts` has one entry more: the end of all.
    """

    parts: tuple[int, ...]
    starts: tuple[float, ...]


def word_places(words: Sequence[str], signs: NDArray[np.float64], levels: NDArray[np.float32]) -> WordPlaces:
    """The places of `words` (phonemes, parted by one sign each). `signs` are the frames at which each of their signs
    begins, `levels` the natural logarithm of how loud each frame is: float32[frames]."""
    pause = float(levels.max(initial=-np.inf)) - _SETS_IN
    parts: list[int] = []
    starts: list[float] = []
    first = letters_start = letters_end = 0
    for number, word in enumerate(words):
        letters = _LETTERS.search(word)
        before, behind = letters.span() if letters else (0, len(word))
        quiet = 0
        if number:
            # The word before keeps at least half of its letters.
            end = float(signs[letters_end])
            low = max(round(max(end - _BEFORE, (end + float(signs[letters_start])) / 2)), parts[-1] + 1)
            high = max(round(float(signs[first + before])) + _BEHIND, low)
            quiet = low + int(levels[low : high + 1].argmin()) if low < len(levels) else len(levels)
        heard = np.flatnonzero(levels[quiet:] > pause)
        parts.append(quiet)
        starts.append(quiet + max(float(heard[0]) - _WINDOW, 0.0) if len(heard) else float(quiet))
        letters_start, letters_end = first + before, first + behind
        first += len(word) + 1
    return WordPlaces((*parts, len(levels)), tuple(starts))
