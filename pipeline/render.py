"""From script files to finished sound: the one way that whole runs, single chapters and previews take."""

from __future__ import annotations

import contextlib
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.book import Book, read_book
from pipeline.cache import CacheUse, ClipCache
from pipeline.chapter_audio import ChapterResult
from pipeline.edited import Edited, load_edited
from pipeline.ffmpeg import find_ffmpeg
from pipeline.files import clean_litter, make_folder, read_text, remove_file, sha256
from pipeline.plan import Plan, PlannedChapter, fingerprint_of, make_plan, plan_chapters, still_there
from pipeline.production import FolderError, Output, Production, load_outputs, save_outputs
from pipeline.release_names import book_file
from pipeline.releasing import MakeBook, MakeChapter, book_task, chapter_task
from pipeline.script_warnings import script_warnings
from pipeline.speaking import Speak, Spoken, Unspoken
from pipeline.summary import FailedLine, Summary, load_cast, summary_of
from pipeline.timeline import SAMPLE_RATE
from pipeline.voice_level import MeasureVoice, Timbre, known_gain
from pipeline.voicing import VoicedLine, voice_chapter
from pipeline.worker import Done, Failed, Reply, Task
from pipeline.workers import WorkerLostError, Workers, default_jobs
from script.errors import MakeAudioError

if TYPE_CHECKING:
    from voices.cast import Cast

_BATCH = 24
"""Utterances of one task: enough to forget the cost of handing it over, few enough to share the last ones out."""
_ATTEMPTS = 3
"""How often a task may lose its worker."""


class RenderError(MakeAudioError):
    """Something on the way to the finished sound fails again and again."""


@dataclass(frozen=True, slots=True)
class Planned:
    """What the run will do; sent before anything is rendered."""

    plan: Plan


@dataclass(frozen=True, slots=True)
class LineSpoken:
    """A clip is synthesized: `seconds` of audio."""

    address: str
    seconds: float


@dataclass(frozen=True, slots=True)
class ChapterDone:
    """A chapter's file is finished."""

    number: int
    title: str
    file: Path
    seconds: float


@dataclass(frozen=True, slots=True)
class BookDone:
    """The file of the whole book is finished."""

    file: Path
    seconds: float


@dataclass(frozen=True, slots=True)
class Notice:
    """A sentence worth reading at once."""

    text: str


Event = Planned | LineSpoken | ChapterDone | BookDone | Notice


def _ignore(event: Event) -> None:
    pass


@dataclass(frozen=True, slots=True)
class Loaded:
    """A production as it is to be rendered."""

    production: Production
    book: Book
    cast: Cast
    edited: Edited
    chapters: tuple[PlannedChapter, ...]


def load(production: Production, *, only: Collection[int] | None = None) -> Loaded:
    """Reads what people edited and plans every chapter (with `only`, these).

    Raises `EditError`, `DiskError`, `EngineError`.
    """
    book = read_book(read_text(production.book_file))
    edited = load_edited(production, only=only)
    cast = load_cast(production, edited, book)
    chapters = plan_chapters(production, book, cast, edited, load_outputs(production), find_ffmpeg().version)
    return Loaded(production, book, cast, edited, chapters)


def render(
    production: Production,
    *,
    chapters: Collection[int] | None = None,
    jobs: int | None = None,
    on_event: Callable[[Event], None] = _ignore,
    dry_run: bool = False,
) -> Summary:
    """Makes what is missing or not up to date: clips, chapters, the book. With `chapters`, only these chapters' files.

    Lines that can't be spoken are in `Summary.failed`; their chapters are not made, all others are. With `dry_run` nothing
    is written. Raises `EditError`, `DiskError`, `LockedError`, `EngineError`, `RenderError`.
    """
    jobs = jobs or default_jobs()
    with contextlib.ExitStack() as stack:
        if not dry_run:
            stack.enter_context(production.locked())
        loaded = load(production)
        chosen = [c for c in loaded.chapters if chapters is None or c.number in chapters]
        whole = len(chosen) == len(loaded.chapters)
        book_formats = _book_formats(loaded) if whole else ()
        cache = ClipCache(production.clips_folder)
        plan = make_plan(chosen, loaded.book, cache, jobs=jobs, book_formats=book_formats)
        on_event(Planned(plan))
        warnings = [*script_warnings(loaded.edited)]
        if not whole and "m4b" in loaded.book.formats:
            warnings.append("The m4b is made when all chapters are: run make-audio on the whole folder.")
        for warning in warnings:
            on_event(Notice(warning))
        failed: tuple[FailedLine, ...] = ()
        if not dry_run:
            run = _Run(loaded, cache, jobs, on_event)
            failed = run.make(chosen, whole=whole)
        return summary_of(
            production, loaded.book, loaded.edited, loaded.cast, plan=plan, failed=failed, warnings=warnings
        )


