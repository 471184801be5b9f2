"""Phrases get their clips and voices their levels: what workers are asked for, and what is tried again where it fails.

A phrase that an engine fails on, hangs on or cuts short is tried again in a fresh worker, for what is wrong may be the
state of the process; then it is given up, and the rest goes on.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import Generic, TypeVar

from pipeline.production.clip_cache import ClipCache
from pipeline.rendering.clips.speaking import Speak, Spoken, Unspoken
from pipeline.rendering.clips.voice_measuring import MeasureVoice
from pipeline.rendering.events import Event, Mended, PhraseSpoken, VoiceMeasured, ignore
from pipeline.rendering.planning.estimates import Work, speaking_work
from pipeline.rendering.planning.phrases import Phrase
from pipeline.rendering.planning.voice_gains import Timbre, is_damaged, known_gain, measuring_work
from pipeline.rendering.workers.worker_pool import WorkerLostError
from pipeline.rendering.workers.worker_process import Done, Failed, Reply
from script.support.errors import MakeAudioError
from voices.engines.speech_engine import EngineError, Utterance

_BATCH = 24
_BATCH_SECONDS = 1.0
"""Utterances of one task, and the work in them: enough to forget the cost of handing it over, few enough to share the
last ones out."""
_FAILURES = 2
"""How often an engine may fail on a line, or on measuring a voice."""
_LOSSES = 3
"""How often it may take its worker with it, which may also be for lack of memory; and on how many lines and voices,
before it ever answered."""
_IN_VAIN = 3
"""After so many tasks in a row that failed in a fresh worker too, an engine's failures are believed at once."""

Owner = TypeVar("Owner")


class RenderError(MakeAudioError):
    """Something on the way to the finished sound fails again and again."""


class EngineLostError(RenderError):
    """An engine ends every worker that it is loaded into."""


@dataclass(frozen=True, slots=True)
class Complete(Generic[Owner]):
    """Whoever it is has all that it waited for."""

    owner: Owner


