"""Short files to listen to, made as chapters are: clips by workers and kept in the cache, levelled, mixed, encoded."""

from __future__ import annotations

import contextlib
import tempfile
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from pipeline.disk.files import make_folder, move_file, plain_errors
from pipeline.production.clip_cache import ClipCache
from pipeline.rendering.chapters.chapter_audio import ChapterJob
from pipeline.rendering.chapters.tasks import MakeChapter
from pipeline.rendering.clips.clip_maker import ClipMaker, Complete, RenderError, damaged_clip
from pipeline.rendering.clips.speaking import Speak
from pipeline.rendering.clips.voice_measuring import MeasureVoice
from pipeline.rendering.events import ChapterDone, Event, FailedLine, ignore
from pipeline.rendering.planning.estimates import MIXING, Work, mixing_work
from pipeline.rendering.planning.phrases import Phrase
from pipeline.rendering.planning.plan import heard_seconds
from pipeline.rendering.planning.voice_gains import Timbre
from pipeline.rendering.workers.worker_pool import WorkerLostError, Workers, work_off
from pipeline.rendering.workers.worker_process import Done, Failed, Reply, Task


@dataclass(frozen=True, slots=True)
class ShortFile:
    """A file, and what is heard in it."""

    number: int
    title: str
    phrases: tuple[Phrase, ...]
    job: Callable[[Sequence[Phrase], Mapping[Timbre, float]], ChapterJob]
    """How it is mixed of those of its phrases that could be spoken, with the gains (dB) of their voices."""


def make_short_files(
    files: Sequence[ShortFile],
    cache: ClipCache,
    levels: Path,
    *,
    jobs: int,
    gains: Mapping[Timbre, float] = MappingProxyType({}),
    on_event: Callable[[Event], None] = ignore,
) -> tuple[FailedLine, ...]:
    """Makes them, each without the phrases that can't be spoken, which are given back; none of a file without any line.
    `gains` are of voices whose level is not to be measured.

    Raises `DiskError`, `EngineError`, `EncodeError`, `RenderError`.
    """
    return _Maker(files, cache, levels, gains, on_event).make(jobs)


class _Maker:
    def __init__(
        self,
        files: Sequence[ShortFile],
        cache: ClipCache,
        levels: Path,
        gains: Mapping[Timbre, float],
        on_event: Callable[[Event], None],
    ) -> None:
        self._files = {file.number: file for file in files}
        self._cache = cache
        self._clips: ClipMaker[int] = ClipMaker(cache, levels, on_event, known=gains)
        self._on_event = on_event
        self._ready: deque[Task] = deque()

    def make(self, jobs: int) -> tuple[FailedLine, ...]:
        preparing: deque[Task] = deque()
        for number, file in self._files.items():
            for phrase in file.phrases:
                if self._cache.path(phrase.key).exists() and not self._cache.is_whole(phrase.key):
                    self._on_event(damaged_clip(phrase))
                    self._cache.remove(phrase.key)
            preparing += self._clips.want(number, file.phrases)
        waiting = [number for number in self._files if self._clips.is_waiting(number)]
        self._ready += (self._mixing(number) for number in self._files if number not in waiting)
        with Workers(jobs) as workers:
            for event in work_off(workers, self._ready, preparing):
                self._take(event.task, event.what)
            # What could not be had is not waited for any longer.
            lacking = [number for number in waiting if self._clips.is_waiting(number) and self._heard(number)]
            self._ready += (self._mixing(number) for number in lacking)
            for event in work_off(workers, self._ready, preparing):
                self._take(event.task, event.what)
        return tuple(
            FailedLine(line.address, line.text, why)
            for file in self._files.values()
            for phrase in file.phrases
            if (why := self._clips.why_not(phrase))
            for line in phrase.lines
        )

    def _heard(self, number: int) -> list[Phrase]:
        return [phrase for phrase in self._files[number].phrases if not self._clips.why_not(phrase)]

    def _mixing(self, number: int) -> MakeChapter:
        phrases = self._heard(number)
        seconds = sum(map(heard_seconds, phrases))
        file = self._files[number]
        return MakeChapter(number, file.title, file.job(phrases, self._clips.gains), seconds)

    def _take(self, task: Task, what: Reply | Done | Failed) -> None:
        match task, what:
            case Speak() | MeasureVoice(), _:
                for next_ in self._clips.take(task, what):
                    self._ready.append(self._mixing(next_.owner) if isinstance(next_, Complete) else next_)
            case MakeChapter(number=number, job=job, expected=expected), Reply(result, took):
                path = job.mp3 or job.master
                assert path is not None, "a short file is a file"
                work = Work(MIXING, mixing_work(expected), took)
                self._on_event(ChapterDone(number, self._files[number].title, path, result.seconds, work))
            case MakeChapter(what=name), Failed(WorkerLostError() as error):
                raise RenderError(f"{name} can't be finished: {error}.") from error
            case _, Failed(error):
                raise error


@contextlib.contextmanager
def workshop(home: Path, file: Path, put: Callable[[Path, Path], None] = move_file) -> Iterator[tuple[Path, Path]]:
    """A folder to work in and the place in it from which the finished file is `put` in its place, `file`.

    A folder of its own: a run that starts meanwhile sweeps the production's.
    """
    make_folder(home)
    make_folder(file.parent)
    with plain_errors(home), tempfile.TemporaryDirectory(prefix="preview-", dir=file.parent) as folder:
        made = Path(folder) / file.name
        yield Path(folder), made
        put(made, file)
