"""Before anything is rendered: which lines must be spoken, which chapters mixed again, and about how long it takes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline import sound
from pipeline.disk.files import sha256
from pipeline.production.book_file import Book
from pipeline.production.clip_cache import ClipCache
from pipeline.production.file_names import book_file, chapter_file, master_prefix
from pipeline.production.opened_production import Opened
from pipeline.production.production import Production
from pipeline.production.production_record import Output
from pipeline.production.script_files import Edited, EditedChapter, one_space
from pipeline.rendering.planning.estimates import (
    BOOK,
    MIXING,
    book_work,
    mixing_work,
    speaking_work,
    spoken_seconds,
    wall_seconds,
)
from pipeline.rendering.planning.phrases import Phrase, parted_by_cues, phrases_of
from pipeline.rendering.planning.spoken_title import titled
from pipeline.rendering.planning.stressed_words import stresses
from pipeline.rendering.planning.voice_gains import Timbre, known_gain, known_level, measuring_work
from pipeline.sound.release.m4b import BITRATE as M4B_BITRATE
from pipeline.sound.timeline import SAMPLE_RATE
from script.model import Chapter, CueKind, Line
from voices import saying
from voices.engines.registry import loaded_engine
from voices.lexicon.entries import Lexicon, heard_in

if TYPE_CHECKING:
    from voices.cast.cast import Cast

_REVISION = f"saying {saying.REVISION}, sound {sound.REVISION}"
"""Stands for the way from script files to finished files: what another one made is made anew."""
_PAUSE = 0.53
"""Seconds of pause a line, on average: for estimates."""


@dataclass(frozen=True, slots=True)
class PlannedChapter:
    """A chapter with all that its sound is made from, and what of it is finished."""

    edited: EditedChapter
    phrases: tuple[Phrase, ...]
    """What is heard; empty for a chapter that needs no mixing."""
    file: str
    """Its MP3."""
    sound: str
    """Stands for all that decides how it sounds."""
    fingerprint: str
    """Stands for all that decides the bytes of its MP3."""
    mp3: Output | None
    """The MP3, if it is there and up to date."""
    master: Output | None
    """The lossless master, if it is there and up to date."""
    to_mix: bool

    @property
    def number(self) -> int:
        return self.edited.chapter.number

    @property
    def master_file(self) -> str:
        return f"{master_prefix(self.edited.chapter)}{self.sound[:32]}.flac"


@dataclass(frozen=True, slots=True)
class PlannedBook:
    """All chapters, and the file of the whole book."""

    chapters: tuple[PlannedChapter, ...]
    channels: int
    """1, or 2 where anybody is off the middle."""
    m4b: str
    """The M4B's path in the production's folder."""
    m4b_fingerprint: str
    m4b_to_make: bool


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
    work: Mapping[str, float]
    """Seconds of one processor, by what works (`pipeline.rendering.planning.estimates`)."""
    workers: int
    bytes: int
    """Of the finished files."""

    @property
    def work_seconds(self) -> float:
        """Of wall time."""
        return wall_seconds(self.work, self.workers)

    @property
    def text(self) -> str:
        """ "12 of 214 lines will be synthesized, 1 of 9 chapters mixed again"."""
        lines = "line" if self.lines == 1 else "lines"
        chapters = "chapter" if self.chapters == 1 else "chapters"
        return (
            f"{self.lines_to_speak:,} of {self.lines:,} {lines} will be synthesized, "
            f"{len(self.chapters_to_mix):,} of {self.chapters:,} {chapters} mixed again"
        )


def plan_book(opened: Opened, edited: Edited, cast: Cast, outputs: Sequence[Output], encoder: str) -> PlannedBook:
    """What of the book is finished, and what must be mixed. `outputs` are the files that are there as they were made
    (`still_there`), `encoder` is the version of ffmpeg.

    Raises `EngineError` for an engine that can't be loaded, `DiskError` for a cover that can't be read.
    """
    book = opened.book
    items = [titled(item, book).as_heard() for item in edited.chapters]
    channels = _channels_of(cast, items)
    tags = [book.title, book.author, book.language, opened.cover_sha256, encoder, _REVISION]
    made = {output.file: output for output in outputs}
    drafts = []
    for item in items:
        chapter = item.chapter
        sound = _sound_fingerprint(item, book, cast, channels)
        print_ = fingerprint_of(sound, book.bitrate, tags, [chapter.number, chapter.title])
        draft = PlannedChapter(item, (), chapter_file(chapter, len(items)), sound, print_, None, None, to_mix=False)
        mp3 = _finished(made.get(draft.file), print_)
        drafts.append(replace(draft, mp3=mp3, master=_finished(made.get(draft.master_file), sound)))
    m4b = book_file(book.title)
    m4b_fingerprint = fingerprint_of(tags, channels, [[draft.sound, draft.edited.chapter.title] for draft in drafts])
    m4b_to_make = "m4b" in book.formats and _finished(made.get(m4b), m4b_fingerprint) is None
    chapters = []
    for draft in drafts:
        to_mix = ("mp3" in book.formats and not draft.mp3) or (m4b_to_make and not draft.master)
        # Preparing the text of every line would take most of a run that changes nothing.
        phrases = phrases_of(draft.edited, book, cast) if to_mix else ()
        chapters.append(replace(draft, phrases=phrases, to_mix=to_mix))
    return PlannedBook(tuple(chapters), channels, m4b, m4b_fingerprint, m4b_to_make)


def _channels_of(cast: Cast, items: Iterable[EditedChapter]) -> int:
    """2 where anybody who speaks is off the middle: then the whole book is stereo, as shops and players want it."""
    speakers = {line.speaker for item in items for line in item.chapter.lines if line.kind.spoken}
    return 2 if any(cast.profile(speaker).pan for speaker in speakers) else 1


def make_plan(
    chosen: Sequence[PlannedChapter],
    book: Book,
    cache: ClipCache,
    levels: Path,
    *,
    jobs: int,
    book_formats: tuple[str, ...],
) -> Plan:
    """What rendering these chapters, and then the whole book in `book_formats`, will take."""
    lines = 0
    seconds = seconds_to_mix = 0.0
    for chapter in chosen:
        lines += sum(line.kind.spoken for line in chapter.edited.chapter.lines)
        length = chapter_seconds(chapter, book)
        seconds += length
        if chapter.to_mix:
            seconds_to_mix += length
    phrases = (phrase for chapter in chosen for phrase in chapter.phrases)
    to_speak, seconds_to_speak, work = missing_work(phrases, cache, levels)
    if seconds_to_mix:
        work[MIXING] = mixing_work(seconds_to_mix)
    if book_formats:
        work[BOOK] = book_work(seconds)
    size = seconds * book.bitrate * 1000 / 8 if "mp3" in book.formats else 0.0
    if "m4b" in book.formats:
        size += seconds * M4B_BITRATE * 1000 / 8
    return Plan(
        lines=lines,
        lines_to_speak=to_speak,
        chapters=len(chosen),
        chapters_to_mix=tuple(chapter.number for chapter in chosen if chapter.to_mix),
        book_files_to_make=book_formats,
        seconds=seconds,
        seconds_to_speak=seconds_to_speak,
        seconds_to_mix=seconds_to_mix,
        work=work,
        workers=jobs,
        bytes=round(size),
    )


def chapter_seconds(chapter: PlannedChapter, book: Book) -> float:
    """A chapter's length: as it was made, or about."""
    made = chapter.mp3 or chapter.master
    if made:
        return made.frames / SAMPLE_RATE
    spoken = sum(spoken_seconds(phrase.engine, phrase.utterance) for phrase in chapter.phrases)
    return book.pauses.head + book.pauses.tail + _PAUSE * len(chapter.phrases) + spoken


