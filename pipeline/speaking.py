"""Lines become clips: a task for a worker process, with its engine loaded once."""

from __future__ import annotations

import atexit
import functools
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

import numpy as np

from pipeline.cache import ClipCache
from pipeline.estimates import speaking_work
from pipeline.wav import clip_to_wav
from pipeline.workers import Workers
from voices.engines import registry
from voices.engines.base import Clip, Engine, EngineError, Utterance

_FIRST_PATIENCE = 60.0
_PATIENCE = 30.0
"""Seconds that any utterance may take, and …"""
_PATIENCE_PER_CHARACTER = 0.2
"""… for each character of its text, and …"""
_SLOWNESS = 10.0
"""… times the work that its engine has with it: the machine may be slow, and busy."""
_LONG_START = 1.0
"""Seconds that an engine takes to be loaded, from which on that is done while the story is still being read."""
_WARM = 2
_SHORTEST = 0.02
"""Seconds of sound for each letter or digit at normal rate: English takes 0.05 to 0.11."""
_LONGEST = 1.5
"""The same at most: a digit of a long number, a letter that is spelled by its whole name."""
_EDGE = 3.0
"""Seconds of silence that an engine may add."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """An utterance is in the cache: `seconds` of sound."""

    key: str
    seconds: float


@dataclass(frozen=True, slots=True)
class Unspoken:
    """An utterance that can't be spoken, and why: half a sentence."""

    key: str
    why: str


@dataclass(frozen=True, slots=True)
class Speak:
    """Speaks utterances of one engine into the clip cache at `folder`; a `Spoken` or `Unspoken` for each, in order."""

    engine: str
    folder: Path
    utterances: tuple[tuple[str, Utterance], ...]
    """(key, utterance)."""
    fresh: bool = False
    """Whether a process is wanted in which no engine did anything yet."""

    @property
    def work(self) -> float:
        """Seconds of one processor, about."""
        return sum(speaking_work(self.engine, utterance) for _, utterance in self.utterances)

    def run(self) -> Iterator[Spoken | Unspoken]:
        cache = ClipCache(self.folder)
        engine = loaded_engine(self.engine)
        for key, utterance in self.utterances:
            yield speak(engine, cache, key, utterance)

    def patience(self, replies: int) -> float:
        return patience(self.engine, [utterance for _, utterance in self.utterances], replies)


def patience(engine: str, utterances: Sequence[Utterance], spoken: int) -> float:
    """Seconds that the next of `utterances` may take when so many are `spoken`, before it counts as hung."""
    spare = _PATIENCE + registry.patience(engine) + (_FIRST_PATIENCE if spoken == 0 else 0)
    if spoken < len(utterances):
        utterance = utterances[spoken]
        spare += _PATIENCE_PER_CHARACTER * len(utterance.text) + _SLOWNESS * speaking_work(engine, utterance)
    return spare


@dataclass(frozen=True, slots=True)
class WarmUp:
    """A task: has engines loaded and ready, one after the other, before there is anything to be spoken. It gives
    nothing; what is wrong with an engine is told by the first task that needs it."""

    engines: tuple[str, ...]
    fresh: ClassVar[bool] = False

    def run(self) -> Iterator[None]:
        for name in self.engines:
            engine = loaded_engine(name)
            for info in engine.voices()[:1]:
                engine.synthesize(Utterance("A.", info.name, language=info.language))
            yield None

    def patience(self, replies: int) -> float:
        return patience(self.engines[min(replies, len(self.engines) - 1)], (), 0)


def warm_up(workers: Workers, engines: Collection[str]) -> None:
    """Has workers load those of the `engines` that take long for it. Two of them: a short story needs no more. A run
    that turns out to have nothing to speak doesn't wait for it."""
    slow = tuple(sorted({name for name in engines if registry.pace(name).start >= _LONG_START}))
    if slow:
        for _ in range(min(workers.count, _WARM)):
            workers.submit(WarmUp(slow), awaited=False)


@functools.cache
def loaded_engine(name: str) -> Engine:
    """The engine of this process, loaded once. Raises `EngineError`."""
    return registry.load(name)


# An engine that is let go only after the interpreter took its modules apart complains on standard error.
atexit.register(loaded_engine.cache_clear)


def speak(engine: Engine, cache: ClipCache, key: str, utterance: Utterance) -> Spoken | Unspoken:
    """Speaks one utterance into the cache. Raises `DiskError`."""
    try:
        clip = plausible_clip(engine, utterance)
    except EngineError as error:
        return Unspoken(key, str(error))
    cache.put(key, clip_to_wav(clip))
    return Spoken(key, len(clip.samples) / clip.rate)


def plausible_clip(engine: Engine, utterance: Utterance) -> Clip:
    """What an engine says. Raises `EngineError`, also for a clip that can't be right for its text, and for whatever an
    engine's libraries raise: their faults cost a line, not the book."""
    try:
        clip = engine.synthesize(utterance)
    except EngineError:
        raise
    except Exception as error:
        raise EngineError(f"the engine failed ({type(error).__name__}: {error})") from error
    if why := implausible(clip, utterance):
        raise EngineError(why)
    return clip


def implausible(clip: Clip, utterance: Utterance) -> str:
    """Why a clip can't be what its utterance says: far too short or too long for the text, or silent. Empty: it can."""
    characters = sum(character.isalnum() for character in utterance.text)
    seconds = len(clip.samples) / clip.rate
    shortest = _SHORTEST * characters / utterance.rate
    longest = _EDGE + _LONGEST * characters / utterance.rate
    if not shortest <= seconds <= longest:
        why = f"the engine gave {seconds:.1f} s of sound for {characters} letters"
        foreign = not any(character.isalnum() and character.isascii() for character in utterance.text)
        return f"{why}; their script is probably none that this voice reads" if seconds < shortest and foreign else why
    if not np.any(clip.samples):
        return "the engine gave only silence"
    if not np.all(np.isfinite(clip.samples)):
        return "the engine gave a broken signal"
    return ""
