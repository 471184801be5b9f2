"""Every line gets its voice: what the engine is asked to say, and what becomes of the clip in the mix."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.production.book_file import Book
from pipeline.production.clip_cache import clip_key
from pipeline.production.script_files import Edited, EditedChapter
from pipeline.rendering.planning.voice_gains import Timbre
from script.model import NARRATOR, BlockKind, Chapter, Kind, Line, Paragraph
from voices.cast.voice_profile import RATES
from voices.engines.registry import loaded_engine
from voices.engines.speech_engine import Utterance
from voices.saying.stress import Spans, marked
from voices.saying.utterance import mix_gain, utterance_for

if TYPE_CHECKING:
    from voices.cast.cast import Cast
    from voices.cast.voice_profile import VoiceProfile

_TREATMENTS = {Kind.LETTER: "letter", Kind.THOUGHT: "thought"}


@dataclass(frozen=True, slots=True)
class VoicedLine:
    """A line that is heard: its clip, and what becomes of it in the mix."""

    line: Line
    index: int
    """Among the chapter's lines."""
    address: str
    text: str
    key: str
    engine: str
    utterance: Utterance
    timbre: Timbre
    gain: float
    """dB on top of the levelled voice."""
    pan: float
    effects: tuple[str, ...]


def channels_of(cast: Cast, edited: Edited) -> int:
    """2 where anybody who speaks is off the middle: then the whole book is stereo, as shops and players want it."""
    speakers = {line.speaker for item in edited.chapters for line in item.chapter.lines if line.kind.spoken}
    return 2 if any(cast.profile(speaker).pan for speaker in speakers) else 1


def voice_line(
    item: EditedChapter, index: int, line: Line, block: BlockKind, book: Book, cast: Cast, marks: Spans
) -> VoicedLine | None:
    """A line with its voice; None if there is nothing in it to say, which is a pause. `marks` are its stretches that
    are stressed. Raises `EngineError`."""
    if not line.kind.spoken:
        return None
    profile = cast.profile(line.speaker)
    faster = replace(profile, rate=min(max(profile.rate * book.speed, RATES[0]), RATES[1]))
    text = item.text_of(line)
    utterance = utterance_for(
        text,
        faster,
        line.delivery,
        book.language,
        heading=block is BlockKind.HEADING,
        verse=block is BlockKind.VERSE,
        words=item.lexicon.of(line.speaker),
        places=item.pronunciations_of(line),
        marks=marks,
    )
    if utterance is None:
        return None
    version = loaded_engine(profile.engine).version(profile.voice, utterance.delivery)
    return VoicedLine(
        line=line,
        index=index,
        address=f"{item.address}:{item.numbers[index]}",
        text=text,
        key=clip_key(profile.engine, version, utterance),
        engine=profile.engine,
        utterance=utterance,
        timbre=Timbre(profile.engine, version, profile.voice, profile.pitch, book.language, utterance.delivery),
        gain=mix_gain(profile, line.delivery),
        pan=profile.pan,
        effects=_effects(line.kind, profile, book),
    )


def voice_chapter(
    item: EditedChapter, book: Book, cast: Cast, *, of: Collection[str | None] | None = None
) -> tuple[VoicedLine, ...]:
    """All lines of a chapter that are heard, or those of some speakers. Raises `EngineError`."""
    blocks = [paragraph.kind for paragraph in item.chapter.paragraphs for _ in paragraph.lines]
    lines = enumerate(zip(item.chapter.lines, blocks, stresses(item.chapter), strict=True))
    voiced = (
        voice_line(item, index, line, block, book, cast, marks)
        for index, (line, block, marks) in lines
        if of is None or line.speaker in of
    )
    return tuple(line for line in voiced if line is not None)


def stresses(chapter: Chapter) -> tuple[Spans, ...]:
    """For each line of a chapter its stretches that are stressed, as offsets in the line."""
    runs = sorted(chapter.emphasis)
    starts = [start for start, _ in runs]
    marks: list[Spans] = []
    opening = True
    for paragraph in chapter.paragraphs:
        for line in paragraph.lines:
            # A run over several lines is no stress in any of them.
            near = runs[bisect_left(starts, line.start) : bisect_left(starts, line.end)]
            inside = [(a - line.start, b - line.start) for a, b in near if b <= line.end]
            asked = line.kind.spoken and line.kind is not Kind.HEADING
            text = chapter.text[line.start : line.end]
            spoken = line.kind is not Kind.NARRATION
            marks.append(marked(text, inside, spoken=spoken, opening=opening) if asked else ())
            opening = line.kind in (Kind.HEADING, Kind.BREAK) or (opening and not line.kind.spoken)
    return tuple(marks)


def titled(item: EditedChapter, book: Book) -> EditedChapter:
    """The chapter with its title as a first heading, where the book wants it and the story doesn't print it."""
    chapter = item.chapter
    headings = " ".join(
        chapter.text[paragraph.start : paragraph.end]
        for paragraph in chapter.paragraphs
        if paragraph.kind is BlockKind.HEADING
    )
    title = " ".join(chapter.title.split())
    printed = _words(title)
    if not book.speak_titles or not title or (printed and f" {printed} " in f" {_words(headings)} "):
        return item
    shift = len(title) + 2
    heading = Paragraph(BlockKind.HEADING, (Line(0, len(title), NARRATOR, Kind.HEADING),), 1)
    return replace(
        item,
        chapter=replace(
            chapter,
            text=f"{title}\n\n{chapter.text}",
            paragraphs=(heading, *(_shifted(paragraph, shift) for paragraph in chapter.paragraphs)),
            cues=tuple(replace(cue, at=cue.at + shift) for cue in chapter.cues),
            notes=tuple(replace(note, at=note.at + shift) for note in chapter.notes),
            emphasis=tuple((start + shift, end + shift) for start, end in chapter.emphasis),
            pronunciations=tuple((start + shift, end + shift, ipa) for start, end, ipa in chapter.pronunciations),
        ),
        numbers=(1, *item.numbers),
    )


def _words(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def _effects(kind: Kind, profile: VoiceProfile, book: Book) -> tuple[str, ...]:
    wanted = {Kind.LETTER: book.letters, Kind.THOUGHT: book.thoughts}
    return (*((_TREATMENTS[kind],) if wanted.get(kind) else ()), *profile.effects)


def _shifted(paragraph: Paragraph, by: int) -> Paragraph:
    lines = tuple(replace(line, start=line.start + by, end=line.end + by) for line in paragraph.lines)
    return replace(paragraph, lines=lines)
