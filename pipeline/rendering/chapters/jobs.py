"""Planned chapters become jobs: a chapter's files, the file of the whole book."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.production.book_file import Book
from pipeline.production.clip_cache import ClipCache
from pipeline.rendering.chapters.chapter_audio import ChapterJob
from pipeline.rendering.chapters.chapter_parts import chapter_parts, single_parts
from pipeline.rendering.planning.loaded_production import Loaded
from pipeline.rendering.planning.phrases import Phrase
from pipeline.rendering.planning.plan import PlannedChapter
from pipeline.rendering.planning.voice_gains import Timbre
from pipeline.sound.release.m4b import M4bJob
from pipeline.sound.release.tags import BookTags, ChapterTags
from pipeline.sound.voice_loudness import VOICE_LEVEL

_PREVIEW_EDGE = 0.2
"""Seconds of silence around a preview."""


def book_tags(loaded: Loaded) -> BookTags:
    """What the files say about the book."""
    book = loaded.book
    cover = loaded.production.inside(book.cover) if book.cover else None
    return BookTags(book.title, book.author, book.language, cover)


def chapter_job(loaded: Loaded, chapter: PlannedChapter, gains: Mapping[Timbre, float]) -> ChapterJob:
    """How a chapter is mixed and encoded. `gains` holds the levelling gain (dB) of every timbre in it."""
    production, book = loaded.production, loaded.book
    source = chapter.edited.chapter
    parts, end = chapter_parts(source, chapter.phrases, gains, loaded.clips, book.pauses)
    return ChapterJob(
        parts=parts,
        tags=ChapterTags(book_tags(loaded), source.title, source.number),
        mp3=production.folder / chapter.file if "mp3" in book.formats and not chapter.mp3 else None,
        master=production.folder / chapter.master_file if "m4b" in book.formats and not chapter.master else None,
        temp=production.temporary_folder,
        ffmpeg=loaded.ffmpeg.path,
        pauses=book.pauses,
        loudness=book.loudness,
        ceiling=book.ceiling,
        bitrate=book.bitrate,
        channels=loaded.planned.channels,
        end=end,
    )


def preview_job(job: ChapterJob, file: Path) -> ChapterJob:
    """The same as one short MP3 without what surrounds a chapter, as loud as its lines are: so that a changed gain is
    heard."""
    pauses = replace(job.pauses, head=_PREVIEW_EDGE, tail=_PREVIEW_EDGE)
    tags = replace(job.tags, book=replace(job.tags.book, cover=None))
    return replace(job, mp3=file, master=None, pauses=pauses, tags=tags, gain=job.loudness - VOICE_LEVEL)


@dataclass(frozen=True, slots=True)
class Studio:
    """Where single lines are made into files: what holds for all of them."""

    book: Book
    channels: int
    clips: ClipCache
    temp: Path
    ffmpeg: str


def lines_job(
    studio: Studio,
    phrases: Sequence[Phrase],
    gains: Mapping[Timbre, float],
    tags: ChapterTags,
    file: Path,
    *,
    levelled: bool = True,
) -> ChapterJob:
    """How single lines, a pause between them, become an MP3 or FLAC file: as loud as they are in the book, or, where
    `gains` doesn't level their voices, as loud as a chapter."""
    book = studio.book
    parts = single_parts(phrases, gains, studio.clips)
    if not levelled:
        parts = tuple(replace(part, sound=replace(part.sound, levelling=None)) for part in parts)
    return ChapterJob(
        parts=parts,
        tags=tags,
        mp3=file if file.suffix == ".mp3" else None,
        master=file if file.suffix == ".flac" else None,
        temp=studio.temp,
        ffmpeg=studio.ffmpeg,
        pauses=replace(book.pauses, head=_PREVIEW_EDGE, tail=_PREVIEW_EDGE),
        loudness=book.loudness,
        ceiling=book.ceiling,
        bitrate=book.bitrate,
        channels=studio.channels,
        gain=book.loudness - VOICE_LEVEL if levelled else None,
    )


def book_job(loaded: Loaded, frames: Sequence[int]) -> M4bJob:
    """How the M4B is put together. `frames` are the lengths of the chapters' masters."""
    production, planned = loaded.production, loaded.planned
    chapters = tuple(
        (chapter.edited.chapter.title, production.folder / chapter.master_file, length)
        for chapter, length in zip(planned.chapters, frames, strict=True)
    )
    return M4bJob(
        path=production.folder / planned.m4b,
        chapters=chapters,
        tags=book_tags(loaded),
        channels=planned.channels,
        temp=production.temporary_folder,
        ffmpeg=loaded.ffmpeg.path,
    )
