"""From script files to finished sound: the one way that whole runs, single chapters and previews take."""

from __future__ import annotations

import contextlib
import itertools
from collections import Counter, deque
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass

from pipeline.disk.files import clean_litter, make_folder, plain_errors, remove_file, same_name, sha256, write_file
from pipeline.production.clip_cache import CacheUse
from pipeline.production.opened_production import Opened
from pipeline.production.production import FolderError
from pipeline.production.production_record import Output, dump_outputs
from pipeline.rendering.chapters.chapter_audio import ChapterResult
from pipeline.rendering.chapters.jobs import book_job, chapter_job
from pipeline.rendering.chapters.tasks import MakeBook, MakeChapter
from pipeline.rendering.clips.clip_maker import ClipMaker, Complete, RenderError
from pipeline.rendering.clips.speaking import Speak, WarmUp
from pipeline.rendering.clips.voice_measuring import MeasureVoice
from pipeline.rendering.events import BookDone, ChapterDone, Event, FailedLine, Mended, Planned, ignore
from pipeline.rendering.planning.estimates import BOOK, MIXING, Work, book_work, mixing_work
from pipeline.rendering.planning.loaded_production import Loaded, load
from pipeline.rendering.planning.phrases import phrases_of
from pipeline.rendering.planning.plan import Plan, PlannedChapter, chapter_seconds, make_plan
from pipeline.rendering.planning.voice_gains import seal_gains
from pipeline.rendering.workers.worker_pool import WorkerLostError, Workers, default_jobs, work_off
from pipeline.rendering.workers.worker_process import Done, Failed, Reply, Task
from pipeline.sound.timeline import SAMPLE_RATE
from pipeline.sound.wav import ClipError

_ATTEMPTS = 3
"""How often a task may lose its worker."""
_LAST = 2
"""Chapters that are prepared together in the end."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """What a rendering did, or would do."""

    plan: Plan
    outputs: tuple[Output, ...]
    """The files that the production has made."""
    failed: tuple[FailedLine, ...] = ()
    """Lines that could not be spoken: their chapters were not made, all others were."""
    warnings: tuple[str, ...] = ()


def render(
    opened: Opened,
    *,
    chapters: Collection[int] | None = None,
    jobs: int | None = None,
    workers: Workers | None = None,
    on_event: Callable[[Event], None] = ignore,
) -> Rendered:
    """Makes what is missing or not up to date: clips, chapters, the book. With `chapters`, only these chapters' files.
    `workers` may be at work already, warming up; without them, `jobs` are started when there is something to be made.

    Call it under the production's lock. Raises `EditError`, `DiskError`, `FolderError`, `EngineError`, `FFmpegError`,
    `RenderError`.
    """
    workers = workers or Workers(jobs or default_jobs())
    loaded = load(opened)
    intent = _intent(loaded, chapters, workers.count)
    on_event(Planned(intent.plan))
    for file in sorted(output.file for output in loaded.damaged):
        on_event(Mended(f"{file} is damaged: its chapter is mixed again."))
    run = _Run(loaded, workers, on_event)
    failed = run.make(intent.chosen, whole=intent.whole)
    return Rendered(intent.plan, run.outputs, failed, (*intent.warnings, *_not_made(intent, failed)))


def expect(
    opened: Opened,
    *,
    chapters: Collection[int] | None = None,
    jobs: int | None = None,
    on_event: Callable[[Event], None] = ignore,
) -> Rendered:
    """What `render` would do; writes nothing, and needs no lock. Raises what `render` raises."""
    loaded = load(opened)
    intent = _intent(loaded, chapters, jobs or default_jobs())
    on_event(Planned(intent.plan))
    return Rendered(intent.plan, loaded.outputs, warnings=intent.warnings)


@dataclass(frozen=True, slots=True)
class _Intent:
    """What a run is about to do."""

    chosen: tuple[PlannedChapter, ...]
    whole: bool
    """Whether these are all chapters of the book."""
    plan: Plan
    warnings: tuple[str, ...]


def _intent(loaded: Loaded, chapters: Collection[int] | None, jobs: int) -> _Intent:
    planned = loaded.planned
    chosen = tuple(c for c in planned.chapters if chapters is None or c.number in chapters)
    whole = len(chosen) == len(planned.chapters)
    book_formats = ("m4b",) if whole and planned.m4b_to_make else ()
    levels = loaded.production.levels_folder
    plan = make_plan(chosen, loaded.book, loaded.clips, levels, jobs=jobs, book_formats=book_formats)
    waits = not whole and planned.m4b_to_make
    warnings = ("The m4b is made when all chapters are: run make-audio on the whole folder.",) if waits else ()
    return _Intent(chosen, whole, plan, warnings)


def _not_made(intent: _Intent, failed: Sequence[FailedLine]) -> Iterator[str]:
    if failed and intent.plan.book_files_to_make:
        yield "The m4b was not made: it is when every line can be spoken. An m4b that is there is an older one."


def prune_cache(opened: Opened, *, max_bytes: int | None = None) -> CacheUse:
    """Removes clips that no line needs, then the oldest until `max_bytes` are left; says what it removed. Call it under
    the production's lock. Raises what `render` raises."""
    loaded = load(opened)
    cache = loaded.clips
    cache.clean_litter()
    phrases = [phrases_of(chapter.edited, loaded.book, loaded.cast) for chapter in loaded.planned.chapters]
    removed = cache.prune(keep={phrase.key for chapter in phrases for phrase in chapter})
    if max_bytes is not None:
        more = cache.prune(max_bytes=max_bytes)
        removed = CacheUse(removed.clips + more.clips, removed.bytes + more.bytes)
    return removed


