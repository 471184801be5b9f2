"""How alike two voices sound: what a speaker encoder made of each, measured once and shipped.

`timbres/ENGINE.json` holds one vector a voice, and one more for each pitch (semitones) at which that voice was measured
("af_bella@3"), written by tests/benchmarks/voice_distinctness.py. The encoder is GE2E (Wan et al., "Generalized
End-to-End Loss for Speaker Verification", 2018): cosines of about 0.9 and more are one voice saying different things;
under 0.8, voices are told apart.

hibari's networks that come as packs have the timbres of the Kokoro voices that they were distilled from: to the one
that comes along, its teacher's has a cosine of 0.98.
"""

from __future__ import annotations

import base64
import functools
import json
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from voices.engines.neural.voice_blend import parse_blend
from voices.engines.shipped.shipped_data import measurements
from voices.engines.speech_engine import EngineError

FOLDER = "timbres"

Vector = NDArray[np.float64]
"""float64[256], of length 1."""


def distance(a: tuple[str, str, float], b: tuple[str, str, float]) -> float:
    """1 − cosine of two voices, each (engine, name, semitones): 0 alike … 1. Accents hardly change it and don't count.

    Raises `EngineError` for a voice that was not measured.
    """
    return max(0.0, 1 - float(timbre(*a) @ timbre(*b)))


@functools.cache
def timbre(engine: str, voice: str, pitch: float = 0.0) -> Vector:
    """A voice's timbre, at the nearest pitch (semitones) at which it was measured.

    A blend's is taken to lie between its voices', at their weights. Raises `EngineError` for a voice that never was
    measured.
    """
    # espeak's languages are accents: its variants make the voice.
    name = voice.partition("+")[2] if engine == "pyttsx3" else voice
    measured = _table(engine).get(name)
    if measured:
        return measured[min(measured, key=lambda known: (abs(known - pitch), abs(known)))]
    if engine != "pyttsx3" and "+" in name:
        mixed = sum(float(weight) * timbre(engine, part, pitch) for part, weight in parse_blend(name).items())
        return np.asarray(mixed / np.linalg.norm(mixed), np.float64)
    raise EngineError(f"The timbre of '{voice}' is not known: it was not measured.")


@functools.cache
def _table(engine: str) -> Mapping[str, Mapping[float, Vector]]:
    """Voice → semitones → timbre."""
    table: dict[str, dict[float, Vector]] = {}
    for key, packed_vector in measurements(FOLDER, engine).items():
        name, _, semitones = key.partition("@")
        table.setdefault(name, {})[float(semitones or 0)] = _unpacked(packed_vector)
    return table


def _unpacked(packed: str) -> Vector:
    values = np.frombuffer(base64.b64decode(packed), np.uint8).astype(np.float64)
    return values / float(np.linalg.norm(values))


def packed(vectors: Mapping[str, list[float]]) -> str:
    """A file's text for vectors without negative numbers: a byte a number, which moves no cosine by 0.01."""
    rows = {
        voice: base64.b64encode(bytes(round(255 * value / max(vector)) for value in vector)).decode()
        for voice, vector in vectors.items()
    }
    return json.dumps(rows, indent=0) + "\n"
