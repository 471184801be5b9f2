"""English text as the phonemes that hibari and Kokoro were trained on: misaki's alphabet, by hibari's dictionaries and
rules (American or British), with a small network for the words that they lack.
"""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Callable, Mapping, Sequence, Set
from importlib import resources
from typing import Any

from voices.engines.ipa import translated
from voices.engines.neural.english_phonemes import AMERICAN, BRITISH, FULL_FORMS
from voices.engines.neural.phoneme_stress import stressed_tokens, with_stress

_CLAUSE = re.compile(r"(?<=[,;:—…]) ")
_WORD = re.compile(r" ")
_LINK = re.compile(r"\[word\]\(/([^/]+)/\)")
_FIRST_IDEOGRAPH = 0x4E00
_NO_BRACKETS = str.maketrans("[]", "  ")


def sentences(
    text: str,
    *,
    british: bool,
    longest: int,
    phonemes: Sequence[tuple[int, int, str]] = (),
    stress: Sequence[tuple[int, int]] = (),
) -> list[str]:
    """The phonemes of each sentence of `text`, at most `longest` signs each; none for a text without words.

    A longer sentence is split at its commas, or else between words. `phonemes` are the (start, end, IPA) of
    `Utterance`, `stress` its stretches that are stressed: before each word of those stands `STRESSED`.
    """
    from hibari import Hibari

    linked, moved = _linked(text, phonemes, stress, british)
    parts = Hibari.split_sentences(" ".join(linked.split()))
    spell = functools.partial(_phonemes, british=british)
    spoken = [spell(part) for part in parts]
    if moved:
        spoken = _stressed(parts, spoken, stressed_tokens(linked, moved), spell)
    return [
        piece for phonemes in spoken for piece in _pieces(phonemes, longest) if any(sign.isalpha() for sign in piece)
    ]


def _linked(
    text: str, phonemes: Sequence[tuple[int, int, str]], stress: Sequence[tuple[int, int]], british: bool
) -> tuple[str, list[tuple[int, int]]]:
    """`text` with its phonemes as hibari reads them, [word](/phonemes/), and where `stress` is then. A book's own
    brackets are none of that."""
    text = text.replace("\0", " ")
    if not phonemes and not stress:
        return text.replace("](", "] ("), []
    plain = text.translate(_NO_BRACKETS)
    pieces: list[str] = []
    links: list[tuple[int, int, int]] = []
    done = length = 0
    for start, end, ipa in phonemes:
        said = translated(ipa, BRITISH if british else AMERICAN).text
        if said:
            # No word of the text in the brackets, where abbreviations and sentences would be looked for.
            link = f"[word](/{said}/)"
            pieces += plain[done:start], link
            length += start - done + len(link)
            links.append((start, end, length))
            done = end

    def moved(at: int) -> int:
        """A place of the text in what is linked; of a word that is a link, that link's end."""
        _, end, after = max((link for link in links if link[0] < at), default=(0, 0, 0))
        return after + max(at - end, 0)

    return "".join((*pieces, plain[done:])), [(moved(start), moved(end)) for start, end in stress]


def _phonemes(sentence: str, *, british: bool) -> str:
    """The phonemes of a sentence, those of its links as they stand there: while numbers and abbreviations are written
    out, a letter that none of those rules knows holds the place of each link's, where "w/" would become "with"."""
    from hibari.g2p import normalize

    said: list[str] = []

    def hidden(link: re.Match[str]) -> str:
        said.append(link[1])
        return f"[word](/{chr(_FIRST_IDEOGRAPH + len(said) - 1)}/)"

    normal = normalize(_LINK.sub(hidden, sentence))
    restored = _LINK.sub(lambda link: f"[word](/{said[ord(link[1]) - _FIRST_IDEOGRAPH]}/)", normal)
    phonemes: str = _g2p(british)(restored, normalize_text=False)
    return phonemes


def _stressed(
    parts: Sequence[str], phonemes: Sequence[str], tokens: Set[int], spell: Callable[[str], str]
) -> list[str]:
    """The phonemes of each sentence with the stress of those `tokens` of all."""
    said = []
    first = 0
    for part, signs in zip(parts, phonemes, strict=True):
        said.append(with_stress(part, signs, {token - first for token in tokens}, spell, FULL_FORMS))
        first += len(part.split())
    return said


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
