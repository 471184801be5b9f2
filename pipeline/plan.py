"""Before anything is rendered: which lines must be spoken, which chapters mixed again, and about how long it takes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any

from pipeline.book import Book
from pipeline.cache import ClipCache
from pipeline.edited import Edited, EditedChapter
from pipeline.files import sha256
from pipeline.production import Output, Production
from pipeline.release_names import chapter_file
from pipeline.revision import mixing_revision
from pipeline.speaking import expected_seconds, loaded_engine
from pipeline.timeline import SAMPLE_RATE
from pipeline.voicing import VoicedLine, channels_of, titled, voice_chapter
from script.model import Chapter, CueKind, Line

if TYPE_CHECKING:
    from voices.cast import Cast

_PAUSE = 0.45
"""Seconds of pause a line, on average: for estimates."""
_SPEAKING_SPEED = 300.0
_MIXING_SPEED = 60.0
_BOOK_SPEED = 80.0
"""Seconds of audio per second of one processor: measured with espeak, 192 kbit/s MP3 and AAC."""
_M4B_BITRATE = 64


@dataclass(frozen=True, slots=True)
class PlannedChapter:
    """A chapter with all that its sound is made from."""

    edited: EditedChapter
    voiced: tuple[VoicedLine, ...]
    """The lines that are heard; empty for a chapter that is `made`."""
    file: str
    fingerprint: str
    made: Output | None
    """The finished file, if it is there and up to date."""

    @property
    def number(self) -> int:
        return self.edited.chapter.number


@dataclass(frozen=True, slots=True)
class Plan:
    """What a run will do."""

    lines: int
    """Spoken lines of the chosen chapters."""
    lines_to_speak: int
    """Of these, lines whose clip must be synthesized; the same line twice counts once."""
    chapters: int
    chapters_to_mix: tuple[int, ...]
    book_files_to_make: tuple[str, ...]
    """Formats of the whole book: ("m4b",)."""
    seconds: float
    """Of audio, all chosen chapters together."""
    seconds_to_speak: float
    """Of audio."""
    seconds_to_mix: float
    """Of audio."""
    work_seconds: float
    """Of wall time."""
    bytes: int
    """Of the finished files."""

    @property
    def text(self) -> str:
        """ "12 of 214 lines will be synthesized, 1 of 9 chapters mixed again"."""
        lines = "line" if self.lines == 1 else "lines"
        chapters = "chapter" if self.chapters == 1 else "chapters"
        return (
            f"{self.lines_to_speak:,} of {self.lines:,} {lines} will be synthesized, "
            f"{len(self.chapters_to_mix):,} of {self.chapters:,} {chapters} mixed again"
        )


@dataclass(frozen=True, slots=True)
class _Context:
    """What all chapters of a book share."""

    book: Book
    cast: Cast
    channels: int
    cover: str
    """The picture's SHA-256; empty: none."""
    encoder: str
    """The version of ffmpeg."""


def plan_chapters(
    production: Production, book: Book, cast: Cast, edited: Edited, outputs: Sequence[Output], encoder: str
) -> tuple[PlannedChapter, ...]:
    """All chapters of the book with their lines voiced. `encoder` is the version of ffmpeg.

    Raises `EngineError` for an engine that can't be loaded, `DiskError` for a cover that can't be read.
    """
    cover = production.folder / book.cover
    context = _Context(book, cast, channels_of(cast, edited), sha256(cover) if book.cover else "", encoder)
    made = {output.file: output for output in outputs}
    count = len(edited.chapters)
    return tuple(_plan_chapter(production, chapter, context, made, count) for chapter in edited.chapters)


