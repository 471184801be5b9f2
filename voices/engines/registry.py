"""The engines by name."""

from __future__ import annotations

from typing import Final

from script.nearest import nearest
from voices.engines.base import Engine, EngineError, VoiceInfo

DEFAULT: Final = "pyttsx3"


def names() -> tuple[str, ...]:
    """The engines there are, the default one first."""
    return (DEFAULT, "openai", "system")


def takes_ipa(name: str) -> bool:
    """Whether that engine says `Utterance.phonemes`; the others are given respellings."""
    return name == "pyttsx3"


def load(name: str) -> Engine:
    """An engine, ready to speak in this process. Raises `EngineError` for an unknown name or one that can't run."""
    if name == "pyttsx3":
        from voices.engines.pyttsx3_engine import Pyttsx3Engine

        return Pyttsx3Engine()
    if name == "openai":
        from voices.engines.openai_engine import OpenAIEngine

        return OpenAIEngine()
    if name == "system":
        from voices.engines.system_engine import SystemEngine

        return SystemEngine()
    raise _unknown(name)


def voice_infos(name: str, language: str = "en") -> tuple[VoiceInfo, ...]:
    """An engine's voices in a stable order, for a story in `language`. Raises `EngineError`.

    The default engine, which is not loaded for this, speaks any language in all its voices: those in `language` come
    first, of each gender the most distinct first. The system's voices are what they are.
    """
    if name == "pyttsx3":
        from voices.engines import espeak_voices

        return espeak_voices.voice_infos(language)
    return load(name).voices()


def find_voice(name: str, voice: str) -> str | None:
    """A voice's one name, where any name may be a voice's; None for an engine that lists all it has. Raises
    `EngineError` for a name that can't be one."""
    if name != "openai":
        return None
    from voices.engines.openai_engine import OpenAIEngine

    return OpenAIEngine().find(voice)


def patience(name: str) -> float:
    """Seconds that an utterance may take on top of what speaking takes: a server's queue, and asking it again."""
    return 1200.0 if name == "openai" else 0.0


def narrator(name: str, language: str = "en") -> str:
    """The voice that reads a story in `language` where nobody chose one. Raises `EngineError`."""
    if name == "pyttsx3":
        from voices.engines import espeak_voices

        return espeak_voices.voice_name(espeak_voices.story_language(language), espeak_voices.NARRATOR)
    infos = voice_infos(name, language)
    primary = language.lower().partition("-")[0]
    suiting = [info for info in infos if info.language.lower().partition("-")[0] == primary]
    return (suiting or infos)[0].name


def _unknown(name: str) -> EngineError:
    near = nearest(name, names())
    hint = f"did you mean '{near}'?" if near else f"there are {' and '.join(names())}."
    return EngineError(f"There is no speech engine '{name}'; {hint}")
