"""English text as the phonemes that hibari and Kokoro were trained on: misaki's alphabet, by hibari's dictionaries and
rules (American or British), with a small network for the words that they lack.
"""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Mapping
from importlib import resources
from typing import Any

_CLAUSE = re.compile(r"(?<=[,;:—…]) ")
_WORD = re.compile(r" ")


def sentences(text: str, *, british: bool, longest: int) -> list[str]:
    """The phonemes of each sentence of `text`, at most `longest` signs each: a longer sentence is split at its commas,
    or else between words. Empty for a text without words."""
    from hibari import Hibari

    # A book's own brackets are no link with phonemes, which [text](/phonemes/) is to hibari.
    plain = " ".join(text.replace("\0", " ").replace("](", "] (").split())
    spoken = (_g2p(british)(sentence) for sentence in Hibari.split_sentences(plain))
    return [
        piece for phonemes in spoken for piece in _pieces(phonemes, longest) if any(sign.isalpha() for sign in piece)
    ]


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
