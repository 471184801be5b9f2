"""How alike two voices sound: what a speaker encoder made of each, measured once and shipped.

`variants/timbre.json` holds one vector a variant, written by tests/benchmarks/voice_distinctness.py. The encoder is
GE2E (Wan et al., "Generalized End-to-End Loss for Speaker Verification", 2018): cosines of about 0.9 and more are one
voice saying different things; under 0.8, voices are told apart.
"""

from __future__ import annotations

import base64
import functools
import json
import math
from collections.abc import Mapping
from importlib import resources

from voices.engines.base import EngineError

FILE = "timbre.json"


def distance(a: str, b: str) -> float:
    """1 − cosine of two voices of the default engine, by name: 0 alike … 1. Accents hardly change it and don't count.

    Raises `EngineError` for a voice that was not measured.
    """
    return max(0.0, 1 - sum(x * y for x, y in zip(timbre(a), timbre(b), strict=True)))


def timbre(voice: str) -> tuple[float, ...]:
    """A voice's timbre as a unit vector, from its name. Raises `EngineError` for a voice that was not measured."""
    variant = voice.partition("+")[2]
    try:
        return _table()[variant]
    except KeyError:
        raise EngineError(f"The timbre of '{voice}' is not known: it was not measured.") from None


@functools.cache
def _table() -> dict[str, tuple[float, ...]]:
    text = (resources.files("voices.engines") / "variants" / FILE).read_text("utf-8")
    return {variant: _unpacked(packed) for variant, packed in json.loads(text).items()}


def _unpacked(packed: str) -> tuple[float, ...]:
    values = base64.b64decode(packed)
    length = math.sqrt(sum(value * value for value in values))
    return tuple(value / length for value in values)


def packed(vectors: Mapping[str, list[float]]) -> str:
    """The file's text for vectors without negative numbers: a byte a number, which moves no cosine by 0.01."""
    rows = {
        variant: base64.b64encode(bytes(round(255 * value / max(vector)) for value in vector)).decode()
        for variant, vector in vectors.items()
    }
    return json.dumps(rows, indent=0) + "\n"
