"""An audition: about a minute of each character's own lines, a file each, to judge the cast by before all is made."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from pipeline.disk.files import LITTER, clean_litter, make_folder, plain_errors, safe_name
from pipeline.listening.listening_files import MadeFiles
from pipeline.listening.name_lookup import names_of, shown, speaker_called
from pipeline.listening.sample_lines import telling_lines
from pipeline.listening.short_files import ShortFile, make_short_files
from pipeline.production.clip_cache import ClipCache
from pipeline.production.opened_production import Opened
from pipeline.production.production import Production
from pipeline.production.script_files import words_by_speaker
from pipeline.rendering.chapters.chapter_audio import ChapterJob
from pipeline.rendering.chapters.jobs import Studio, lines_job
from pipeline.rendering.events import ChapterDone, Event, FailedLine, Planned, ignore
from pipeline.rendering.planning.loaded_production import Loaded, load
from pipeline.rendering.planning.phrases import Phrase, in_lines, phrases_of
from pipeline.rendering.planning.plan import Plan, plan_excerpts
from pipeline.rendering.planning.voice_gains import Timbre
from pipeline.rendering.workers.worker_pool import default_jobs
from pipeline.sound.release.tags import BookTags, ChapterTags
from script.model import NARRATOR
from voices.engines.user_folders import cache_folder

FOLDER = "audition"
"""In the production, and no part of the book."""
FORMATS = ("mp3", "flac")
SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Auditioned:
    """One voice's file."""

    name: str
    voice: str
    file: Path | None
    """None if none of its lines could be spoken."""
    lines: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Audition:
    """What came of it."""

    folder: Path
    voices: tuple[Auditioned, ...]
    """The narrator, then the characters who say most first; the unknown last."""
    failed: tuple[FailedLine, ...]


def audition(
    opened: Opened,
    names: Sequence[str] = (),
    *,
    seconds: float = SECONDS,
    folder: Path | None = None,
    format: str = FORMATS[0],
    jobs: int | None = None,
    on_event: Callable[[Event], None] = ignore,
    say: Callable[[str], None] = ignore,
) -> Audition:
    """Makes a file of about `seconds` for each of these speakers, for all without `names`, in `folder` (by default
    "audition" in the production). The clips stay in the cache for the whole run. `say` is told whom a part of a name
    was taken for.

    Call it under the production's lock. Raises `EditError` for somebody who says nothing, `FolderError` for a file in
    the way that no audition made, and what `pipeline.rendering.render.render` raises.
    """
    jobs = jobs or default_jobs()
    production = opened.production
    folder = folder or production.folder / FOLDER
    loaded = load(opened)
    speakers = _speakers(loaded)
    known = names_of(speakers)
    wanted = {speaker_called(name, known, say) for name in names} or set(speakers)
    files = _files(loaded, speakers, wanted, seconds, folder, format)
    made = _memory(production, folder)
    made.refuse_others([file.path for file in files], "choose another folder with -o")
    cache = loaded.clips
    on_event(Planned(_plan(loaded, files, cache, jobs)))
    lengths: dict[int, float] = {}

    paths = {file.number: file.path for file in files}

    def note(event: Event) -> None:
        if isinstance(event, ChapterDone):
            lengths[event.number] = event.seconds
            made.put(event.file, paths[event.number], event.title)
            event = replace(event, file=paths[event.number])
        on_event(event)

    clean_litter((make_folder(folder),))
    make_folder(production.temporary_folder)
    with _tidied(made, files, folder, {shown(speaker) for speaker in speakers}), _workshop(folder) as workshop:
        failed = make_short_files(
            [_short(loaded, file, workshop) for file in files],
            cache,
            production.levels_folder,
            jobs=jobs,
            on_event=note,
        )
    voices = tuple(
        Auditioned(
            file.name,
            loaded.cast.profile(file.speaker).voice,
            file.path if file.number in lengths else None,
            len(file.lines),
            lengths.get(file.number, 0.0),
        )
        for file in files
    )
    return Audition(folder, voices, failed)


