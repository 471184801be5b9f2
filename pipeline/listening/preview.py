"""A short file to listen to: a line with what follows it, a character's first lines, or any text in any voice. Made the
same way as a whole run."""

from __future__ import annotations

import contextlib
import re
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import NamedTuple

from pipeline.disk.files import make_folder, move_file, plain_errors, read_text
from pipeline.listening.name_lookup import find_name, names_of, only_one, shown, speaker_called
from pipeline.listening.own_files import MadeFiles
from pipeline.listening.short_files import ShortFile, make_short_files
from pipeline.production.book_file import Book, read_book
from pipeline.production.clip_cache import ClipCache
from pipeline.production.lexicon_files import book_lexicon
from pipeline.production.production import Production
from pipeline.production.production_cast import voice_named, voice_names
from pipeline.production.script_files import EditedChapter, load_edited, load_tagged, script_texts, words_by_speaker
from pipeline.rendering.chapters.chapter_audio import ChapterJob
from pipeline.rendering.chapters.jobs import Studio, chapter_job, lines_job, preview_job
from pipeline.rendering.clips.clip_maker import RenderError
from pipeline.rendering.events import ignore
from pipeline.rendering.planning.plan import PlannedChapter
from pipeline.rendering.planning.voice_gains import Timbre
from pipeline.rendering.planning.voiced_lines import VoicedLine, voice_chapter
from pipeline.rendering.render import Loaded, load
from pipeline.reporting.summary import load_cast
from pipeline.sound.ffmpeg import find_ffmpeg
from pipeline.sound.release.tags import BookTags, ChapterTags
from script.model import NARRATOR, BlockKind, Chapter, Delivery, Kind, Line, Paragraph
from script.support.errors import EditError
from script.support.suggestions import nearest
from voices.cast.cast import Cast
from voices.engines import registry
from voices.engines.own_folders import cache_folder
from voices.lexicon.entries import NO_WORDS

_ADDRESS = re.compile(r"(?:script[/\\])?(?P<file>.+):(?P<line>[0-9]+)")
_LINES = 3


def preview(production: Production, what: str, *, lines: int = _LINES, say: Callable[[str], None] = ignore) -> Path:
    """Makes `.make-audio/preview.mp3` of a line and those after it (`what`: "script/001 The Storm.txt:57" or "1:57"),
    or of the first lines of a character. `say` is told whom a part of a name was taken for.

    Needs no lock: it changes nothing but the cache. Raises `EditError` for a place or a name that isn't there, and what
    `pipeline.rendering.render.render` raises.
    """
    address = _ADDRESS.fullmatch(what.strip())
    if address:
        loaded, chapter, chosen = _at(production, address["file"], int(address["line"]), lines)
    else:
        loaded, chapter, chosen = _of(production, what.strip(), lines, say)
    return _make(loaded, chapter, chosen)


def _at(production: Production, file: str, number: int, count: int) -> tuple[Loaded, PlannedChapter, list[VoicedLine]]:
    texts = script_texts(production)
    names = sorted(texts)
    if file.isdecimal():
        index = int(file) - 1
    else:
        index = next((i for i, name in enumerate(names) if file in (name, name.removesuffix(".txt"))), -1)
    if not 0 <= index < len(names):
        meant = nearest(file, names)
        raise EditError(
            f'There is no script file "{file}"; '
            + (f'did you mean "{meant}"?' if meant else f"there are {len(names)}.")
        )
    last = texts[names[index]].count("\n") + 1
    if number > last:
        raise EditError(f"script/{names[index]} has no line {number}: it ends with line {last}.")
    loaded = load(production, only={index + 1})
    chapter = _voiced(loaded)
    chosen = [line for line in chapter.voiced if _number(line) >= _line_at(chapter, number)][:count]
    if not chosen:
        raise EditError(f"script/{names[index]}:{number}: there is nothing to hear from here on. Name an earlier line.")
    return loaded, chapter, chosen


def _of(
    production: Production, name: str, count: int, say: Callable[[str], None]
) -> tuple[Loaded, PlannedChapter, list[VoicedLine]]:
    edited = load_edited(production, read_book(read_text(production.book_file)).title)
    wanted = speaker_called(name, names_of(words_by_speaker(edited.chapters)), say)
    for item in edited.chapters:
        if any(line.speaker == wanted for line in item.chapter.lines):
            loaded = load(production, only={item.chapter.number})
            chapter = _voiced(loaded)
            chosen = [line for line in chapter.voiced if line.line.speaker == wanted][:count]
            if chosen:
                return loaded, chapter, chosen
    raise EditError(f"{shown(wanted)} says nothing that can be heard.")