def make_plan(
    chosen: Sequence[PlannedChapter], book: Book, cache: ClipCache, *, jobs: int, book_formats: tuple[str, ...]
) -> Plan:
    """What rendering these chapters, and then the whole book in `book_formats`, will take."""
    lines = to_speak = 0
    seconds = seconds_to_speak = seconds_to_mix = 0.0
    missing: set[str] = set()
    for chapter in chosen:
        lines += sum(line.kind.spoken for line in chapter.edited.chapter.lines)
        if chapter.made:
            seconds += chapter.made.frames / SAMPLE_RATE
            continue
        length = book.pauses.head + book.pauses.tail
        for voiced in chapter.voiced:
            expected = expected_seconds(voiced.utterance)
            length += expected + _PAUSE
            if voiced.key not in missing and not cache.has(voiced.key):
                missing.add(voiced.key)
                to_speak += 1
                seconds_to_speak += expected
        seconds += length
        seconds_to_mix += length
    work = (seconds_to_speak / _SPEAKING_SPEED + seconds_to_mix / _MIXING_SPEED) / jobs
    size = seconds * book.bitrate * 1000 / 8 if "mp3" in book.formats else 0.0
    if book_formats:
        work += seconds / _BOOK_SPEED
        size += seconds * _M4B_BITRATE * 1000 / 8
    return Plan(
        lines=lines,
        lines_to_speak=to_speak,
        chapters=len(chosen),
        chapters_to_mix=tuple(chapter.number for chapter in chosen if not chapter.made),
        book_files_to_make=book_formats,
        seconds=seconds,
        seconds_to_speak=seconds_to_speak,
        seconds_to_mix=seconds_to_mix,
        work_seconds=work,
        bytes=round(size),
    )


def fingerprint_of(*parts: Any) -> str:
    """Stands for plain data: the same for equal data, in every process."""
    data = json.dumps(parts, sort_keys=True, ensure_ascii=False, default=asdict).encode("utf-8", "surrogatepass")
    return hashlib.sha256(data).hexdigest()


def still_there(production: Production, output: Output) -> bool:
    """Whether a finished file is as it was made."""
    path = production.folder / output.file
    try:
        status = path.stat()
    except OSError:
        return False
    if not output.sha256 or status.st_size != output.size:
        return False
    return status.st_mtime_ns == output.modified_ns or sha256(path) == output.sha256


def _plan_chapter(
    production: Production, item: EditedChapter, context: _Context, made: dict[str, Output], count: int
) -> PlannedChapter:
    item = titled(item, context.book)
    file = chapter_file(item.chapter, count)
    fingerprint = _chapter_fingerprint(item, context)
    output = made.get(file)
    if output is not None and output.fingerprint == fingerprint and still_there(production, output):
        # Preparing the text of every line would take most of a run that changes nothing.
        return PlannedChapter(item, (), file, fingerprint, output)
    return PlannedChapter(item, voice_chapter(item, context.book, context.cast), file, fingerprint, None)


def _chapter_fingerprint(item: EditedChapter, context: _Context) -> str:
    """All that decides a chapter's bytes: what is said, by whom and how, the structure around it, mastering, tags."""
    book, cast, chapter = context.book, context.cast, item.chapter
    shared = replace(book, formats=(), sections=(), engine="", cover=context.cover)
    speakers = {line.speaker for line in chapter.lines if line.kind.spoken}
    profiles = {
        speaker: cast.profile(speaker) for speaker in sorted(speakers, key=lambda name: (name is not None, name))
    }
    engines = sorted({profile.engine for profile in profiles.values()})
    return fingerprint_of(
        [mixing_revision(), context.encoder, context.channels],
        [[name, loaded_engine(name).version] for name in engines],
        shared,
        [chapter.number, chapter.title],
        [[speaker, profile] for speaker, profile in profiles.items()],
        [[paragraph.kind, [_heard(item, line) for line in paragraph.lines]] for paragraph in chapter.paragraphs],
        _pause_cues(chapter),
    )


def _heard(item: EditedChapter, line: Line) -> list[str | None]:
    """What of a line can be heard: of a silent one or a break only that it is there."""
    return [line.kind, *((line.speaker, line.delivery, item.text_of(line)) if line.kind.spoken else ())]


def _pause_cues(chapter: Chapter) -> list[tuple[int, str]]:
    """Pauses that a person asked for, by the number of lines before them."""
    starts = [line.start for line in chapter.lines]
    return [(sum(start < cue.at for start in starts), cue.value) for cue in chapter.cues if cue.kind is CueKind.PAUSE]