def _memory(production: Production, folder: Path) -> MadeFiles:
    """Which files auditions made in a folder: the production knows of its own, the user's cache of those elsewhere. A
    production may come from a stranger, and say of any file that it was made here."""
    if folder.resolve().is_relative_to(production.folder.resolve()):
        return MadeFiles(production.auditions_file, production.folder)
    return MadeFiles(cache_folder() / "auditions.json", cache_folder())


@dataclass(frozen=True, slots=True)
class _File:
    speaker: str | None
    number: int
    name: str
    lines: tuple[Phrase, ...]
    path: Path


def _speakers(loaded: Loaded) -> list[str | None]:
    """Who says something: the narrator, then who says most; the unknown last."""
    words = {name: count for name, (_, count) in words_by_speaker(loaded.edited.chapters).items()}
    return sorted(words, key=lambda name: (name != NARRATOR, name is None, -words[name], name or ""))


def _files(
    loaded: Loaded,
    speakers: Sequence[str | None],
    wanted: Collection[str | None],
    seconds: float,
    folder: Path,
    format: str,
) -> list[_File]:
    lines = _lines(loaded, wanted)
    digits = max(2, len(str(len(speakers))))
    files = []
    for number, speaker in enumerate(speakers, 0 if NARRATOR in speakers else 1):
        if chosen := telling_lines(lines.get(speaker, ()), seconds):
            name = shown(speaker)
            path = folder / f"{number:0{digits}d} {safe_name(name)}.{format}"
            files.append(_File(speaker, number, name, chosen, path))
    return files


def _lines(loaded: Loaded, wanted: Collection[str | None]) -> dict[str | None, list[Phrase]]:
    """What each of them says that can be heard."""
    lines: dict[str | None, list[Phrase]] = {}
    for chapter in loaded.planned.chapters:
        for line in in_lines(phrases_of(chapter.edited, loaded.book, loaded.cast, of=wanted)):
            speaker = line.lines[0].line.speaker
            if speaker in wanted:
                lines.setdefault(speaker, []).append(line)
    return lines


def _short(loaded: Loaded, file: _File, workshop: Path) -> ShortFile:
    return ShortFile(file.number, file.name, file.lines, partial(_job, loaded, file, workshop))


def _job(
    loaded: Loaded, file: _File, workshop: Path, lines: Sequence[Phrase], gains: Mapping[Timbre, float]
) -> ChapterJob:
    production, book = loaded.production, loaded.book
    studio = Studio(book, loaded.planned.channels, loaded.clips, production.temporary_folder, loaded.ffmpeg.path)
    tags = BookTags(f"{book.title} (audition)", book.author, book.language)
    return lines_job(studio, lines, gains, ChapterTags(tags, file.name, file.number), workshop / file.path.name)


def _plan(loaded: Loaded, files: Sequence[_File], cache: ClipCache, jobs: int) -> Plan:
    lines = {file.number: file.lines for file in files}
    levels = loaded.production.levels_folder
    return plan_excerpts(lines, loaded.book.pauses.paragraphs, loaded.book.bitrate, cache, levels, jobs=jobs)


@contextlib.contextmanager
def _workshop(folder: Path) -> Iterator[Path]:
    """A folder on the same disk, from which finished files are moved to their places."""
    with plain_errors(folder), tempfile.TemporaryDirectory(prefix=".", suffix=LITTER, dir=folder) as workshop:
        yield Path(workshop)


@contextlib.contextmanager
def _tidied(made: MadeFiles, files: Sequence[_File], folder: Path, speakers: Collection[str]) -> Iterator[None]:
    """Earlier auditions of the same people, and of people who are no more, lie in the same folder under other names:
    these are removed in the end, if nobody changed them."""
    try:
        yield
    finally:
        fresh = {file.name for file in files if file.path.is_file()}
        made.tidy(folder, [file.path for file in files], lambda name: name in fresh or name not in speakers)
