"""Lines become clips: a task for a worker process, with its engine loaded once."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from pipeline.production.clip_cache import ClipCache
from pipeline.rendering.clips.plausible_clips import patience, plausible_clip
from pipeline.rendering.planning.estimates import speaking_work
from pipeline.rendering.workers.worker_pool import Workers
from pipeline.sound.wav import clip_to_wav
from voices.engines import registry
from voices.engines.registry import loaded_engine
from voices.engines.speech_engine import Engine, EngineError, Utterance

_LONG_START = 1.0
"""Seconds that an engine takes to be loaded, from which on that is done while the story is still being read."""
_WARM = 2


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
    slow = tuple(sorted({name for name in engines if registry.traits(name).pace.start >= _LONG_START}))
    if slow:
        for _ in range(min(workers.count, _WARM)):
            workers.submit(WarmUp(slow), awaited=False)


def speak(engine: Engine, cache: ClipCache, key: str, utterance: Utterance) -> Spoken | Unspoken:
    """Speaks one utterance into the cache. Raises `DiskError`."""
    try:
        clip = plausible_clip(engine, utterance)
    except EngineError as error:
        return Unspoken(key, str(error))
    cache.put(key, clip_to_wav(clip, key))
    return Spoken(key, len(clip.samples) / clip.rate)
