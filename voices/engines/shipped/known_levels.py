"""How loud a voice speaks, measured once and shipped: where speaking is slow, measuring takes half a minute a voice.

`levels/ENGINE.json` holds a level for each voice, plain and whispering, at each pitch that an automatic cast gives it
and that changes how loud it is, with what it depends on; written by tests/benchmarks/voice_levels.py.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import Any

from voices.engines.shipped.shipped_data import measured_name, measurements

FOLDER = "levels"

_DECISIVE = ("kokoro", "weights", "styles", "variant", "settings", "whisper")
"""What a version names that decides a level; runtimes change the last bits of a sample."""


def level(engine: str, voice: str, version: str, *, pitch: float = 0.0, delivery: str | None = None) -> float | None:
    """LUFS of a voice's speech; None if it wasn't measured for what `version` names.

    It is moved by `pitch` semitones, plain or of a `delivery` that the engine itself has; `version` is `Engine.version`
    of that voice and delivery.
    """
    measured = _table(engine).get(measured_name(voice, pitch, delivery))
    return float(measured["level"]) if measured is not None and measured["of"] == decisive(version) else None


def decisive(version: str) -> str:
    """What of a voice's version decides how loud it is."""
    return ", ".join(part for part in version.split(", ") if part.startswith(_DECISIVE))


@functools.cache
def _table(engine: str) -> Mapping[str, Any]:
    return measurements(FOLDER, engine)
