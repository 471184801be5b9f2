"""English text as the phonemes that hibari and Kokoro were trained on: misaki's alphabet, by hibari's dictionaries and
rules (American or British), with a small network for the words that they lack.
"""

from __future__ import annotations

import difflib
import functools
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from typing import Any

from voices.engines.ipa import translated
from voices.engines.neural.english_phonemes import AMERICAN, BRITISH, FULL_FORMS
from voices.engines.neural.phoneme_stress import stressed_words

_CLAUSE = re.compile(r"(?<=[,;:—…]) ")
_WORD = re.compile(r" ")
_LINK = re.compile(r"\[word\]\(/([^/]+)/\)")
_TOKEN = re.compile(rf"(?:{_LINK.pattern}|\S)+")
_FIRST_IDEOGRAPH = 0x4E00
_NO_BRACKETS = str.maketrans("[]", "  ")

Place = tuple[int, int, int]
"""A word of the text (start, end), and which of a sentence's phonemes begin it: the number of a word, from 0."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence as the models are given it."""

    phonemes: str
    """Words parted by one space; before each that is stressed stands `STRESSED`."""
    words: tuple[Place, ...]
    """Where the words of the text are in it, in order. Several may be one in phonemes, and one several."""


def sentences(
    text: str,
    *,
    british: bool,
    longest: int,
    phonemes: Sequence[tuple[int, int, str]] = (),
    stress: Sequence[tuple[int, int]] = (),
) -> list[Sentence]:
    """The sentences of `text`, at most `longest` signs each; none for a text without words.

    A longer one is split at its commas, or else between words. `phonemes` are the (start, end, IPA) of `Utterance`,
    `stress` its stretches that are stressed.
    """
    from hibari import Hibari

    linked, source = _linked(text, phonemes, british)
    found: list[Sentence] = []
    done = 0
    for part in Hibari.split_sentences(" ".join(linked.split())):
        signs, places = _phonemes(part, british)
        words: list[Place] = []
        for token, place in zip(_TOKEN.finditer(part), places, strict=True):
            start = linked.find(token[0], done)
            if start >= 0:
                done = start + len(token[0])
                words += ((place, *word) for word in _word(text, source[start][0], source[done - 1][1]))
        if stress:
            signs = stressed_words(signs, _last_words(words, stress, signs.count(" ") + 1), FULL_FORMS)
        found += _pieces(Sentence(signs, tuple(words)), longest)
    return [sentence for sentence in found if any(sign.isalpha() for sign in sentence.phonemes)]


