"""Exchanges of which a story says once how all of it is said: "they spoke in whispers"."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from script.model import Delivery

_HOW = re.compile(
    r"\bin (?:(?P<whisper>(?:hushed |low )?whispers|a whisper)"
    r"|(?:low|hushed|subdued|lowered) (?:voices|tones|undertones)|undertones)\b"
)
_TALKED = re.compile(
    r"\b(?:they|we|both|two|all)\b[^.!?;]{0,60}\b(?:spoke|talked|conversed|talking|speaking|conversing)\b[^.!?;]{0,40}$",
    re.IGNORECASE,
)
_BEFORE = 120
"""Characters before the manner among which is told that several talk."""


def spoken_together(flat: str, paragraphs: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int, Delivery]]:
    """(offset, paragraph's index, delivery) of each place that says how several talk."""
    starts = [start for start, _ in paragraphs]
    for match in _HOW.finditer(flat):
        if _TALKED.search(flat, max(0, match.start() - _BEFORE), match.start()):
            delivery = Delivery.WHISPER if match["whisper"] else Delivery.SOFT
            yield match.end(), bisect_right(starts, match.start()) - 1, delivery