def _in_order(chapters: Sequence[Sequence[Speak | MeasureVoice]]) -> Iterator[Speak | MeasureVoice]:
    """What is to be done for each chapter, one after the other, so that the first ones are soon there to be heard. The
    last ones are prepared together, the longest tasks first: in the end nobody waits for one long line, and there is a
    chapter to be mixed for more than one worker."""
    for tasks in chapters[:-_LAST]:
        yield from tasks
    yield from sorted(itertools.chain.from_iterable(chapters[-_LAST:]), key=lambda task: -task.work)


class _Run:
    """One rendering: hands out tasks, takes in what they give, remembers what is finished."""

    def __init__(self, loaded: Loaded, workers: Workers, on_event: Callable[[Event], None]) -> None:
        self._loaded = loaded
        self._production = loaded.production
        self._cache = loaded.clips
        self._workers = workers
        self._on_event = on_event
        self._outputs = {output.file: output for output in loaded.outputs}
        self._saved = loaded.opened.outputs_text
        self._clips: ClipMaker[int] = ClipMaker(loaded.clips, loaded.production.levels_folder, on_event)
        """For chapters, by their numbers: one whose lines can't all be had is not made."""
        self._ready: deque[Task] = deque()
        self._lost: Counter[str] = Counter()

    @property
    def outputs(self) -> tuple[Output, ...]:
        """The files that the production has made."""
        return tuple(self._outputs.values())

    def make(self, chosen: Sequence[PlannedChapter], *, whole: bool) -> tuple[FailedLine, ...]:
        """Makes what is missing of these chapters, and of the book if they are the whole of it."""
        seal_gains(self._production.levels_folder)
        to_mix = [chapter for chapter in chosen if chapter.to_mix]
        preparing = deque[Task](_in_order([self._clips.want(chapter.number, chapter.phrases) for chapter in to_mix]))
        make_folder(self._production.temporary_folder)
        make_folder(self._production.audio_folder)
        self._claim(sorted(self._wanted(chosen, whole=whole)))
        if to_mix:
            self._cache.clean_litter()
        self._ready.extend(self._mixing(c) for c in to_mix if not self._clips.is_waiting(c.number))
        with self._working():
            self._go_on(preparing)
            if whole and self._loaded.planned.m4b_to_make and not any(self._failed(chosen)):
                self._ready.append(self._putting_together())
                self._go_on(preparing)
        failed = tuple(self._failed(chosen))
        if whole and not failed:
            self._remove_unwanted()
        return failed

    def _go_on(self, preparing: deque[Task]) -> None:
        """Works until nothing is left to do."""
        for event in work_off(self._workers, self._ready, preparing):
            self._take(event.task, event.what)

    @contextlib.contextmanager
    def _working(self) -> Iterator[None]:
        try:
            with self._workers:
                yield
        finally:
            clean_litter((self._production.audio_folder, self._production.masters_folder))

    def _take(self, task: Task, what: Reply | Done | Failed) -> None:
        """Takes in what a task gave, or that it failed."""
        match task, what:
            case WarmUp(), _:
                pass
            case Speak() | MeasureVoice(), _:
                for next_ in self._clips.take(task, what):
                    if isinstance(next_, Complete):
                        self._ready.append(self._mixing(self._chapter(next_.owner)))
                    else:
                        self._ready.append(next_)
            case MakeChapter(), Reply(result, took):
                self._chapter_done(task, result, Work(MIXING, mixing_work(task.expected), took))
            case MakeBook(), Reply(seconds, took):
                self._book_done(task, seconds, Work(BOOK, book_work(task.expected), took))
            case MakeChapter() | MakeBook(), Failed(WorkerLostError() as error):
                self._again(task, error)
            case MakeChapter(), Failed(ClipError() as error):
                self._heal(task, error)
            case _, Failed(error):
                raise error

    def _chapter(self, number: int) -> PlannedChapter:
        return next(chapter for chapter in self._loaded.planned.chapters if chapter.number == number)

    def _heal(self, task: MakeChapter, error: ClipError) -> None:
        """Has the damaged clips of a chapter spoken again, and then the chapter made."""
        chapter = self._chapter(task.number)
        damaged = [phrase for phrase in chapter.phrases if not self._cache.is_whole(phrase.key)]
        self._lost[chapter.file] += 1
        if self._lost[chapter.file] >= _ATTEMPTS:
            # A disk that gives back something else than it was given.
            self._clips.give_up(damaged or chapter.phrases, str(error))
        elif damaged:
            self._ready.extend(self._clips.want_again(chapter.number, damaged))
        else:
            self._ready.append(task)

    def _again(self, task: MakeChapter | MakeBook, error: WorkerLostError) -> None:
        """Gives the work of a lost worker to another."""
        self._lost[task.what] += 1
        if self._lost[task.what] >= _ATTEMPTS:
            raise RenderError(
                f"{task.what} can't be finished: {error}. Free some memory, then run the same command again."
            ) from error
        self._ready.append(task)

    def _mixing(self, chapter: PlannedChapter) -> MakeChapter:
        loaded = self._loaded
        job = chapter_job(loaded, chapter, self._clips.gains)
        for file in (job.mp3, job.master):
            if file is not None:
                make_folder(file.parent)
        expected = chapter_seconds(chapter, loaded.book)
        return MakeChapter(chapter.number, chapter.edited.address, job, expected)

    def _putting_together(self) -> MakeBook:
        loaded = self._loaded
        frames = [self._outputs[chapter.master_file].frames for chapter in loaded.planned.chapters]
        job = book_job(loaded, frames)
        return MakeBook(loaded.planned.m4b, job, sum(frames) / SAMPLE_RATE)

    def _chapter_done(self, task: MakeChapter, result: ChapterResult, work: Work) -> None:
        chapter = self._chapter(task.number)
        frames = result.timeline.frames
        if task.job.master is not None:
            self._keep(chapter.master_file, chapter.sound, frames)
        if task.job.mp3 is not None:
            self._keep(chapter.file, chapter.fingerprint, frames)
        file = task.job.mp3 or task.job.master
        assert file is not None, "a chapter is mixed for a file"
        self._on_event(ChapterDone(task.number, chapter.edited.chapter.title, file, result.seconds, work))

    def _book_done(self, task: MakeBook, seconds: float, work: Work) -> None:
        planned = self._loaded.planned
        self._keep(planned.m4b, planned.m4b_fingerprint, round(seconds * SAMPLE_RATE))
        self._on_event(BookDone(task.job.path, seconds, work))

    def _keep(self, file: str, fingerprint: str, frames: int) -> None:
        """Remembers a finished file: what is done is not done again, also when this run is killed later."""
        path = self._production.folder / file
        digest = sha256(path)
        with plain_errors(path):
            status = path.stat()
        self._outputs[file] = Output(file, fingerprint, digest, status.st_size, status.st_mtime_ns, frames)
        self._save()

    def _wanted(self, chosen: Sequence[PlannedChapter], *, whole: bool) -> set[str]:
        """The files that the production is to have of these chapters."""
        book, planned = self._loaded.book, self._loaded.planned
        wanted: set[str] = set()
        if "mp3" in book.formats:
            wanted |= {chapter.file for chapter in chosen}
        if "m4b" in book.formats:
            wanted |= {chapter.master_file for chapter in chosen} | ({planned.m4b} if whole else set())
        return wanted

    def _claim(self, files: Collection[str]) -> None:
        """Remembers which files are going to be made, so that one that a killed run left counts as ours.

        Raises `FolderError` for a file that is there already and was not made here.
        """
        for file in files:
            if file in self._outputs:
                continue
            path = self._production.folder / file
            for twin in [other for other in self._outputs if same_name(other, file)]:
                with plain_errors(path):
                    made = self._production.folder / twin
                    if path.exists() and made.exists() and path.samefile(made):
                        # One name to this disk: the file is ours, and is not to be removed under its old one.
                        del self._outputs[twin]
                        break
            else:
                if path.exists():
                    raise FolderError(
                        f"{path} is in the way: make-audio did not make it. Move it elsewhere or give it another name."
                    )
            self._outputs[file] = Output(file, "", "", 0, 0, 0)
        self._save()

    def _remove_unwanted(self) -> None:
        """Removes what the production made and no longer wants. Anybody else's files stay."""
        wanted = self._wanted(self._loaded.planned.chapters, whole=True)
        for file in [file for file in self._outputs if file not in wanted]:
            remove_file(self._production.folder / file)
            del self._outputs[file]
        self._save()

    def _save(self) -> None:
        text = dump_outputs(self.outputs)
        if text != self._saved:
            write_file(self._production.outputs_file, text)
            self._saved = text

    def _failed(self, chosen: Sequence[PlannedChapter]) -> Iterator[FailedLine]:
        for chapter in chosen:
            for phrase in chapter.phrases:
                if why := self._clips.why_not(phrase):
                    yield from (FailedLine(line.address, line.text, why) for line in phrase.lines)
