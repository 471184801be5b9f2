"""What an engine is: spoken text in, one Clip out. Nothing here knows of files, caches or other lines."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from script.support.errors import MakeAudioError
from script.support.suggestions import nearest
from voices.engines.engine_traits import EngineTraits

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class EngineError(MakeAudioError):
    """An engine can't speak: a voice that doesn't exist, a library that doesn't load, an utterance that fails."""


class UnknownVoiceError(EngineError):
    """An engine has no voice of that name; `near` is the one that was probably meant."""

    def __init__(self, message: str, near: str | None) -> None:
        super().__init__(message)
        self.near = near


@dataclass(frozen=True, slots=True)
class WordTiming:
    """A word of the spoken text and when it starts.

    `start` and `end` index `Utterance.text`, `at` counts the clip's samples.
    """

    start: int
    end: int
    at: int


@dataclass(frozen=True, slots=True)
class Clip:
    """One utterance as the engine gave it: `samples` float32[frames] in −1…1, mono, at `rate` Hz."""

    samples: NDArray[np.float32]
    rate: int
    words: tuple[WordTiming, ...] = ()


@dataclass(frozen=True, slots=True)
class Utterance:
    """All that shapes a clip. Two equal utterances on one engine version are one clip: the cache key hashes this."""

    text: str
    """As spoken: prepared, not as printed."""
    voice: str
    rate: float = 1.0
    pitch: float = 0.0
    delivery: str | None = None
    language: str = "en"
    phonemes: tuple[tuple[int, int, str], ...] = ()
    """(start, end, IPA): stretches of `text` that are said so, in order. Only for engines with `takes_ipa`
    (`EngineTraits`)."""
    stress: tuple[tuple[int, int], ...] = ()
    """(start, end): words of `text` that are stressed, in order. Only for engines with `takes_stress`."""
    melody: float = 1.0
    """Times each rise and fall of the pitch. Only for engines with `takes_melody`."""
    before: tuple[str, ...] = ()
    """The words of the sentence that `text` goes on with, in the pieces in which they are spoken; none where `text`
    begins a sentence. They are not said. Only for engines with `takes_context`."""
    after: tuple[str, ...] = ()
    """The words that `text`'s last sentence goes on with, in the same way."""
    tags: tuple[tuple[int, int], ...] = ()
    """(start, end): stretches of `text` that are tags beside somebody else's speech, in order: said lower and softer.
    Only for engines with `takes_tags`."""


@dataclass(frozen=True, slots=True)
class VoiceInfo:
    """One voice of an engine, for casting and for people who choose."""

    name: str
    language: str
    gender: str | None = None
    """"female", "male" or None."""
    age: str | None = None
    """"child", "adult", "old" or None."""
    description: str = ""
    engine: str = "pyttsx3"
    """The name of the engine that has it: a cast may mix engines."""
    flaw: float = 0.0
    """How much its sound leaves to be desired among its engine's voices, from 0, the best, to 1: an automatic cast
    takes a flawed voice only where it needs one, and one of 1 only where there are hardly any others."""
    clear_to: float = math.inf
    """Semitones that an automatic cast may raise it by: beyond that, listeners miss words."""
    errors: float | None = None
    """Words of 100 that a speech recogniser got wrong in its plain speech of English fiction; None where nobody
    measured it."""
    f0: float | None = None
    """Hz: the median fundamental frequency of its plain speech; None where nobody measured it."""
    retired: bool = False
    """It speaks as ever where somebody names it, and is neither cast nor offered any more."""


class Engine(Protocol):
    """One speech engine, ready to speak in this process. Made by `voices.engines.load(name)`.

    Making one is cheap: models are loaded by the first `synthesize`, so that a process which only asks for names and
    versions stays small. One engine is used by one thread at a time; worker processes have one each.
    """

    traits: EngineTraits

    def version(self, voice: str, delivery: str | None = None) -> str:
        """What changes whenever the same utterance in that voice, of that delivery, may sound different.

        It names the engine, its weights (by their sha256), our own variants and settings; for a voice that is not
        there, too. Nothing else changes it: not what other voices are installed, nor what is done to other deliveries
        alone.
        """
        ...

    def voices(self) -> tuple[VoiceInfo, ...]:
        """Every voice that is installed, in a stable order, the best narrator first.

        Their languages are the engine's.
        """
        ...

    def find(self, voice: str) -> str:
        """The voice's name as it stands in cache keys: one name for all ways to write it.

        Raises `EngineError` for a voice that is not there, with the nearest that is.
        """
        ...

    def synthesize(self, utterance: Utterance) -> Clip:
        """Speak one utterance: no frames for a text without a letter or digit. Raises `EngineError`."""
        ...


def unknown_voice(voice: str, known: Iterable[str]) -> UnknownVoiceError:
    """The error for a voice that an engine doesn't have; it names the nearest one that it has."""
    near = nearest(voice, known)
    return UnknownVoiceError(f"There is no voice '{voice}'{meant(near)} `make-audio voices` lists them all.", near)


def meant(near: str | None) -> str:
    """The end of a sentence that says there is no such thing: the nearest that there is."""
    return f"; did you mean '{near}'?" if near else "."


def age_group(years: int) -> str:
    """A `VoiceInfo.age` for an age in years."""
    return "child" if years < 14 else "old" if years >= 60 else "adult"


def speakable(text: str) -> bool:
    """Whether an engine is to be given `text` at all: of what has no letter or digit, some make noises."""
    return any(character.isalnum() for character in text)
