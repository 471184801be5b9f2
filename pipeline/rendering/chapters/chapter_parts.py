"""Phrases become the parts of a timeline: with their sound, and all that decides the pauses around them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence

from pipeline.production.clip_cache import ClipCache
from pipeline.rendering.planning.phrases import Phrase, PhraseLine
from pipeline.rendering.planning.voice_gains import Timbre
from pipeline.sound.pauses import Heard, Pauses, cue_seconds
from pipeline.sound.timeline import Part, Sound
from script.model import BlockKind, Chapter, CueKind, Kind


def chapter_parts(
    chapter: Chapter, phrases: Sequence[Phrase], gains: Mapping[Timbre, float], cache: ClipCache, pauses: Pauses
) -> tuple[tuple[Part, ...], float | None]:
    """The parts of a chapter, sentence by sentence where lines end with them, and the seconds that cues ask for behind
    the last one. `gains` holds the levelling gain (dB) of every timbre.

    A cue or a scene break belongs to the first phrase behind it. What `cue_seconds` can't understand is no pause.
    """
    placed = [(number, paragraph.kind) for number, paragraph in enumerate(chapter.paragraphs) for _ in paragraph.lines]
    phrases = [sentence for phrase in phrases for sentence in phrase.sentences()]
    starts = [phrase.lines[0].line.start for phrase in phrases]
    waits: dict[int, float] = {}
    for cue in chapter.cues:
        seconds = cue_seconds(cue.value, pauses) if cue.kind is CueKind.PAUSE else None
        if seconds is not None:
            index = bisect_left(starts, cue.at)
            waits[index] = max(waits.get(index, seconds), seconds)
    scenes = {bisect_left(starts, line.start) for line in chapter.lines if line.kind is Kind.BREAK}

    parts = tuple(
        Part(
            _heard(phrase.lines[0], *placed[phrase.lines[0].index]),
            _heard(phrase.lines[-1], *placed[phrase.lines[-1].index]),
            _sound(phrase, gains, cache),
            scene=index in scenes,
            pause=waits.get(index),
        )
        for index, phrase in enumerate(phrases)
    )
    return parts, waits.get(len(phrases))


def single_parts(phrases: Sequence[Phrase], gains: Mapping[Timbre, float], cache: ClipCache) -> tuple[Part, ...]:
    """Phrases that have nothing to do with each other, each a paragraph of its own."""
    return tuple(
        Part(
            _heard(phrase.lines[0], number, BlockKind.PARAGRAPH),
            _heard(phrase.lines[-1], number, BlockKind.PARAGRAPH),
            _sound(phrase, gains, cache),
        )
        for number, phrase in enumerate(phrases)
    )


def _heard(line: PhraseLine, paragraph: int, block: BlockKind) -> Heard:
    return Heard(paragraph, block, line.line.kind, line.line.speaker, line.flow, line.text)


def _sound(phrase: Phrase, gains: Mapping[Timbre, float], cache: ClipCache) -> Sound:
    """How a phrase goes into the mix."""
    return Sound(
        clip=cache.path(phrase.key),
        address=phrase.address,
        gain=gains[phrase.timbre] + phrase.gain,
        levelling=gains[phrase.timbre],
        pan=phrase.pan,
        effects=phrase.effects,
        lines=tuple((line.index, line.at) for line in phrase.lines),
        text=len(phrase.utterance.text),
        cut=phrase.cut,
    )
