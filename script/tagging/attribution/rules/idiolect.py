"""How people talk: phrases that somebody says more often than the others do ("old horse", "ma'am", "upon my word").

A multinomial model of each speaker's phrases, smoothed towards the whole book's (a Dirichlet prior: Zhai & Lafferty
2001, "A study of smoothing methods for language models"), learnt from the turns of the same book whose speaker is told.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")
_PIECE = re.compile(r"[^\w' ]+")
_LENGTH = 3
"""Words that a phrase may have: what people say is no habit, how they call each other is."""
_PRIOR = 20.0
"""Phrases of the whole book's speech that every speaker is thought to have said before their own."""
_SELDOM = 3
"""Phrases said less often than this tell nothing."""
_ENOUGH = 8
"""Phrases that must be known of a speaker."""


def terms(text: str) -> Counter[str]:
    """The short phrases that a speech sets off by punctuation ("sir", "old horse", "upon my word"), small letters."""
    found: Counter[str] = Counter()
    for piece in _PIECE.split(text):
        words = _WORD.findall(piece)
        if 0 < len(words) <= _LENGTH and not any(word[0].isupper() for word in words[1:]):
            found[" ".join(words).lower()] += 1
    return found


class Idiolects:
    """Speakers' ways of talking, from `speeches`: (speaker, text) pairs."""

    def __init__(self, speeches: Iterable[tuple[int, str]]) -> None:
        own: defaultdict[int, Counter[str]] = defaultdict(Counter)
        everybody: Counter[str] = Counter()
        for speaker, text in speeches:
            counts = terms(text)
            own[speaker] += counts
            everybody += counts
        self._shared = {term: count for term, count in everybody.items() if count >= _SELDOM}
        self._all = sum(everybody.values())
        self._own: dict[int, Mapping[str, int]] = {}
        self._size: dict[int, int] = {}
        for speaker, counts in own.items():
            size = sum(counts.values())
            if size >= _ENOUGH:
                self._own[speaker], self._size[speaker] = counts, size

    def scores(self, text: str) -> dict[int, float]:
        """Log-likelihood ratio, speaker against everybody, of each known speaker saying this."""
        said = [
            (term, self._shared[term] / self._all, count) for term, count in terms(text).items() if term in self._shared
        ]
        return {
            speaker: sum(
                count * math.log((counts.get(term, 0) + _PRIOR * share) / ((self._size[speaker] + _PRIOR) * share))
                for term, share, count in said
            )
            for speaker, counts in self._own.items()
        }
