"""An audition: about a minute of each character's own lines, a file each, to judge the cast by before all is made."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import NamedTuple

from pipeline.cache import ClipCache
from pipeline.chapter_audio import ChapterJob
from pipeline.edited import speaker_called, words_by_speaker
from pipeline.events import ChapterDone, Event, Planned, ignore
from pipeline.files import clean_litter, make_folder, remove_file, safe_name, sha256, write_file
from pipeline.plan import Plan, plan_lines
from pipeline.production import FolderError, Production
from pipeline.release.tags import BookTags, ChapterTags
from pipeline.releasing import Studio, lines_job
from pipeline.render import Loaded, load
from pipeline.short_files import ShortFile, make_short_files
from pipeline.summary import FailedLine
from pipeline.telling_lines import telling_lines
from pipeline.voice_level import Timbre
from pipeline.voicing import VoicedLine, voice_chapter
from pipeline.workers import default_jobs
from script.model import NARRATOR

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
    """The narrator, then the characters who say most first."""
    failed: tuple[FailedLine, ...]


def audition(
    production: Production,
    names: Sequence[str] = (),
    *,
    seconds: float = SECONDS,
    folder: Path | None = None,
    format: str = FORMATS[0],
    jobs: int | None = None,
    on_event: Callable[[Event], None] = ignore,
) -> Audition:
    """Makes a file of about `seconds` for each of these speakers, for all without `names`, in `folder` (by default
    "audition" in the production). The clips stay in the cache for the whole run.

    Raises `EditError` for somebody who says nothing, `FolderError` for a file in the way that no audition made, and
    what `pipeline.render.render` raises.
    """
    jobs = jobs or default_jobs()
    folder = folder or production.folder / FOLDER
    with production.locked():
        loaded = load(production)
        speakers = _speakers(loaded)
        wanted = {speaker_called(name, speakers) for name in names} or set(speakers)
        files = _files(loaded, speakers, wanted, seconds, folder, format)
        _refuse_others(production, files)
        cache = ClipCache(production.clips_folder)
        on_event(Planned(_plan(loaded, files, cache, jobs)))
        lengths: dict[int, float] = {}

        def note(event: Event) -> None:
            if isinstance(event, ChapterDone):
                lengths[event.number] = event.seconds
            on_event(event)

        clean_litter((make_folder(folder),))
        make_folder(production.temporary_folder)
        with _remembered(production, files, speakers):
            failed = make_short_files(
                [file.short for file in files], cache, production.levels_folder, jobs=jobs, on_event=note
            )
    voices = tuple(
        Auditioned(
            file.short.title,
            loaded.cast.profile(file.short.title).voice,
            file.path if file.short.number in lengths else None,
            len(file.short.lines),
            lengths.get(file.short.number, 0.0),
        )
        for file in files
    )
    return Audition(folder, voices, failed)


@dataclass(frozen=True, slots=True)
class _File:
    short: ShortFile
    path: Path


def _speakers(loaded: Loaded) -> list[str]:
    """Who says something: the narrator, then who says most."""
    words = {name: count for name, (_, count) in words_by_speaker(loaded.edited.chapters).items() if name is not None}
    return sorted(words, key=lambda name: (name != NARRATOR, -words[name], name))


def _files(
    loaded: Loaded, speakers: Sequence[str], wanted: Collection[str], seconds: float, folder: Path, format: str
) -> list[_File]:
    lines = _lines(loaded, wanted)
    digits = max(2, len(str(len(speakers))))
    files = []
    for number, name in enumerate(speakers, 0 if NARRATOR in speakers else 1):
        if chosen := telling_lines(lines.get(name, ()), seconds):
            path = folder / f"{number:0{digits}d} {safe_name(name)}.{format}"
            files.append(_File(ShortFile(number, name, chosen, partial(_job, loaded, path, number, name)), path))
    return files


def _lines(loaded: Loaded, wanted: Collection[str]) -> dict[str, list[VoicedLine]]:
    """What each of them says that can be heard."""
    lines: dict[str, list[VoicedLine]] = {}
    for chapter in loaded.planned.chapters:
        for line in voice_chapter(chapter.edited, loaded.book, loaded.cast, of=wanted):
            lines.setdefault(line.line.speaker or "", []).append(line)
    return lines


def _job(
    loaded: Loaded, path: Path, number: int, name: str, lines: Sequence[VoicedLine], gains: Mapping[Timbre, float]
) -> ChapterJob:
    production, book = loaded.production, loaded.book
    studio = Studio(
        book,
        loaded.planned.channels,
        ClipCache(production.clips_folder),
        production.temporary_folder,
        loaded.ffmpeg.path,
    )
    tags = BookTags(f"{book.title} (audition)", book.author, book.language)
    return lines_job(studio, lines, gains, ChapterTags(tags, name, number), path)


def _plan(loaded: Loaded, files: Sequence[_File], cache: ClipCache, jobs: int) -> Plan:
    lines = {file.short.number: file.short.lines for file in files}
    levels = loaded.production.levels_folder
    return plan_lines(lines, loaded.book.pauses.paragraphs, loaded.book.bitrate, cache, levels, jobs=jobs)


def _refuse_others(production: Production, files: Sequence[_File]) -> None:
    """Raises `FolderError` for a file in the way that no audition of this production made, or somebody changed."""
    known = _known(production)
    for path in (file.path for file in files):
        mine = known.get(_place(production, path))
        if path.exists() and (mine is None or not path.is_file() or mine.sum not in ("", sha256(path))):
            raise FolderError(
                f"{path} is in the way: it is not as an audition of this book made it. "
                "Move it elsewhere, or choose another folder with -o."
            )


@contextlib.contextmanager
def _remembered(production: Production, files: Sequence[_File], speakers: Collection[str]) -> Iterator[None]:
    """Remembers these files: from before they are made, so that what a killed run left counts as ours.

    Earlier auditions of the same people, and of people who are no more, lie in the same folder under other names: these
    are removed, if nobody changed them.
    """
    known = _known(production)
    ours = {_place(production, file.path): file for file in files}
    _remember(production, known | {place: _Made(file.short.title, "") for place, file in ours.items()})
    try:
        yield
    finally:
        made = {
            place: _Made(file.short.title, sha256(file.path)) for place, file in ours.items() if file.path.is_file()
        }
        folders = {file.path.parent.resolve() for file in files}
        fresh = {entry.name for entry in made.values()}
        kept = {place: entry for place, entry in known.items() if place not in ours}
        for place, (name, sum_) in list(kept.items()):
            path = production.folder / place
            if path.parent.resolve() in folders and (name in fresh or name not in speakers):
                if path.is_file() and sha256(path) == sum_:
                    remove_file(path)
                del kept[place]
        _remember(production, kept | made)


class _Made(NamedTuple):
    """A file that an audition made."""

    name: str
    """Whose it is."""
    sum: str
    """Its SHA-256; empty while it is being made."""


def _place(production: Production, path: Path) -> str:
    """A file's name in the memory: it holds wherever the production is moved to."""
    whole, home = path.resolve(), production.folder.resolve()
    return whole.relative_to(home).as_posix() if whole.is_relative_to(home) else str(whole)


def _remember(production: Production, made: Mapping[str, _Made]) -> None:
    write_file(production.auditions_file, json.dumps(made, ensure_ascii=False, indent=1) + "\n")


def _known(production: Production) -> dict[str, _Made]:
    """What auditions made, by `_place`. Nothing where that isn't known."""
    try:
        found = json.loads(production.auditions_file.read_text("utf-8"))
        return {str(place): _Made(str(name), str(sum_)) for place, (name, sum_) in found.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}