def missing_work(phrases: Iterable[Phrase], cache: ClipCache, levels: Path) -> tuple[int, float, dict[str, float]]:
    """What phrases lack: (lines whose clips are not there, their seconds of sound, engine → seconds of one processor,
    the levels of voices included)."""
    work: dict[str, float] = {}
    seen: set[object] = set()
    lines, sound = 0, 0.0
    for phrase in phrases:
        engine = phrase.engine
        if phrase.timbre not in seen:
            seen.add(phrase.timbre)
            if known_gain(levels, phrase.timbre) is None:
                work[engine] = work.get(engine, 0.0) + measuring_work(phrase.timbre)
        if phrase.key not in seen and not cache.has(phrase.key):
            lines += len(phrase.lines)
            sound += spoken_seconds(engine, phrase.utterance)
            work[engine] = work.get(engine, 0.0) + speaking_work(engine, phrase.utterance)
        seen.add(phrase.key)
    return lines, sound, work


def plan_excerpts(
    files: Mapping[int, Sequence[Phrase]], pauses: float, bitrate: int, cache: ClipCache, levels: Path, *, jobs: int
) -> Plan:
    """What making short files will take: number → what is heard in it, `pauses` seconds between two of them."""
    phrases = [phrase for of_file in files.values() for phrase in of_file]
    length = sum(heard_seconds(phrase) + pauses for phrase in phrases)
    to_speak, seconds_to_speak, work = missing_work(phrases, cache, levels)
    return Plan(
        lines=sum(len(phrase.lines) for phrase in phrases),
        lines_to_speak=to_speak,
        chapters=len(files),
        chapters_to_mix=tuple(files),
        book_files_to_make=(),
        seconds=length,
        seconds_to_speak=seconds_to_speak,
        seconds_to_mix=length,
        work={**work, MIXING: mixing_work(length)},
        workers=jobs,
        bytes=round(length * bitrate * 1000 / 8),
    )


