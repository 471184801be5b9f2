"""A short file of any text in any voice, with a production or without one. Made as in a whole run."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from pipeline.disk.files import move_file
from pipeline.listening.listening_files import MadeFiles
from pipeline.listening.name_lookup import find_name, names_of, only_one
from pipeline.listening.short_files import ShortFile, make_short_files, workshop
from pipeline.production.book_file import Book
from pipeline.production.clip_cache import ClipCache
from pipeline.production.opened_production import Opened
from pipeline.production.production_cast import voice_named, voice_names
from pipeline.production.script_files import EditedChapter, words_by_speaker
from pipeline.rendering.chapters.chapter_audio import ChapterJob
from pipeline.rendering.chapters.jobs import Studio, lines_job
from pipeline.rendering.clips.clip_maker import RenderError
from pipeline.rendering.events import ignore
from pipeline.rendering.planning.phrases import Phrase, phrases_of
from pipeline.rendering.planning.voice_gains import Timbre
from pipeline.sound.ffmpeg import find_ffmpeg
from pipeline.sound.release.tags import BookTags, ChapterTags
from script.model import NARRATOR, BlockKind, Chapter, Delivery, Kind, Line, Paragraph
from script.support.errors import EditError
from script.support.suggestions import nearest
from voices.cast.cast import Cast
from voices.engines import registry
from voices.engines.user_folders import cache_folder
from voices.lexicon.entries import NO_WORDS


def preview_text(
    text: str,
    name: str,
    opened: Opened | None,
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
    book = opened.book if opened else Book("Preview", language=language)
    part = _part_of(opened, book, name.strip(), say)
    speaker = part.speaker
    line = Line(0, len(text), speaker, Kind.NARRATION if speaker == NARRATOR else Kind.SPEECH, delivery)
    chapter = Chapter(1, text, text, (Paragraph(BlockKind.PARAGRAPH, (line,)),))
    words = opened.lexicon if opened else NO_WORDS
    (phrase,) = phrases_of(EditedChapter("", chapter, (1,), None, lexicon=words), book, part.cast) or (None,)
    if phrase is None:
        raise EditError(f'Nobody can say "{text}": it has no letter, no digit and no emoji.')
    production = opened.production if opened else None
    home = production.work_folder if production else cache_folder()
    # Of a stranger's voice a minute would have to be spoken to know its level: that is for those who get a part.
    gains = {} if part.of_book else {phrase.timbre: 0.0}
    ffmpeg = find_ffmpeg().path
    # The one beside the cache is nobody's but ours.
    put = move_file if file is None else partial(known.put, name=name)
    with workshop(home, file or home / "preview.mp3", put) as (temp, made):
        clips = ClipCache(production.clips_folder if production else temp / "clips")
        studio = Studio(book, 2 if phrase.pan else 1, clips, temp, ffmpeg)
        tags = ChapterTags(
            BookTags(f"{book.title} (preview)", book.author, book.language), speaker or phrase.utterance.voice, 1
        )

        def job(phrases: Sequence[Phrase], found: Mapping[Timbre, float]) -> ChapterJob:
            return lines_job(studio, phrases, found, tags, made, levelled=not gains)

        short = ShortFile(1, "The preview", (phrase,), job)
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


def _part_of(opened: Opened | None, book: Book, name: str, say: Callable[[str], None]) -> _Part:
    """Whole names first, a speaker's and then a voice's, then parts of them."""
    names = names_of((NARRATOR, *words_by_speaker(opened.edited.chapters), None)) if opened else {}
    wanted = find_name(name, names)
    if wanted is None and not _is_known_voice(name, book):
        wanted = only_one(name, tuple(names), say)
    if opened and wanted is not None:
        return _Part(opened.cast, names[wanted], True)
    try:
        profile = voice_named(name, book)
    except EditError as error:
        voice = only_one(name, voice_names(book), say)
        if voice is None:
            who = nearest(name, names)
            hint = f'Did you mean "{who}"?' if who else f"{str(error)[0].upper()}{str(error)[1:]}"
            nobody = f'Nobody in this book and no voice is called "{name}".' if opened else ""
            raise EditError(f"{nobody} {hint}".strip()) from error
        profile = voice_named(voice, book)
    return _Part(Cast(profile, profile, {}), None, False)


def _is_known_voice(name: str, book: Book) -> bool:
    """Whether it is the whole name of a voice; a server that takes any name for one knows none."""
    try:
        return not registry.traits(voice_named(name, book).engine).any_voice
    except EditError:
        return False
