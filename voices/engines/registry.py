"""The engines by name. Nothing of an engine is imported before it is wanted."""

from __future__ import annotations

import atexit
import functools
import importlib
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from types import MappingProxyType
from typing import Any, Final

from script.support.suggestions import nearest
from voices.engines.speech_engine import Engine, EngineError, VoiceInfo

DEFAULT: Final = "pyttsx3"
_ALSO_CALLED: Mapping[str, str] = MappingProxyType({"espeak": DEFAULT, "espeak-ng": DEFAULT})


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast an engine is, for estimates: measured on prose and dialogue, one process on one processor."""

    letter: float
    """Seconds of sound for each letter or digit at rate 1, pauses at commas included, …"""
    line: float
    """… and for each utterance on top: edges, and the slowness of short ones."""
    speed: float
    """Seconds of sound for each second of work."""
    start: float = 0.5
    """Seconds until a new process speaks."""


@dataclass(frozen=True, slots=True)
class _Entry:
    """Where an engine is, and what it takes."""

    module: str
    made_by: str
    """The class, which takes no arguments."""
    what: str
    """For people who choose."""
    pace: Pace
    extra: str = ""
    """The optional part of make-audio that brings it; empty: it is always there."""
    needs: tuple[str, ...] = ()
    """The packages of that part without which it can't be made."""
    has_model: bool = False
    """Whether it also needs a model that comes apart from these; `has_model()` of its module says if it is there."""
    voices_by: str = ""
    """What to do where it has no voice; empty: nothing can be done."""
    pack: str = ""
    """The pack of voices without which it has none (`voices.engines.packs`)."""
    any_voice: bool = False
    """Whether any name may be a voice of it, known or not."""
    takes_ipa: bool = True
    """Whether it says `Utterance.phonemes`."""
    takes_stress: bool = True
    """Whether it stresses `Utterance.stress`."""
    takes_melody: bool = False
    """Whether it follows `Utterance.melody`."""
    takes_instructions: bool = False
    """Whether it has voices that are told how to speak; `takes_instructions(voice)` of its module says which."""
    own_readings: bool = False
    """Whether it reads as `voices.engines.neural.english_phonemizer` does, and not as espeak."""
    patience: float = 0.0
    """Seconds that an utterance may take on top of what speaking takes: a server's queue, and asking it again."""
    even: bool = False
    """Whether it says every sentence about as loud as the next: measured, within 0.2 dB for any four of them."""
    level_holds: float = 0.0
    """Semitones up or down for which a voice's level stays within 0.3 dB: measured, where pitch is a matter of playing
    the samples faster or slower."""
    systems: tuple[str, ...] = ()
    """The only `sys.platform`s that it works on; empty: all."""


_ENTRIES: Mapping[str, _Entry] = MappingProxyType(
    {
        "pyttsx3": _Entry(
            "espeak.pyttsx3_engine",
            "Pyttsx3Engine",
            "espeak-ng: every voice in any language, very quick, plainly synthetic",
            Pace(letter=0.087, line=0.06, speed=600.0),
            takes_melody=True,
        ),
        "hibari": _Entry(
            "neural.hibari_engine",
            "HibariEngine",
            "a neural narrator for English, and voices made of it; quick",
            Pace(letter=0.086, line=0.13, speed=65.0, start=1.5),
            extra="neural",
            needs=("hibari", "onnxruntime"),
            even=True,
            takes_melody=True,
            own_readings=True,
        ),
        "kokoro": _Entry(
            "neural.kokoro_engine",
            "KokoroEngine",
            "28 neural voices for English, and blends of them; about as fast as speech",
            Pace(letter=0.092, line=0.43, speed=0.93, start=3.5),
            extra="kokoro",
            needs=("hibari", "onnxruntime"),
            has_model=True,
            pack="kokoro-voices",
            level_holds=3.0,
            voices_by="get them with: make-audio voices install kokoro-voices",
            even=True,
            own_readings=True,
        ),
        "piper": _Entry(
            "neural.piper_engine",
            "PiperEngine",
            "any Piper voice, many languages; eight times as fast as speech",
            Pace(letter=0.076, line=0.18, speed=9.5, start=1.5),
            extra="piper",
            needs=("piper", "onnxruntime"),
            voices_by="get one with: make-audio voices install piper-NAME --from FILE",
        ),
        "openai": _Entry(
            "server.openai_engine",
            "OpenAIEngine",
            "any OpenAI-compatible speech server",
            # Anybody's guess: a small model on a graphics card, asked by several at once.
            Pace(letter=0.085, line=0.3, speed=8.0),
            any_voice=True,
            voices_by="set MAKE_AUDIO_SPEECH_URL to the address of its server, as http://localhost:8880/v1",
            takes_ipa=False,
            takes_stress=False,
            takes_instructions=True,
            patience=1200.0,
        ),
        "system": _Entry(
            "system.system_engine",
            "SystemEngine",
            "the voices of this computer",
            Pace(letter=0.085, line=0.3, speed=30.0),
            takes_ipa=False,
            takes_stress=False,
            systems=("win32", "darwin"),
        ),
    }
)


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
    return tuple(_ENTRIES)