def _word(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """That stretch of `text` without the marks around the word in it, if there is one."""
    letters = [at for at in range(start, end) if text[at].isalnum()]
    if letters:
        yield letters[0], letters[-1] + 1


def _last_words(words: Sequence[Place], stress: Sequence[tuple[int, int]], count: int) -> set[int]:
    """Which of a sentence's `count` words in phonemes are stressed: of a word of the text that is several, the last."""
    ends = [*(place for place, _, _ in words[1:]), count]
    return {
        max(end - 1, place)
        for (place, a, b), end in zip(words, ends, strict=True)
        if any(a < end_ and b > start for start, end_ in stress)
    }


def _linked(
    text: str, phonemes: Sequence[tuple[int, int, str]], british: bool
) -> tuple[str, Sequence[tuple[int, int]]]:
    """`text` with its phonemes as hibari reads them, [word](/phonemes/), and for each character of that the stretch of
    `text` that it stands for. A book's own brackets are none of that."""
    text = text.replace("\0", " ")
    plain = text.translate(_NO_BRACKETS)
    pieces: list[str] = []
    source: list[tuple[int, int]] = []
    done = 0
    for start, end, ipa in phonemes:
        said = translated(ipa, BRITISH if british else AMERICAN).text
        if said:
            # No word of the text in the brackets, where abbreviations and sentences would be looked for.
            link = f"[word](/{said}/)"
            pieces += plain[done:start], link
            source += ((at, at + 1) for at in range(done, start))
            source += [(start, end)] * len(link)
            done = end
    source += ((at, at + 1) for at in range(done, len(text)))
    return "".join((*pieces, plain[done:])), source


@functools.lru_cache(maxsize=256)
def _phonemes(sentence: str, british: bool) -> tuple[str, tuple[int, ...]]:
    """The phonemes of a sentence, words parted by one space, and for each of its words (`_TOKEN`) which of those begins
    it. A link's phonemes are those that stand there: while numbers and abbreviations are written out, a letter that
    none of those rules knows holds the place of each, where "w/" would become "with"."""
    from hibari.g2p import normalize

    said: list[str] = []

    def hidden(link: re.Match[str]) -> str:
        said.append(link[1])
        return f"[word](/{chr(_FIRST_IDEOGRAPH + len(said) - 1)}/)"

    normal = normalize(_LINK.sub(hidden, sentence))
    restored = _LINK.sub(lambda link: f"[word](/{said[ord(link[1]) - _FIRST_IDEOGRAPH]}/)", normal)
    g2p = _g2p(british)
    read = signs = ""
    starts: list[int] = []
    written: list[str] = []
    for token in g2p.phonemize_tokens(g2p.tokenize(restored)):
        if not read or read[-1].isspace():
            starts.append(len(signs.split()))
            written.append("")
        read += token.text + token.whitespace
        signs += (token.phonemes or "") + (" " if token.whitespace else "")
        written[-1] += token.text
    own = [_LINK.sub("word", token[0]) for token in _TOKEN.finditer(sentence)]
    last = max(len(signs.split()) - 1, 0)
    places = tuple(min(starts[number], last) if starts else 0 for number in _paired(own, written))
    return " ".join(signs.split()), places


def _paired(words: Sequence[str], others: Sequence[str]) -> list[int]:
    """For each of `words` which of `others` it became, where some were written out: the others hold the place."""
    if len(words) == len(others):
        return list(range(len(words)))
    found: list[int] = []
    for _, a, b, c, d in difflib.SequenceMatcher(None, words, others, autojunk=False).get_opcodes():
        found += (min(c + number * max(d - c, 1) // (b - a), len(others) - 1) for number in range(b - a))
    return found


def _pieces(sentence: Sentence, longest: int) -> list[Sentence]:
    """`sentence` cut into as few pieces of at most `longest` signs as its commas, or else its words, allow."""
    packed = [sentence.phonemes]
    for boundary in (_CLAUSE, _WORD):
        if len(sentence.phonemes) <= longest:
            return [sentence]
        parts = boundary.split(sentence.phonemes)
        if max(map(len, parts)) <= longest or boundary is _WORD:
            packed = _packed(parts, longest)
            break
    pieces: list[Sentence] = []
    first = 0
    for piece in packed:
        after = first + piece.count(" ") + 1
        words = ((place - first, start, end) for place, start, end in sentence.words if first <= place < after)
        # One word longer than any: its end is lost rather than the whole line.
        pieces.append(Sentence(piece[:longest], tuple(words)))
        first = after
    return pieces


def _packed(parts: list[str], longest: int) -> list[str]:
    packed = [""]
    for part in parts:
        if packed[-1] and len(packed[-1]) + 1 + len(part) > longest:
            packed.append("")
        packed[-1] = f"{packed[-1]} {part}".strip()
    return packed


@functools.cache
def vocabulary() -> Mapping[str, int]:
    """Each sign of the alphabet and the number that stands for it in both models."""
    text = (resources.files("hibari") / "assets" / "vocab.json").read_text("utf-8")
    numbers: Mapping[str, int] = json.loads(text)
    return numbers


@functools.cache
def _g2p(british: bool) -> Any:
    from hibari.g2p import G2P

    return G2P(british=british)
