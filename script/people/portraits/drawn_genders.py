"""A gender to speak in for those whose gender nothing tells: mixed, and the same for the same story."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from hashlib import sha256

from script.model import Gender

_LEANS = 0.15
"""What must speak for a gender before it isn't drawn."""
_LEAST_SHARE = 0.35
"""Of those who are drawn, at least so many are women, and as many men."""


def drawn_genders(leans: Mapping[str, float], known: Iterable[Gender]) -> dict[str, Gender]:
    """A gender for each name of `leans` (−1, all speaks for a man, to 1, for a woman); `known`: the others' genders.

    Whoever leans is what they lean to. The rest are drawn: as many are women as makes the whole cast even, but some are
    of either gender. Which ones is decided by their names, so that no order and nobody else changes it much.
    """
    drawn = {name: _leaning(lean) for name, lean in leans.items() if abs(lean) >= _LEANS}
    heard = [*known, *drawn.values()]
    left = sorted((name for name in leans if name not in drawn), key=lambda name: (_lot(name), name))
    women = (len(heard) + len(left)) / 2 - heard.count(Gender.FEMALE)
    share = min(1 - _LEAST_SHARE, max(_LEAST_SHARE, women / max(1, len(left))))
    taken = 0
    for count, name in enumerate(left, start=1):
        # Spread evenly: the n-th is a woman where the share asks for one more.
        is_woman = taken + 0.5 < share * count
        taken += is_woman
        drawn[name] = Gender.FEMALE if is_woman else Gender.MALE
    return drawn


def _leaning(lean: float) -> Gender:
    return Gender.FEMALE if lean > 0 else Gender.MALE


def _lot(name: str) -> bytes:
    return sha256(name.encode()).digest()
