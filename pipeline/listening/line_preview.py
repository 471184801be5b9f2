"""A short file to listen to: a line with what follows it, or a character's first lines. Made as in a whole run."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from pipeline.listening.name_lookup import names_of, shown, speaker_called
from pipeline.listening.short_files import ShortFile, make_short_files, workshop
from pipeline.production.opened_production import Opened
from pipeline.production.script_files import words_by_speaker
from pipeline.rendering.chapters.chapter_audio import ChapterJob
from pipeline.rendering.chapters.jobs import chapter_job, preview_job
from pipeline.rendering.clips.clip_maker import RenderError
from pipeline.rendering.events import ignore
from pipeline.rendering.planning.loaded_production import Loaded, load
from pipeline.rendering.planning.phrases import Phrase, PhraseLine, phrases_of, rejoined
from pipeline.rendering.planning.plan import PlannedChapter
from pipeline.rendering.planning.voice_gains import Timbre
from script.support.errors import EditError
from script.support.suggestions import nearest

_ADDRESS = re.compile(r"(?:script[/\\])?(?P<file>.+):(?P<line>[0-9]+)")
_LINES = 3


def preview(opened: Opened, what: str, *, lines: int = _LINES, say: Callable[[str], None] = ignore) -> Path:
    """Makes `.make-audio/preview.mp3` of a line and those after it (`what`: "script/001 The Storm.txt:57" or "1:57"),
    or of the first lines of a character. `say` is told whom a part of a name was taken for.

    Needs no lock: it changes nothing but the cache. Raises `EditError` for a place or a name that isn't there, and what
    `pipeline.rendering.render.render` raises.
    """
    address = _ADDRESS.fullmatch(what.strip())
    if address:
        loaded, chapter, chosen = _at(opened, address["file"], int(address["line"]), lines)
    else:
        loaded, chapter, chosen = _of(opened, what.strip(), lines, say)
    return _make(loaded, chapter, chosen)


def _at(opened: Opened, file: str, number: int, count: int) -> tuple[Loaded, PlannedChapter, list[Phrase]]:
    texts = opened.script
    names = list(texts)
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
    loaded = load(opened, only={index + 1})
    chapter = _spoken(loaded)
    first = _line_at(chapter, number)
    chosen = _excerpt(chapter, lambda line: int(line.address.rpartition(":")[2]) >= first, count)
    if not chosen:
        raise EditError(f"script/{names[index]}:{number}: there is nothing to hear from here on. Name an earlier line.")
    return loaded, chapter, chosen


def _of(
    opened: Opened, name: str, count: int, say: Callable[[str], None]
) -> tuple[Loaded, PlannedChapter, list[Phrase]]:
    wanted = speaker_called(name, names_of(words_by_speaker(opened.edited.chapters)), say)
    for item in opened.edited.chapters:
        if any(line.speaker == wanted for line in item.as_heard().chapter.lines):
            loaded = load(opened, only={item.chapter.number})
            chapter = _spoken(loaded)
            chosen = _excerpt(chapter, lambda line: line.line.speaker == wanted, count)
            if chosen:
                return loaded, chapter, chosen
    raise EditError(f"{shown(wanted)} says nothing that can be heard.")


def _make(loaded: Loaded, chapter: PlannedChapter, chosen: Sequence[Phrase]) -> Path:
    production = loaded.production
    file = production.work_folder / "preview.mp3"
    with workshop(production.work_folder, file) as (temp, made):

        def job(phrases: Sequence[Phrase], gains: Mapping[Timbre, float]) -> ChapterJob:
            whole = chapter_job(loaded, replace(chapter, phrases=tuple(phrases)), gains)
            return replace(preview_job(whole, made), temp=temp)

        short = ShortFile(1, "The preview", tuple(chosen), job)
        for failed in make_short_files([short], loaded.clips, production.levels_folder, jobs=1):
            raise RenderError(f"{failed.address} can't be spoken: {failed.why}.")
    return file


def _spoken(loaded: Loaded) -> PlannedChapter:
    """The one chapter that was loaded, with its phrases also if its file is up to date."""
    (chapter,) = loaded.planned.chapters
    return replace(chapter, phrases=phrases_of(chapter.edited, loaded.book, loaded.cast))


def _excerpt(chapter: PlannedChapter, wanted: Callable[[PhraseLine], bool], count: int) -> list[Phrase]:
    """What is heard of the first `count` lines that are wanted."""
    lines = (line for phrase in chapter.phrases for line in phrase.lines if wanted(line))
    return list(rejoined(chapter.phrases, {line.index for line in itertools.islice(lines, count)}))


def _line_at(chapter: PlannedChapter, number: int) -> int:
    """The file line of the script line that a file line belongs to: the last one that starts at it or before it."""
    starts = [start for start in chapter.edited.numbers if start <= number]
    return max(starts, default=0)
