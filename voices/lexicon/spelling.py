"""How likely espeak-ng says a name otherwise than people do, judged by its spelling alone.

A logistic regression on the two to four letters that stand next to each other, trained on the CMU Pronouncing
Dictionary (117,000 words and names): whether what espeak-ng makes of a word differs from how the dictionary has it by a
vowel, a consonant or the place of the stress. Of 5,000 words that it was not trained on it puts a wrong one above a
right one in 86 of 100 pairs; of the tenth that it doubts most espeak says 79 % otherwise. Other engines read unknown
words by networks that learned from espeak's readings. `tests/benchmarks/spelling.py` trains and measures it.
"""

from __future__ import annotations

import functools
import io
import math
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import resources

import numpy as np
from numpy.typing import NDArray

FILE = "spelling.npz"
SIZES = (2, 3, 4)
"""Letters next to each other that are counted as one."""
DOUBTED = 0.45
"""A chance from which a word is doubted."""
_STRANGE = 2
"""Triples of letters that no English has: from so many on a word is doubted however it looks otherwise."""
_VOWELS = frozenset("aeiouy")
_PLAIN_END = re.compile(r"(?<=[a-z]{4})(?:shire|(?:wo)?m[ae]n)$")
"""What makes no word harder to say."""


@dataclass(frozen=True, slots=True)
class SpellingModel:
    """Weights, and words that would be doubted although a dictionary knows them and espeak says them about so."""

    weights: Mapping[str, float]
    bias: float
    known: frozenset[str]

    def chance(self, word: str) -> float:
        """How likely espeak says `word` (letters a–z) wrongly, 0–1."""
        score = self.bias + sum(self.weights.get(gram, 0.0) for gram in set(grams(word)))
        return 1 / (1 + math.exp(-score))

    def strange(self, word: str) -> bool:
        """Whether `word` is doubted by its letters alone, known or not."""
        return self.chance(word) >= DOUBTED or self._strange_triples(word) >= _STRANGE

    def _strange_triples(self, word: str) -> int:
        places = range(len(word))
        return sum(
            gram not in self.weights and not _is_seam(word, at - 1)
            for at, gram in zip(places, grams(word, (3,)), strict=True)
        )


def is_doubtful(word: str) -> bool:
    """Whether an engine may well say an English name wrongly. Accents and hyphens are as if they were not there."""
    return any(_is_doubtful(part) for part in word.split("-"))


def _is_doubtful(word: str) -> bool:
    plain = "".join(letter for letter in unicodedata.normalize("NFD", word.lower()) if letter.isalpha())
    if len(plain) < 3 or not plain.isascii():
        return False
    plain = _PLAIN_END.sub("", plain)
    known = model().known
    return model().strange(plain) and plain not in known and plain.removesuffix("s") not in known


def grams(word: str, sizes: tuple[int, ...] = SIZES) -> Iterator[str]:
    """Letters that stand next to each other, the ends of the word as "^" and "$"."""
    whole = f"^{word}$"
    return (whole[at : at + size] for size in sizes for at in range(len(whole) - size + 1))


def _is_seam(word: str, at: int) -> bool:
    """Whether the halves of a compound may meet in the three letters from `at` on: two consonants with vowels somewhere
    before and after them ("Heathcliff")."""
    vowels = [letter in _VOWELS for letter in word]
    return any(
        not vowels[first] and not vowels[first + 1] and any(vowels[:first]) and any(vowels[first + 2 :])
        for first in (at, at + 1)
        if at >= 0 and first + 1 < len(word)
    )


@functools.cache
def model() -> SpellingModel:
    """The model, loaded once."""
    data = (resources.files("voices.lexicon") / FILE).read_bytes()
    with np.load(io.BytesIO(data)) as arrays:
        texts = {name: arrays[name].tobytes().decode("ascii").split("\n") for name in ("grams", "known")}
        weights = arrays["weights"].astype(float).tolist()
        return SpellingModel(
            dict(zip(texts["grams"], weights, strict=True)), float(arrays["bias"]), frozenset(texts["known"])
        )


def packed(model: SpellingModel) -> bytes:
    """The model as `FILE` holds it."""
    file = io.BytesIO()
    ordered = sorted(model.weights)
    np.savez_compressed(
        file,
        grams=_bytes(ordered),
        weights=np.array([model.weights[gram] for gram in ordered], np.float16),
        bias=np.float32(model.bias),
        known=_bytes(sorted(model.known)),
    )
    return file.getvalue()


def _bytes(words: list[str]) -> NDArray[np.uint8]:
    return np.frombuffer("\n".join(words).encode("ascii"), np.uint8)