def preview_text(
    text: str,
    name: str,
    production: Production | None,
    *,
    delivery: Delivery | None = None,
    language: str = "en",
    file: Path | None = None,
    say: Callable[[str], None] = ignore,
) -> Path:
    """Makes a short file of any text in somebody's voice: a speaker's of the production (`preview.mp3` beside its
    cache), or any voice by its name (without a production, `preview.mp3` in the user's cache folder).

    `delivery`: how it is said; `language` holds where there is no production; `file` is an MP3 or FLAC file to be
    written instead; `say` is told whom a part of a name was taken for. Raises `EditError` for a name that is neither
    and for a text that nobody can say, `FolderError` for a `file` that is there and that no preview made, and what
    `pipeline.rendering.render.render` raises.
    """
    known = MadeFiles(cache_folder() / "previews.json", cache_folder())
    if file is not None:
        known.refuse_others([file], "choose another file with -o")
    book = read_book(read_text(production.book_file)) if production else Book("Preview", language=language)
    part = _part_of(production, book, name.strip(), say)
    speaker = part.speaker
    line = Line(0, len(text), speaker, Kind.NARRATION if speaker == NARRATOR else Kind.SPEECH, delivery)
    chapter = Chapter(1, text, text, (Paragraph(BlockKind.PARAGRAPH, (line,)),))
    words = book_lexicon(production.lexicon_file, load_tagged(production.base_file)) if production else NO_WORDS
    (voiced,) = voice_chapter(EditedChapter("", chapter, (1,), None, lexicon=words), book, part.cast) or (None,)
    if voiced is None:
        raise EditError(f'Nobody can say "{text}": it has no letter, no digit and no emoji.')
    home = production.work_folder if production else cache_folder()
    # Of a stranger's voice a minute would have to be spoken to know its level: that is for those who get a part.
    gains = {} if part.of_book else {voiced.timbre: 0.0}
    ffmpeg = find_ffmpeg().path
    # The one beside the cache is nobody's but ours.
    put = move_file if file is None else partial(known.put, name=name)
    with _workshop(home, file or home / "preview.mp3", put) as (temp, made):
        clips = ClipCache(production.clips_folder if production else temp / "clips")
        studio = Studio(book, 2 if voiced.pan else 1, clips, temp, ffmpeg)
        tags = ChapterTags(
            BookTags(f"{book.title} (preview)", book.author, book.language), speaker or voiced.utterance.voice, 1
        )

        def job(lines: Sequence[VoicedLine], found: Mapping[Timbre, float]) -> ChapterJob:
            return lines_job(studio, lines, found, tags, made, levelled=not gains)

        short = ShortFile(1, "The preview", (voiced,), job)
        levels = production.levels_folder if production else temp / "levels"
        for failed in make_short_files([short], clips, levels, jobs=1, gains=gains):
            raise RenderError(f"This can't be spoken: {failed.why}.")
    return file or home / "preview.mp3"


class _Part(NamedTuple):
    """Who is to say a text."""

    cast: Cast
    speaker: str | None
    of_book: bool
    """Whether it is somebody who speaks in the book; else all sound like the voice that is meant."""


def _part_of(production: Production | None, book: Book, name: str, say: Callable[[str], None]) -> _Part:
    """Whole names first, a speaker's and then a voice's, then parts of them."""
    edited = load_edited(production, book.title) if production else None
    names = names_of((NARRATOR, *words_by_speaker(edited.chapters), None)) if edited else {}
    wanted = find_name(name, names)
    if wanted is None and not _is_known_voice(name, book):
        wanted = only_one(name, tuple(names), say)
    if production and edited and wanted is not None:
        return _Part(load_cast(production, edited, book), names[wanted], True)
    try:
        profile = voice_named(name, book)
    except EditError as error:
        voice = only_one(name, voice_names(book), say)
        if voice is None:
            who = nearest(name, names)
            hint = f'Did you mean "{who}"?' if who else f"{str(error)[0].upper()}{str(error)[1:]}"
            nobody = f'Nobody in this book and no voice is called "{name}".' if production else ""
            raise EditError(f"{nobody} {hint}".strip()) from error
        profile = voice_named(voice, book)
    return _Part(Cast(profile, profile, {}), None, False)


def _is_known_voice(name: str, book: Book) -> bool:
    """Whether it is the whole name of a voice; a server that takes any name for one knows none."""
    try:
        return not registry.takes_any_voice(voice_named(name, book).engine)
    except EditError:
        return False


def _make(loaded: Loaded, chapter: PlannedChapter, chosen: Sequence[VoicedLine]) -> Path:
    production = loaded.production
    cache = ClipCache(production.clips_folder)
    file = production.work_folder / "preview.mp3"
    with _workshop(production.work_folder, file) as (temp, made):

        def job(lines: Sequence[VoicedLine], gains: Mapping[Timbre, float]) -> ChapterJob:
            voiced = replace(chapter, voiced=tuple(lines))
            whole = chapter_job(production, loaded.book, loaded.planned, voiced, gains, cache, loaded.ffmpeg.path)
            return replace(preview_job(whole, made), temp=temp)

        short = ShortFile(1, "The preview", tuple(chosen), job)
        for failed in make_short_files([short], cache, production.levels_folder, jobs=1):
            raise RenderError(f"{failed.address} can't be spoken: {failed.why}.")
    return file


@contextlib.contextmanager
def _workshop(home: Path, file: Path, put: Callable[[Path, Path], None] = move_file) -> Iterator[tuple[Path, Path]]:
    """A folder to work in and the place in it from which the finished file is `put` in its place, `file`.

    A folder of its own: a run that starts meanwhile sweeps the production's.
    """
    make_folder(home)
    make_folder(file.parent)
    with plain_errors(home), tempfile.TemporaryDirectory(prefix="preview-", dir=file.parent) as folder:
        made = Path(folder) / file.name
        yield Path(folder), made
        put(made, file)


def _voiced(loaded: Loaded) -> PlannedChapter:
    """The one chapter that was loaded, with its lines voiced also if its file is up to date."""
    (chapter,) = loaded.planned.chapters
    return replace(chapter, voiced=voice_chapter(chapter.edited, loaded.book, loaded.cast))


def _line_at(chapter: PlannedChapter, number: int) -> int:
    """The file line of the script line that a file line belongs to: the last one that starts at it or before it."""
    starts = [start for start in chapter.edited.numbers if start <= number]
    return max(starts, default=0)


def _number(line: VoicedLine) -> int:
    return int(line.address.rpartition(":")[2])
