"""The timeline of a chapter: every clip placed to the sample, with pauses that follow from the story's structure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.sound.pauses import DEFAULT_PAUSES, Pauses, cue_seconds
from script.model import BlockKind, Chapter, CueKind, Kind

SAMPLE_RATE = 44100
"""Hz. Everything is timed and mixed at this rate."""


@dataclass(frozen=True, slots=True)
class Sound:
    """What is heard of a line, and how it goes into the mix."""

    clip: Path
    """Its cached WAV."""
    address: str
    """For messages: "script/001 The Storm.txt:57"."""
    gain: float = 0.0
    """dB: of the voice, the delivery and the profile together."""
    pan: float = 0.0
    """−1 left … +1 right."""
    effects: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """One line of a chapter as the timeline sees it: what decides the pauses around it, and its sound."""

    line: int
    """Its number among the chapter's lines, from 0; their count for what comes after the last one."""
    paragraph: int
    """The number of its paragraph, from 0."""
    block: BlockKind
    kind: Kind
    speaker: str | None
    sound: Sound | None
    """None for what isn't heard: a break, a silent line, a line without letter or digit."""
    pause: float | None = None
    """Seconds that cues ask for before it."""


@dataclass(frozen=True, slots=True)
class Extent:
    """A clip's length in the mix, in frames; `lead` and `trail` of them are not speech yet, or no longer."""

    frames: int
    lead: int = 0
    trail: int = 0


@dataclass(frozen=True, slots=True)
class Placement:
    """A line's clip on the timeline, from frame `start` on. What its effects ring on comes on top of `frames`."""

    line: int
    start: int
    frames: int
    sound: Sound

    @property
    def end(self) -> int:
        return self.start + self.frames


@dataclass(frozen=True, slots=True)
class Timeline:
    """A chapter: `frames` long, its clips in the order in which they start."""

    frames: int
    placements: tuple[Placement, ...]


def chapter_parts(chapter: Chapter, sounds: Mapping[int, Sound], pauses: Pauses = DEFAULT_PAUSES) -> tuple[Part, ...]:
    """The parts of a chapter, a line each; `sounds` holds what is heard of which line (by its number).

    A pause cue belongs to the first line that starts at it or later. What `cue_seconds` can't understand is no pause.
    """
    lines = [(p, paragraph, line) for p, paragraph in enumerate(chapter.paragraphs) for line in paragraph.lines]
    waits: dict[int, float] = {}
    for cue in chapter.cues:
        seconds = cue_seconds(cue.value, pauses) if cue.kind is CueKind.PAUSE else None
        if seconds is not None:
            index = next((i for i, (_, _, line) in enumerate(lines) if line.start >= cue.at), len(lines))
            waits[index] = max(waits.get(index, seconds), seconds)
    parts = [
        Part(i, p, paragraph.kind, line.kind, line.speaker, sounds.get(i), waits.get(i))
        for i, (p, paragraph, line) in enumerate(lines)
    ]
    if len(lines) in waits:
        end = len(chapter.paragraphs)
        parts.append(Part(len(lines), end, BlockKind.PARAGRAPH, Kind.SILENT, None, None, waits[len(lines)]))
    return tuple(parts)


def place(parts: Sequence[Part], extents: Sequence[Extent], pauses: Pauses = DEFAULT_PAUSES) -> Timeline:
    """Lays the parts of a chapter one after another; `extents[i]` belongs to `parts[i]` (no frames: nothing is heard).

    The pauses are met to the sample, from speech to speech. A cue or a scene break decides over what would follow from
    paragraphs and speakers; of several, the longest.
    """
    placements: list[Placement] = []
    speech_end = 0
    before: Part | None = None
    cue: float | None = None
    scene = False
    for part, extent in zip(parts, extents, strict=True):
        if part.pause is not None:
            cue = max(cue or 0.0, part.pause)
        scene = scene or part.kind is Kind.BREAK
        if part.sound is None or not extent.frames:
            continue
        if before is None:
            seconds = max(pauses.head, cue or 0.0)
        elif cue is not None or scene:
            seconds = max(cue or 0.0, pauses.scenes if scene else 0.0)
        else:
            seconds = _pause(before, part, pauses)
        start = max(0, speech_end + _frames(seconds) - extent.lead)
        placements.append(Placement(part.line, start, extent.frames, part.sound))
        speech_end = start + extent.frames - extent.trail
        before, cue, scene = part, None, False
    seconds = max(pauses.tail, cue or 0.0) + (0.0 if before else pauses.head)
    frames = max([speech_end + _frames(seconds), *(placement.end for placement in placements)])
    return Timeline(frames, tuple(placements))


def _pause(before: Part, after: Part, pauses: Pauses) -> float:
    """Seconds between two parts that are heard one after the other."""
    heading, after_heading = after.block is BlockKind.HEADING, before.block is BlockKind.HEADING
    seconds = [pauses.lines]
    if before.speaker != after.speaker:
        seconds.append(pauses.speakers)
    if before.paragraph != after.paragraph:
        seconds.append(pauses.paragraphs)
        # A chapter's number and its title are two headings that belong together.
        if after_heading and not heading:
            seconds.append(pauses.headings)
        if heading and not after_heading:
            seconds.append(pauses.scenes)
    return max(seconds)


def _frames(seconds: float) -> int:
    return round(seconds * SAMPLE_RATE)
