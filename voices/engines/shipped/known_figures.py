"""How well a voice is understood and how high it speaks, measured once and shipped.

`figures/ENGINE.json` holds, for each voice that was measured, `errors`, the words of 100 that a speech recogniser got
wrong, and `f0`, the median fundamental frequency in Hz; written by tests/benchmarks/voice_figures.py, which says what
sentences they are of.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from script.text.language_tags import base_language
from voices.engines.shipped.shipped_data import measurements

FOLDER = "figures"
_MEASURED_IN = "en"


@dataclass(frozen=True, slots=True)
class VoiceFigures:
    """What was measured of a voice's plain speech; None where nobody did."""

    errors: float | None = None
    """Words of 100 that a speech recogniser got wrong."""
    f0: float | None = None
    """Hz, median."""


def figures(engine: str, voice: str, language: str) -> VoiceFigures:
    """What was measured of an engine's voice that speaks `language` (a tag).

    espeak's accents share what was measured of a variant in British English; of its other languages only the pitch is
    known.
    """
    measured = _table(engine).get(key_of(engine, voice), {})
    english = base_language(language) == _MEASURED_IN
    return VoiceFigures(measured.get("errors") if english else None, measured.get("f0"))


def key_of(engine: str, voice: str) -> str:
    """A voice's name in a table of figures: espeak's languages are accents, its variants make the voice."""
    return voice.partition("+")[2] if engine == "pyttsx3" else voice


@functools.cache
def _table(engine: str) -> Mapping[str, Mapping[str, Any]]:
    return measurements(FOLDER, engine)