class _Run:
    """One rendering: hands out tasks, takes in what they give, remembers what is finished."""

    def __init__(self, loaded: Loaded, cache: ClipCache, jobs: int, on_event: Callable[[Event], None]) -> None:
        self._loaded = loaded
        self._production = loaded.production
        self._cache = cache
        self._jobs = jobs
        self._on_event = on_event
        self._outputs = {output.file: output for output in load_outputs(loaded.production)}
        self._levels = loaded.production.work_folder / "levels"
        self._gains: dict[Timbre, float] = {}
        self._waiting: dict[int, set[object]] = {}
        """Chapter → the keys and timbres that it still waits for."""
        self._needed_by: dict[object, list[PlannedChapter]] = defaultdict(list)
        self._first_line: dict[str, VoicedLine] = {}
        self._unspoken: dict[str, str] = {}
        self._ready: deque[Task] = deque()
        self._lost: Counter[object] = Counter()
        self._answered: Counter[int] = Counter()

    def make(self, chosen: Sequence[PlannedChapter], *, whole: bool) -> tuple[FailedLine, ...]:
        """Makes what is missing of these chapters, and of the book if they are the whole of it."""
        self._refuse_strangers(chosen, whole=whole)
        to_mix = [chapter for chapter in chosen if not chapter.made]
        preparing = deque(self._preparing(to_mix))
        if to_mix:
            for folder in (self._production.temporary_folder, self._production.audio_folder):
                make_folder(folder)
            self._cache.clean_litter()
        for chapter in to_mix:
            if not self._waiting[chapter.number]:
                self._mix(chapter)
        with self._workers() as workers:
            self._feed(workers, preparing)
            for event in workers.events():
                self._take(event.task, event.what)
                self._feed(workers, preparing)
            if whole and not self._unspoken:
                self._make_book(workers, chosen)
        failed = tuple(self._failed(chosen))
        if whole and not failed:
            self._remove_unwanted(chosen)
        return failed

    @contextlib.contextmanager
    def _workers(self) -> Iterator[Workers]:
        try:
            with Workers(self._jobs) as workers:
                yield workers
        finally:
            clean_litter((self._production.audio_folder, self._production.temporary_folder))

    def _feed(self, workers: Workers, preparing: deque[Task]) -> None:
        """Keeps a task ready for each worker, not more: what can be finished goes before what is begun."""
        while workers.unfinished < 2 * self._jobs and (self._ready or preparing):
            workers.submit((self._ready or preparing).popleft())

    def _preparing(self, to_mix: Sequence[PlannedChapter]) -> Iterator[Task]:
        """The tasks that make what chapters are mixed from, in the order in which the chapters need it."""
        tasks: list[Task] = []
        asked: set[object] = set()
        for chapter in to_mix:
            waiting = self._waiting[chapter.number] = set()
            batches: dict[str, list[tuple[str, Utterance]]] = defaultdict(list)
            for line in chapter.voiced:
                if line.timbre not in self._gains:
                    gain = known_gain(self._levels, line.timbre)
                    if gain is not None:
                        self._gains[line.timbre] = gain
                    else:
                        self._need(line.timbre, chapter)
                        if line.timbre not in asked:
                            asked.add(line.timbre)
                            tasks.append(MeasureVoice(self._levels, line.timbre))
                if line.key in asked or not self._cache.has(line.key):
                    self._need(line.key, chapter)
                    if line.key not in asked:
                        asked.add(line.key)
                        self._first_line[line.key] = line
                        batches[line.engine].append((line.key, line.utterance))
            for engine, utterances in batches.items():
                for start in range(0, len(utterances), _BATCH):
                    batch = tuple(utterances[start : start + _BATCH])
                    tasks.append(Speak(engine, self._cache.folder, batch))
        return iter(tasks)

    def _need(self, what: object, chapter: PlannedChapter) -> None:
        if what not in self._waiting[chapter.number]:
            self._waiting[chapter.number].add(what)
            self._needed_by[what].append(chapter)

    def _take(self, task: Task, what: Reply | Done | Failed) -> None:
        """Takes in what a task gave, or that it failed."""
        if isinstance(what, Reply):
            self._answered[id(task)] += 1
            if isinstance(task, Speak):
                self._spoken(what.value)
            elif isinstance(task, MeasureVoice):
                self._gains[task.timbre] = what.value
                self._is_there(task.timbre)
            elif isinstance(task, MakeChapter):
                self._chapter_done(task, what.value)
            elif isinstance(task, MakeBook):
                self._book_done(task, what.value)
            return
        answered = self._answered.pop(id(task), 0)
        if isinstance(what, Failed):
            if not isinstance(what.error, WorkerLostError):
                raise what.error
            self._again(task, answered, what.error)

    def _spoken(self, reply: Spoken | Unspoken) -> None:
        line = self._first_line[reply.key]
        if isinstance(reply, Spoken):
            self._on_event(LineSpoken(line.address, reply.seconds))
            self._is_there(reply.key)
        else:
            # Its chapters wait for it to the end: they are not made without it.
            self._unspoken[reply.key] = reply.why

    def _is_there(self, what: object) -> None:
        for chapter in self._needed_by.pop(what, ()):
            waiting = self._waiting[chapter.number]
            waiting.discard(what)
            if not waiting:
                self._ready.append(self._mixing(chapter))

    def _again(self, task: Task, answered: int, error: WorkerLostError) -> None:
        """Gives the work of a lost worker to another, without the line that it was lost on if that goes on."""
        if isinstance(task, Speak):
            culprit, rest = task.utterances[answered : answered + 1], task.utterances[answered + 1 :]
            if rest:
                self._ready.append(replace(task, utterances=rest))
            for key, _ in culprit:
                self._lost[key] += 1
                if self._lost[key] < _ATTEMPTS:
                    self._ready.append(replace(task, utterances=culprit))
                else:
                    self._unspoken[key] = f"the speech engine fails on it: {error}"
            if not self._gains and self._lost.total() > _ATTEMPTS:
                raise RenderError(f"The speech engine {task.engine} can't run: {error}") from error
        else:
            what = getattr(task, "what", task.__class__.__name__)
            self._lost[what] += 1
            if self._lost[what] >= _ATTEMPTS:
                raise RenderError(f"{what} can't be finished: {error}. Free some memory and run it again.") from error
            self._ready.append(task)

    def _mixing(self, chapter: PlannedChapter) -> MakeChapter:
        return chapter_task(self._loaded, chapter, self._gains, self._cache)

    def _failed(self, chosen: Sequence[PlannedChapter]) -> Iterator[FailedLine]:
        for chapter in chosen:
            for line in chapter.voiced:
                if line.key in self._unspoken:
                    yield FailedLine(line.address, line.text, self._unspoken[line.key])


def prune_cache(production: Production, *, keep_used: bool = True, max_bytes: int | None = None) -> CacheUse:
    """Removes clips that no line needs (with `keep_used` False, all of them), or the oldest until `max_bytes` are left;
    says what it removed. Raises what `render` raises."""
    with production.locked():
        cache = ClipCache(production.clips_folder)
        cache.clean_litter()
        removed = CacheUse(0, 0)
        if keep_used:
            loaded = load(production)
            chapters = [voice_chapter(planned.edited, loaded.book, loaded.cast) for planned in loaded.chapters]
            removed = cache.prune(keep={line.key for chapter in chapters for line in chapter})
        if max_bytes is not None or not keep_used:
            more = cache.prune(max_bytes=max_bytes or 0)
            removed = CacheUse(removed.clips + more.clips, removed.bytes + more.bytes)
        return removed
