"""A short file to listen to: a line with what follows it, or a character's first lines. The same way as a whole run."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from pipeline.book import read_book
from pipeline.cache import ClipCache
from pipeline.chapter_audio import make_chapter
from pipeline.edited import load_edited, script_texts
from pipeline.files import make_folder, read_text
from pipeline.plan import PlannedChapter
from pipeline.production import Production
from pipeline.releasing import chapter_job, preview_job
from pipeline.render import Loaded, RenderError, load
from pipeline.speaking import Unspoken, loaded_engine, speak
from pipeline.voice_level import MeasureVoice, known_gain
from pipeline.voicing import VoicedLine, voice_chapter
from script.errors import EditError
from script.nearest import nearest

_ADDRESS = re.compile(r"(?:script[/\\])?(?P<file>.+):(?P<line>[0-9]+)")
_LINES = 3


def preview(production: Production, what: str, *, lines: int = _LINES) -> Path:
    """Makes `.make-audio/preview.mp3` of a line and those after it (`what`: "script/001 The Storm.txt:57" or "1:57"),
    or of the first lines of a character.

    Needs no lock: it changes nothing but the cache. Raises `EditError` for a place or a name that isn't there, and what
    `pipeline.render.render` raises.
    """
    address = _ADDRESS.fullmatch(what.strip())
    if address:
        loaded, chapter, chosen = _at(production, address["file"], int(address["line"]), lines)
    else:
        loaded, chapter, chosen = _of(production, what.strip(), lines)
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


def _of(production: Production, name: str, count: int) -> tuple[Loaded, PlannedChapter, list[VoicedLine]]:
    edited = load_edited(production, read_book(read_text(production.book_file)).title)
    speakers = list(
        dict.fromkeys(line.speaker for item in edited.chapters for line in item.chapter.lines if line.speaker)
    )
    wanted = next((speaker for speaker in speakers if speaker.casefold() == name.casefold()), None)
    if wanted is None:
        meant = nearest(name, speakers)
        raise EditError(
            f'Nobody called "{name}" speaks in this book; '
            + (f'did you mean "{meant}"?' if meant else "see voices.toml.")
        )
    for item in edited.chapters:
        if any(line.speaker == wanted for line in item.chapter.lines):
            loaded = load(production, only={item.chapter.number})
            chapter = _voiced(loaded)
            chosen = [line for line in chapter.voiced if line.line.speaker == wanted][:count]
            if chosen:
                return loaded, chapter, chosen
    raise EditError(f"{wanted} says nothing that can be heard.")


def _make(loaded: Loaded, chapter: PlannedChapter, chosen: Sequence[VoicedLine]) -> Path:
    cache = ClipCache(loaded.production.clips_folder)
    levels = loaded.production.levels_folder
    gains = {}
    for line in chosen:
        if not cache.is_whole(line.key):
            reply = speak(loaded_engine(line.engine), cache, line.key, line.utterance)
            if isinstance(reply, Unspoken):
                raise RenderError(f"{line.address} can't be spoken: {reply.why}.")
        gain = known_gain(levels, line.timbre)
        gains[line.timbre] = next(MeasureVoice(levels, line.timbre).run()) if gain is None else gain
    file = loaded.production.work_folder / "preview.mp3"
    voiced = replace(chapter, voiced=tuple(chosen))
    job = chapter_job(loaded.production, loaded.book, loaded.planned, voiced, gains, cache, loaded.ffmpeg.path)
    make_folder(file.parent)
    # A folder of its own: a run that starts meanwhile sweeps the production's.
    with tempfile.TemporaryDirectory(prefix="preview-", dir=file.parent) as folder:
        made = Path(folder) / file.name
        make_chapter(replace(preview_job(job, made), temp=Path(folder)))
        made.replace(file)
    return file


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
