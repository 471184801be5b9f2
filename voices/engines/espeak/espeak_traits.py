"""What the engine that comes along is like."""

from __future__ import annotations

from voices.engines.engine_traits import EngineTraits, Pace

PYTTSX3 = EngineTraits(
    name="pyttsx3",
    what="espeak-ng: every voice in any language, very quick, plainly synthetic",
    pace=Pace(letter=0.087, line=0.06, speed=600.0),
    takes_melody=True,
    takes_tags=True,
    tells_words=True,
)
