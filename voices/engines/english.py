"""English text as the phonemes that hibari and Kokoro were trained on: misaki's alphabet, by hibari's dictionaries and
rules (American or British), with a small network for the words that they lack.
"""

from __future__ import annotations

import functools
import json
import re
<<<<<<< HEAD
from collections.abc import Mapping, Sequence
from importlib import resources
from typing import Any

from voices.engines.english_phonemes import AMERICAN, BRITISH
from voices.engines.ipa import translated
=======
from collections.abc import Callable, Mapping, Sequence, Set
from importlib import resources
from typing import Any

from voices.engines.phoneme_stress import stressed_tokens, with_stress
>>>>>>> 72465b9 (Words in italics and in capitals are stressed: by espeak's emphasis, hibari's pitch, length and level, Kokoro's stress marks)

_CLAUSE = re.compile(r"(?<=[,;:—…]) ")
_WORD = re.compile(r" ")
_NO_BRACKETS = str.maketrans("[]", "  ")


<<<<<<< HEAD
def sentences(text: str, *, british: bool, longest: int, phonemes: Sequence[tuple[int, int, str]] = ()) -> list[str]:
    """The phonemes of each sentence of `text`, at most `longest` signs each: a longer sentence is split at its commas,
    or else between words. Empty for a text without words. `phonemes` are the (start, end, IPA) of `Utterance`."""
    from hibari import Hibari

    linked = _linked(text, phonemes, british)
    spoken = (_g2p(british)(sentence) for sentence in Hibari.split_sentences(" ".join(linked.split())))
=======
def sentences(text: str, *, british: bool, longest: int, stress: Sequence[tuple[int, int]] = ()) -> list[str]:
    """The phonemes of each sentence of `text`, at most `longest` signs each: a longer sentence is split at its commas,
    or else between words. Empty for a text without words. Before each word that is stressed stands `STRESSED`."""
    from hibari import Hibari

    # A book's own brackets are no link with phonemes, which [text](/phonemes/) is to hibari.
    plain = " ".join(text.replace("\0", " ").replace("](", "] (").split())
    parts = Hibari.split_sentences(plain)
    spoken = [_g2p(british)(part) for part in parts]
    if stress and len(plain.split()) == len(text.split()):
        spoken = _stressed(parts, spoken, stressed_tokens(text, stress), _g2p(british))
>>>>>>> 72465b9 (Words in italics and in capitals are stressed: by espeak's emphasis, hibari's pitch, length and level, Kokoro's stress marks)
    return [
        piece for phonemes in spoken for piece in _pieces(phonemes, longest) if any(sign.isalpha() for sign in piece)
    ]


<<<<<<< HEAD
def _linked(text: str, phonemes: Sequence[tuple[int, int, str]], british: bool) -> str:
    """`text` with its phonemes as hibari reads them: [word](/phonemes/). A book's own brackets are none of that."""
    text = text.replace("\0", " ")
    if not phonemes:
        return text.replace("](", "] (")
    plain = text.translate(_NO_BRACKETS)
    pieces: list[str] = []
    done = 0
    for start, end, ipa in phonemes:
        said = translated(ipa, BRITISH if british else AMERICAN).text
        if said:
            # No word of the text in the brackets, where abbreviations and sentences would be looked for.
            pieces += plain[done:start], f"[word](/{said}/)"
            done = end
    return "".join((*pieces, plain[done:]))
=======
def _stressed(
    parts: Sequence[str], phonemes: Sequence[str], tokens: Set[int], spell: Callable[[str], str]
) -> list[str]:
    """The phonemes of each sentence with the stress of those `tokens` of all."""
    said = []
    first = 0
    for part, signs in zip(parts, phonemes, strict=True):
        said.append(with_stress(part, signs, {token - first for token in tokens}, spell))
        first += len(part.split())
    return said
>>>>>>> 72465b9 (Words in italics and in capitals are stressed: by espeak's emphasis, hibari's pitch, length and level, Kokoro's stress marks)


def _pieces(phonemes: str, longest: int) -> list[str]:
    """`phonemes` cut into as few pieces of at most `longest` signs as its commas, or else its words, allow."""
    for boundary in (_CLAUSE, _WORD):
        if len(phonemes) <= longest:
            break
        parts = boundary.split(phonemes)
        if max(map(len, parts)) <= longest or boundary is _WORD:
            return _packed(parts, longest)
    return [phonemes]


def _packed(parts: list[str], longest: int) -> list[str]:
    packed = [""]
    for part in parts:
        if packed[-1] and len(packed[-1]) + 1 + len(part) > longest:
            packed.append("")
        packed[-1] = f"{packed[-1]} {part}".strip()
    # One word longer than any: its end is lost rather than the whole line.
    return [piece[:longest] for piece in packed]


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