def engine_infos() -> tuple[EngineInfo, ...]:
    """The engines that work on this system, the default one first."""
    return tuple(
        EngineInfo(name, entry.what, installed(name), _lacks(name))
        for name, entry in _ENTRIES.items()
        if not entry.systems or sys.platform in entry.systems
    )


def installed(name: str) -> bool:
    """Whether an engine's packages and its model are there; that it has a voice and can speak is another matter."""
    entry = _entry(name)
    return all(_is_package(package) for package in entry.needs) and (not entry.has_model or _module(entry).has_model())


def takes_ipa(name: str) -> bool:
    """Whether that engine says `Utterance.phonemes`; the others are given respellings."""
    return _entry(name).takes_ipa


def takes_stress(name: str) -> bool:
    """Whether that engine stresses `Utterance.stress`; the others say those words like all."""
    return _entry(name).takes_stress


def takes_melody(name: str) -> bool:
    """Whether that engine follows `Utterance.melody`; the others have the one that they have."""
    return _entry(name).takes_melody


def takes_instructions(name: str, voice: str) -> bool:
    """Whether that voice is told of every delivery, in words, and needs no rate or pitch for it. Raises `EngineError`
    for what can be no voice of that engine."""
    entry = _entry(name)
    return entry.takes_instructions and bool(_module(entry).takes_instructions(voice))


def has_own_readings(name: str) -> bool:
    """Whether that engine reads as `voices.engines.neural.english_phonemizer` does; the others, as espeak."""
    return _entry(name).own_readings


def takes_any_voice(name: str) -> bool:
    """Whether any name may be a voice of that engine, so that finding one there says nothing."""
    return _entry(name).any_voice


def level_holds(name: str, pitch: float) -> bool:
    """Whether a voice of that engine moved by so many semitones is as loud as unmoved, within 0.3 dB."""
    return abs(pitch) <= _entry(name).level_holds


def is_even(name: str) -> bool:
    """Whether that engine says every sentence about as loud as the next, so that a few of them tell a voice's level."""
    return _entry(name).even


def patience(name: str) -> float:
    """Seconds that an utterance may take on top of what speaking takes: a server's queue, and asking it again."""
    return _entry(name).patience


def pace(name: str) -> Pace:
    """How fast an engine is, for estimates."""
    return _entry(name).pace


def load(name: str) -> Engine:
    """An engine, ready to speak in this process. Raises `EngineError` for an unknown name, one that is not installed
    (with the command that installs it) and one that can't run."""
    entry = _entry(name)
    if not installed(name):
        raise EngineError(f"The speech engine '{name}' is not installed; install it with: {_command(entry.extra)}")
    engine: Engine = getattr(_module(entry), entry.made_by)()
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
    first, of each gender the most distinct first. The voices of the others are what they are.
    """
    if name == DEFAULT:
        from voices.engines.espeak import espeak_voices

        return espeak_voices.voice_infos(language)
    return load(name).voices()


def casting_voices(name: str, language: str) -> tuple[VoiceInfo, ...]:
    """As `voice_infos`; raises `EngineError`, with the way out, for an engine that has none as well."""
    found = voice_infos(name, language)
    if not found:
        raise EngineError(f"The speech engine '{name}' has no voice; {_entry(name).voices_by or 'choose another one'}.")
    return found


def find_voice(name: str, voice: str, language: str = "en") -> str:
    """A voice's canonical name (see `Engine.find`), for a story in `language`; the default engine is not loaded for
    this. Raises `EngineError` for a voice or an engine that is not there."""
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


def check_name(name: str) -> None:
    """Raises `EngineError` for an engine that there is not, with the nearest that there is."""
    if name not in _ENTRIES:
        near = _ALSO_CALLED.get(name.strip().lower()) or nearest(name, _ENTRIES)
        hint = f"did you mean '{near}'?" if near else f"there are {', '.join(_ENTRIES)}."
        raise EngineError(f"There is no speech engine '{name}'; {hint}")


def _entry(name: str) -> _Entry:
    check_name(name)
    return _ENTRIES[name]


def _module(entry: _Entry) -> Any:
    return importlib.import_module(f"voices.engines.{entry.module}")


def _lacks(name: str) -> str:
    entry = _ENTRIES[name]
    if not installed(name):
        return _command(entry.extra)
    return f"make-audio voices install {entry.pack}" if entry.pack and not voice_infos(name) else ""


def _command(extra: str) -> str:
    return f"pip install 'make-audio[{extra}]'"
