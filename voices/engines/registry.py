"""The engines by name. None is imported before it is wanted; what each is like is known without."""

from __future__ import annotations

import atexit
import functools
import importlib
import sys
from collections.abc import Mapping
from dataclasses import dataclass, replace
from importlib.util import find_spec
from types import MappingProxyType
from typing import Final

from script.support.suggestions import nearest
from voices.engines.engine_traits import EngineTraits
from voices.engines.espeak.espeak_traits import PYTTSX3
from voices.engines.neural.neural_traits import HIBARI, KOKORO, PIPER
from voices.engines.server.server_traits import OPENAI
from voices.engines.shipped.known_figures import figures
from voices.engines.speech_engine import Engine, EngineError, VoiceInfo
from voices.engines.system.system_traits import SYSTEM

DEFAULT: Final = PYTTSX3.name
_ALSO_CALLED: Mapping[str, str] = MappingProxyType({"espeak": DEFAULT, "espeak-ng": DEFAULT})


_ENGINES: Mapping[str, tuple[EngineTraits, str]] = MappingProxyType(
    {
        traits.name: (traits, engine)
        for traits, engine in (
            (PYTTSX3, "espeak.pyttsx3_engine:Pyttsx3Engine"),
            (HIBARI, "neural.hibari.hibari_engine:HibariEngine"),
            (KOKORO, "neural.kokoro_engine:KokoroEngine"),
            (PIPER, "neural.piper_engine:PiperEngine"),
            (OPENAI, "server.openai_engine:OpenAIEngine"),
            (SYSTEM, "system.system_engine:SystemEngine"),
        )
    }
)
"""What each engine is like, and where it is: a module and its class, which takes no arguments."""


@dataclass(frozen=True, slots=True)
class EngineInfo:
    """An engine for people who choose: whether it is there, and how it is had."""

    name: str
    what: str
    installed: bool
    lacks: str
    """The command that gets what it lacks; empty for one that can speak."""


def names() -> tuple[str, ...]:
    """The engines there are, installed or not, the default one first."""
    return tuple(_ENGINES)


def check_name(name: str) -> None:
    """Raises `EngineError` for an engine that there is not, with the nearest that there is."""
    if name not in _ENGINES:
        near = _ALSO_CALLED.get(name.strip().lower()) or nearest(name, _ENGINES)
        hint = f"did you mean '{near}'?" if near else f"there are {', '.join(_ENGINES)}."
        raise EngineError(f"There is no speech engine '{name}'; {hint}")


def traits(name: str) -> EngineTraits:
    """What an engine is like, installed or not; it is not loaded for this. Raises `EngineError` for an unknown name."""
    check_name(name)
    return _ENGINES[name][0]


def engine_infos() -> tuple[EngineInfo, ...]:
    """The engines that work on this system, the default one first."""
    return tuple(
        EngineInfo(name, known.what, installed(name), _lacks(known))
        for name, (known, _) in _ENGINES.items()
        if not known.systems or sys.platform in known.systems
    )


def installed(name: str) -> bool:
    """Whether an engine's packages and its model are there; that it has a voice and can speak is another matter."""
    known = traits(name)
    return all(_is_package(package) for package in known.needs) and known.has_model()


def install_command(name: str) -> str:
    """The command that installs an engine's packages. Raises `EngineError` for an unknown name."""
    return _command(traits(name).extra)


def load(name: str) -> Engine:
    """An engine, ready to speak in this process.

    Raises `EngineError` for an unknown name, one that is not installed (with the command that installs it) and one that
    can't run.
    """
    if not installed(name):
        raise EngineError(f"The speech engine '{name}' is not installed; install it with: {install_command(name)}")
    module, _, made_by = _ENGINES[name][1].partition(":")
    engine: Engine = getattr(importlib.import_module(f"voices.engines.{module}"), made_by)()
    return engine


@functools.cache
def loaded_engine(name: str) -> Engine:
    """The engine of this process, loaded once. Raises `EngineError`."""
    return load(name)


# An engine that is let go only after the interpreter took its modules apart complains on standard error.
atexit.register(loaded_engine.cache_clear)


def voice_infos(name: str, language: str = "en") -> tuple[VoiceInfo, ...]:
    """An engine's voices in a stable order, for a story in `language`. Raises `EngineError`.

    The default engine, which is not loaded for this, speaks any language in all its voices: those in `language` come
    first, of each gender the most distinct first. The voices of the others are what they are. Each comes with what was
    measured of it.
    """
    if name == DEFAULT:
        from voices.engines.espeak import espeak_voices

        found = espeak_voices.voice_infos(language)
    else:
        found = load(name).voices()
    return tuple(_with_figures(info) for info in found)


def _with_figures(info: VoiceInfo) -> VoiceInfo:
    measured = figures(info.engine, info.name, info.language)
    return replace(info, errors=measured.errors, f0=measured.f0)


def casting_voices(name: str, language: str) -> tuple[VoiceInfo, ...]:
    """As `voice_infos`; raises `EngineError`, with the way out, for an engine that has none as well."""
    found = voice_infos(name, language)
    if not found:
        raise EngineError(f"The speech engine '{name}' has no voice; {traits(name).voices_by or 'choose another one'}.")
    return found


def find_voice(name: str, voice: str, language: str = "en") -> str:
    """A voice's canonical name (see `Engine.find`), for a story in `language`.

    The default engine is not loaded for this. Raises `EngineError` for a voice or an engine that is not there.
    """
    if name == DEFAULT:
        from voices.engines.espeak import espeak_voices

        return espeak_voices.listed(voice, language)
    return load(name).find(voice)


def _is_package(name: str) -> bool:
    try:
        return find_spec(name) is not None
    except ValueError:
        # Known to be missing.
        return False


def _lacks(known: EngineTraits) -> str:
    if not installed(known.name):
        return _command(known.extra)
    return f"make-audio voices install {known.pack}" if known.pack and not voice_infos(known.name) else ""


def _command(extra: str) -> str:
    return f"pip install 'make-audio[{extra}]'"