class ClipMaker(Generic[Owner]):
    """What is wanted for whom, what is there, and what can't be had. It gives out tasks, takes in what came of them and
    tells of it; of the cache it removes only what is damaged."""

    def __init__(
        self,
        cache: ClipCache,
        levels: Path,
        on_event: Callable[[Event], None] = ignore,
        *,
        known: Mapping[Timbre, float] = MappingProxyType({}),
    ) -> None:
        """`known` are the gains (dB) of voices whose level is not to be measured."""
        self._cache = cache
        self._levels = levels
        self._on_event = on_event
        self.gains: dict[Timbre, float] = dict(known)
        """dB."""
        self.unspoken: dict[str, str] = {}
        """Key → why it can't be spoken. Its owners wait for it to the end."""
        self.unmeasured: dict[Timbre, str] = {}
        """The same for voices whose level can't be measured."""
        self._waiting: dict[Owner, set[object]] = {}
        """Owner → the keys and timbres that it still waits for."""
        self._needed_by: dict[object, list[Owner]] = defaultdict(list)
        self._asked: set[object] = set()
        self._first_phrase: dict[str, Phrase] = {}
        self._answered: Counter[int] = Counter()
        self._took: defaultdict[int, float] = defaultdict(float)
        """Task → the seconds that a voice's sentences took so far."""
        self._refused: dict[int, dict[str, str]] = defaultdict(dict)
        """Task → the keys that it could not speak, and why."""
        self._failures: Counter[object] = Counter()
        self._losses: Counter[object] = Counter()
        self._lost_on: dict[str, set[object]] = defaultdict(set)
        """Engine → the keys and timbres that it took a worker with it on."""
        self._alive: set[str] = set()
        """The engines that answered in this run: levels that are known, and another engine's lines, tell nothing."""
        self._in_vain: Counter[str] = Counter()

    def want(self, owner: Owner, phrases: Sequence[Phrase]) -> list[Speak | MeasureVoice]:
        """The tasks that make what these phrases lack and nobody asked for yet, in their order."""
        tasks: list[Speak | MeasureVoice] = []
        batches: dict[str, list[tuple[str, Utterance]]] = defaultdict(list)
        self._waiting.setdefault(owner, set())
        for phrase in phrases:
            if phrase.timbre not in self.gains:
                gain = known_gain(self._levels, phrase.timbre)
                if gain is not None:
                    self.gains[phrase.timbre] = gain
                else:
                    self._need(phrase.timbre, owner)
                    if phrase.timbre not in self._asked:
                        self._asked.add(phrase.timbre)
                        if is_damaged(self._levels, phrase.timbre):
                            self._on_event(_damaged_level(phrase.timbre))
                        tasks.append(MeasureVoice(self._levels, phrase.timbre))
            if phrase.key in self._asked or not self._cache.has(phrase.key):
                self._need(phrase.key, owner)
                if phrase.key not in self._asked:
                    self._asked.add(phrase.key)
                    if self._cache.path(phrase.key).exists():
                        self._on_event(damaged_clip(phrase))
                    self._first_phrase[phrase.key] = phrase
                    batches[phrase.engine].append((phrase.key, phrase.utterance))
        for engine, utterances in batches.items():
            tasks += (Speak(engine, self._cache.folder, batch) for batch in _batches(engine, utterances))
        return tasks

    def is_waiting(self, owner: Owner) -> bool:
        """Whether something that was wanted for it isn't there."""
        return bool(self._waiting.get(owner))

    def why_not(self, phrase: Phrase) -> str:
        """Why a phrase can't be heard; empty for one that can, or that still may."""
        if phrase.key in self.unspoken:
            return self.unspoken[phrase.key]
        if phrase.timbre in self.unmeasured:
            return f"the loudness of its voice can't be measured: {self.unmeasured[phrase.timbre]}"
        return ""

    def want_again(self, owner: Owner, damaged: Sequence[Phrase]) -> list[Speak]:
        """The tasks that speak phrases again whose clips are there and damaged."""
        tasks = []
        for phrase in {phrase.key: phrase for phrase in damaged}.values():
            if phrase.key not in self._needed_by:
                self._on_event(damaged_clip(phrase))
                self._cache.remove(phrase.key)
                self._first_phrase[phrase.key] = phrase
                tasks.append(Speak(phrase.engine, self._cache.folder, ((phrase.key, phrase.utterance),)))
            self._need(phrase.key, owner)
        return tasks

    def give_up(self, phrases: Iterable[Phrase], why: str) -> None:
        """These phrases can't be spoken, whatever their engine says."""
        self.unspoken |= {phrase.key: why for phrase in phrases}

    def take(
        self, task: Speak | MeasureVoice, what: Reply | Done | Failed
    ) -> Iterator[Speak | MeasureVoice | Complete[Owner]]:
        """Takes in what a task gave, or that it failed, and tells of it: gives who is complete now, and the tasks that
        are to be done on top. Raises `EngineLostError`, and what a task raised that no line is to blame for."""
        if isinstance(what, Reply):
            yield from self._replied(task, what)
        else:
            yield from self._ended(task, what)

    def _replied(self, task: Speak | MeasureVoice, reply: Reply) -> Iterator[Complete[Owner]]:
        """Takes in a part of what a task gives."""
        self._alive.add(_engine(task))
        self._answered[id(task)] += 1
        match reply.value:
            case Spoken(key, seconds):
                if task.fresh:
                    self._in_vain[_engine(task)] = 0
                phrase = self._first_phrase[key]
                expected = speaking_work(phrase.engine, phrase.utterance)
                work = Work(phrase.engine, expected, reply.seconds)
                self._on_event(PhraseSpoken(phrase.address, len(phrase.lines), seconds, work))
                yield from self._is_there(key)
            case Unspoken(key, why):
                self._refused[id(task)][key] = why
            case None if isinstance(task, MeasureVoice):
                self._took[id(task)] += reply.seconds
            case gain if isinstance(task, MeasureVoice):
                self.gains[task.timbre] = gain
                took = self._took[id(task)] + reply.seconds
                self._on_event(VoiceMeasured(Work(task.timbre.engine, measuring_work(task.timbre), took)))
                yield from self._is_there(task.timbre)

    def _ended(self, task: Speak | MeasureVoice, what: Done | Failed) -> Iterator[Speak | MeasureVoice]:
        """Takes in that a task is done, or that it failed; gives what of it is tried again."""
        answered = self._answered.pop(id(task), 0)
        self._took.pop(id(task), None)
        refused = self._refused.pop(id(task), {})
        if isinstance(what, Failed):
            match task, what.error:
                case _, WorkerLostError() as error:
                    yield from self._lost(task, answered, error)
                case Speak(), EngineError() as error:
                    refused |= {key: str(error) for key, _ in task.utterances[answered:]}
                case MeasureVoice(), EngineError() as error:
                    yield from self._not_measured(task, error)
                case _:
                    raise what.error
        if isinstance(task, Speak) and refused:
            yield from self._not_spoken(task, refused)

    def _not_measured(self, task: MeasureVoice, error: EngineError) -> Iterator[MeasureVoice]:
        again = self._may_fail(task.timbre, task)
        self._in_vain[task.timbre.engine] += task.fresh
        if again:
            yield replace(task, fresh=True)
        else:
            self.unmeasured[task.timbre] = str(error)

    def _not_spoken(self, task: Speak, refused: Mapping[str, str]) -> Iterator[Speak]:
        """`refused`: key → why."""
        once_more = tuple(item for item in task.utterances if item[0] in refused and self._may_fail(item[0], task))
        self._in_vain[task.engine] += task.fresh
        self.unspoken |= {key: why for key, why in refused.items() if key not in dict(once_more)}
        if once_more:
            yield replace(task, utterances=once_more, fresh=True)

    def _may_fail(self, what: object, task: Speak | MeasureVoice) -> bool:
        """Whether what an engine failed on is tried again."""
        self._failures[what] += 1
        return self._failures[what] < _FAILURES and self._in_vain[_engine(task)] < _IN_VAIN

    def _lost(
        self, task: Speak | MeasureVoice, answered: int, error: WorkerLostError
    ) -> Iterator[Speak | MeasureVoice]:
        """Gives the work of a lost worker to another, without the line that it was lost on if that goes on. Raises
        `EngineLostError`."""
        if isinstance(task, MeasureVoice):
            self._lose(task, task.timbre, error)
            if self._losses[task.timbre] < _LOSSES:
                yield replace(task, fresh=True)
            else:
                self.unmeasured[task.timbre] = str(error)
            return
        culprit, rest = task.utterances[answered : answered + 1], task.utterances[answered + 1 :]
        for key, _ in culprit:
            self._lose(task, key, error)
        if rest:
            yield replace(task, utterances=rest, fresh=False)
        for key, _ in culprit:
            if self._losses[key] < _LOSSES:
                yield replace(task, utterances=culprit, fresh=True)
            else:
                self.unspoken[key] = f"the speech engine fails on it: {error}"

    def _lose(self, task: Speak | MeasureVoice, what: object, error: WorkerLostError) -> None:
        engine = _engine(task)
        self._losses[what] += 1
        self._lost_on[engine].add(what)
        if engine not in self._alive and len(self._lost_on[engine]) > _LOSSES:
            raise EngineLostError(f"The speech engine {engine} can't run: {error}") from error

    def _need(self, what: object, owner: Owner) -> None:
        waiting = self._waiting.setdefault(owner, set())
        if what not in waiting:
            waiting.add(what)
            self._needed_by[what].append(owner)

    def _is_there(self, what: object) -> Iterator[Complete[Owner]]:
        for owner in self._needed_by.pop(what, ()):
            waiting = self._waiting[owner]
            waiting.discard(what)
            if not waiting:
                yield Complete(owner)


def _damaged_level(timbre: Timbre) -> Mended:
    return Mended(f"What was measured of the voice {timbre.voice} is damaged: it is measured again.")


def damaged_clip(phrase: Phrase) -> Mended:
    """What is told of a phrase whose clip can't be used."""
    return Mended(f"The clip of {phrase.address} is damaged: it is spoken again.")


def _engine(task: Speak | MeasureVoice) -> str:
    return task.engine if isinstance(task, Speak) else task.timbre.engine


def _batches(engine: str, utterances: Sequence[tuple[str, Utterance]]) -> Iterator[tuple[tuple[str, Utterance], ...]]:
    batch: list[tuple[str, Utterance]] = []
    work = 0.0
    for item in utterances:
        batch.append(item)
        work += speaking_work(engine, item[1])
        if len(batch) >= _BATCH or work >= _BATCH_SECONDS:
            yield tuple(batch)
            batch, work = [], 0.0
    if batch:
        yield tuple(batch)
