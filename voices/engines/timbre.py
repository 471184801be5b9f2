"""How alike two voices sound: what a speaker encoder made of each, measured once and shipped.

`timbres/ENGINE.json` holds one vector a voice, written by tests/benchmarks/voice_distinctness.py. The encoder is
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

FOLDER = "timbres"


def distance(a: tuple[str, str], b: tuple[str, str]) -> float:
    """1 − cosine of two voices, each (engine, name): 0 alike … 1. Accents hardly change it and don't count.

    Raises `EngineError` for a voice that was not measured.
    """
    return max(0.0, 1 - sum(x * y for x, y in zip(timbre(*a), timbre(*b), strict=True)))


def timbre(engine: str, voice: str) -> tuple[float, ...]:
    """A voice's timbre as a unit vector. Raises `EngineError` for a voice that was not measured."""
    # espeak's languages are accents: its variants make the voice.
    name = voice.partition("+")[2] if engine == "pyttsx3" else voice
    try:
        return _table(engine)[name]
    except KeyError:
        raise EngineError(f"The timbre of '{voice}' is not known: it was not measured.") from None


@functools.cache
def _table(engine: str) -> dict[str, tuple[float, ...]]:
    file = resources.files("voices.engines") / FOLDER / f"{engine}.json"
    if not file.is_file():
        return {}
    return {voice: _unpacked(packed) for voice, packed in json.loads(file.read_text("utf-8")).items()}


def _unpacked(packed: str) -> tuple[float, ...]:
    values = base64.b64decode(packed)
    length = math.sqrt(sum(value * value for value in values))
    return tuple(value / length for value in values)


def packed(vectors: Mapping[str, list[float]]) -> str:
    """A file's text for vectors without negative numbers: a byte a number, which moves no cosine by 0.01."""
    rows = {
        voice: base64.b64encode(bytes(round(255 * value / max(vector)) for value in vector)).decode()
        for voice, vector in vectors.items()
    }
    return json.dumps(rows, indent=0) + "\n"