def heard_seconds(phrase: Phrase) -> float:
    """About how long what is heard of a phrase is, in seconds."""
    length = len(phrase.utterance.text)
    start, end = phrase.cut or (0, length)
    return spoken_seconds(phrase.engine, phrase.utterance) * (end - start) / length


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


def _finished(output: Output | None, fingerprint: str) -> Output | None:
    """The output, if it was made from the same."""
    return output if output is not None and output.fingerprint == fingerprint else None


def _sound_fingerprint(item: EditedChapter, book: Book, cast: Cast, channels: int) -> str:
    """All that decides a chapter's samples: what is said, by whom and how, the structure around it, the mastering."""
    chapter = item.chapter
    speakers = {line.speaker for line in chapter.lines if line.kind.spoken}
    profiles = {name: cast.profile(name) for name in sorted(speakers, key=lambda name: (name is not None, name))}
    said = {(profiles[line.speaker], line.delivery) for line in chapter.lines if line.kind.spoken}
    voices = sorted({(profile.engine, profile.voice, profile.pitch, delivery or "") for profile, delivery in said})
    return fingerprint_of(
        [_REVISION, channels],
        [_of_voice(*voice, book.language) for voice in voices],
        [book.language, book.speed, book.loudness, book.ceiling, book.letters, book.thoughts, book.pauses],
        list(profiles.items()),
        [[paragraph.kind, _heard(item, paragraph.lines)] for paragraph in chapter.paragraphs],
        [(index, marks) for index, marks in enumerate(stresses(chapter)) if marks],
        _pause_cues(chapter),
        parted_by_cues(chapter, cast),
        _words(item, book, speakers),
    )


def _of_voice(engine: str, voice: str, pitch: float, delivery: str, language: str) -> list[str | float | None]:
    """What stands for how a voice sounds in a delivery, and how loud it is, plain or in a delivery that is the engine's
    own, where that came with the engine."""
    version = loaded_engine(engine).version(voice, delivery)
    timbre = Timbre(engine, version, voice, pitch, language)
    return [engine, voice, version, *(known_level(replace(timbre, delivery=how)) for how in (None, delivery))]


def _words(item: EditedChapter, book: Book, speakers: Collection[str | None]) -> Lexicon:
    """What of the lexicon may be heard in a chapter."""
    heard = heard_in(item.lexicon, item.printed(), book.language)
    return replace(heard, characters=tuple(entry for entry in heard.characters if entry[0] in speakers))


def _heard(item: EditedChapter, lines: Sequence[Line]) -> list[list[str | None]]:
    """What of a paragraph's lines can be heard: of a silent one or a break only that it is there. The space between two
    lines tells whether they are one word."""
    heard: list[list[str | None]] = []
    spaces = ""
    end = lines[0].start if lines else 0
    for line in lines:
        spaces += item.chapter.text[end : line.start]
        end = line.end
        if not line.kind.spoken:
            heard.append([line.kind])
            continue
        said = [line.speaker, line.delivery, item.text_of(line), *map(str, item.pronunciations_of(line))]
        said += [f"as {reading}" for reading in item.readings_of(line)]
        heard.append([line.kind, one_space(spaces), *said])
        spaces = ""
    return heard


def _pause_cues(chapter: Chapter) -> list[tuple[int, str]]:
    """Pauses that a person asked for, by the number of lines before them."""
    starts = [line.start for line in chapter.lines]
    return [(sum(start < cue.at for start in starts), cue.value) for cue in chapter.cues if cue.kind is CueKind.PAUSE]
