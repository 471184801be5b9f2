"""The engines by name."""

from __future__ import annotations

import difflib

from voices.engines.base import Engine, EngineError, VoiceInfo

DEFAULT = "pyttsx3"


def names() -> tuple[str, ...]:
    """The engines there are, the default one first."""
    return (DEFAULT,)


def load(name: str) -> Engine:
    """An engine, ready to speak in this process. Raises `EngineError` for an unknown name or an engine that can't run."""
    if name == "pyttsx3":
        from voices.engines.pyttsx3_engine import Pyttsx3Engine

        return Pyttsx3Engine()
    raise _unknown(name)


def voice_infos(name: str) -> tuple[VoiceInfo, ...]:
    """An engine's voices in a stable order; for the default engine without loading it. Raises `EngineError`."""
    if name == "pyttsx3":
        from voices.engines import espeak_voices

        return espeak_voices.voice_infos()
    raise _unknown(name)


def _unknown(name: str) -> EngineError:
    near = difflib.get_close_matches(name.lower(), names(), n=1, cutoff=0.3)
    hint = f"did you mean '{near[0]}'?" if near else f"there are {' and '.join(names())}."
    return EngineError(f"There is no speech engine '{name}'; {hint}")
