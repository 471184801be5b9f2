"""What an engine is: spoken text in, one Clip out. Nothing here knows of files, caches or other lines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from script.errors import MakeAudioError


class EngineError(MakeAudioError):
    """An engine can't speak: a voice that doesn't exist, a library that doesn't load, an utterance that fails."""


@dataclass(frozen=True, slots=True)
class WordTiming:
    """A word of the spoken text and when it starts: `start`/`end` index `Utterance.text`, `at` counts the clip's
    samples."""

    start: int
    end: int
    at: int


@dataclass(frozen=True, slots=True)
class Clip:
    """One line as the engine gave it: `samples` float32[frames] in −1…1, mono, at `rate` Hz."""

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
    """(start, end, IPA): stretches of `text` that are said so, in order. Only for engines that `registry.takes_ipa`."""


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


class Engine(Protocol):
    """One speech engine, loaded in this process. Made by `voices.engines.load(name)`."""

    name: str
    version: str
    """Changes whenever the same utterance may sound different: engine, weights, our own variants and settings."""
    deterministic: bool
    """Whether the same utterance always gives the same samples, in every process. Nothing is done otherwise for an
    engine that says no: what it once said is kept in the clip cache, but a book made without that comes out anew."""

    def voices(self) -> tuple[VoiceInfo, ...]:
        """Every voice, in a stable order."""
        ...

    def synthesize(self, utterance: Utterance) -> Clip:
        """Speak one utterance. Raises `EngineError`."""
        ...
