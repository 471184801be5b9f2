"""What the system's own voices are like, as an engine."""

from __future__ import annotations

from voices.engines.engine_traits import EngineTraits, Pace

SYSTEM = EngineTraits(
    name="system",
    what="the voices of this computer",
    pace=Pace(letter=0.085, line=0.3, speed=30.0),
    systems=("win32", "darwin"),
    takes_ipa=False,
    takes_stress=False,
    deterministic=False,
)
