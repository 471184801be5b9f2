"""The timeline of a chapter: every clip placed to the sample, with the pauses that its text asks for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.sound.pauses import DEFAULT_PAUSES, Heard, Pauses, pause_between

SAMPLE_RATE = 44100
"""Hz. Everything is timed and mixed at this rate."""


@dataclass(frozen=True, slots=True)
class Sound:
    """What is heard of a phrase, and how it goes into the mix."""

    clip: Path
    """Its cached WAV."""
    address: str
    """For messages: "script/001 The Storm.txt:57"."""
    gain: float = 0.0
    """dB: of the voice, the delivery and the profile together."""
    pan: float = 0.0
    """−1 left … +1 right."""
    effects: tuple[str, ...] = ()
    lines: tuple[tuple[int, int], ...] = ((0, 0),)
    """(its number among the chapter's lines, where it begins in the clip's text) of each line."""
    text: int = 0
    """Characters of the clip's text."""
    cut: tuple[int, int] | None = None
    """The stretch of the clip's text that is heard, where that isn't all of it."""
    levelling: float | None = None
    """dB of `gain` that bring its voice to the common level; None: how loud the clip itself is, is of no matter."""


@dataclass(frozen=True, slots=True)
class Part:
    """A phrase as the timeline sees it: what decides the pauses around it, and its sound."""

    first: Heard
    """Its first line."""
    last: Heard
    """Its last one."""
    sound: Sound
    scene: bool = False
    """Whether a scene break lies before it."""
    pause: float | None = None
    """Seconds that cues ask for before it."""


@dataclass(frozen=True, slots=True)
class Extent:
    """A clip's length in the mix, in frames; `lead` and `trail` of them are not speech yet, or no longer."""

    frames: int
    lead: int = 0
    trail: int = 0
    lines: tuple[int, ...] = ()
    """From which frame on each line but the first is heard."""


@dataclass(frozen=True, slots=True)
class Placement:
    """A clip on the timeline, from frame `start` on. What its effects ring on comes on top of `frames`."""

    start: int
    frames: int
    sound: Sound

    @property
    def end(self) -> int:
        return self.start + self.frames


@dataclass(frozen=True, slots=True)
class LineTime:
    """When a line is heard: frames `start` to `end`. A line inside a phrase ends where the next one begins."""

    line: int
    """Its number among the chapter's lines, from 0."""
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Timeline:
    """A chapter: `frames` long, its clips and its lines in the order in which they start."""

    frames: int
    placements: tuple[Placement, ...]
    lines: tuple[LineTime, ...] = ()


def place(
    parts: Sequence[Part], extents: Sequence[Extent], pauses: Pauses = DEFAULT_PAUSES, end: float | None = None
) -> Timeline:
    """Lays the parts of a chapter one after another; `extents[i]` belongs to `parts[i]` (no frames: nothing is heard).
    `end`: seconds that cues ask for behind the last one.

    The pauses are met to the sample, from speech to speech. A cue decides over what would follow from the text; of
    several, the longest.
    """
    placements: list[Placement] = []
    lines: list[LineTime] = []
    speech_end = 0
    before: Part | None = None
    cue: float | None = None
    scene = False
    for part, extent in zip(parts, extents, strict=True):
        if part.pause is not None:
            cue = part.pause if cue is None else max(cue, part.pause)
        scene = scene or part.scene
        if not extent.frames:
            continue
        if before is None:
            seconds = max(pauses.head, cue or 0.0)
        elif cue is not None:
            seconds = max(cue, pauses.scenes) if scene else cue
        else:
            seconds = pause_between(before.last, part.first, pauses, scene=scene).seconds
        # One that overlaps a very short clip begins with it, not before.
        earliest = placements[-1].start if placements else 0
        start = max(earliest, speech_end + _frames(seconds) - extent.lead)
        placements.append(Placement(start, extent.frames, part.sound))
        speech_end = start + extent.frames - extent.trail
        lines += _line_times(part.sound, start, extent)
        before, cue, scene = part, None, False
    if end is not None:
        cue = end if cue is None else max(cue, end)
    seconds = max(pauses.tail, cue or 0.0) + (0.0 if before else pauses.head)
    frames = max([speech_end + _frames(seconds), *(placement.end for placement in placements)])
    return Timeline(frames, tuple(placements), tuple(lines))


def _line_times(sound: Sound, start: int, extent: Extent) -> list[LineTime]:
    begins = [start + extent.lead, *(start + at for at in extent.lines)]
    ends = [*begins[1:], start + extent.frames - extent.trail]
    return [LineTime(line, *times) for (line, _), *times in zip(sound.lines, begins, ends, strict=True)]


def _frames(seconds: float) -> int:
    return round(seconds * SAMPLE_RATE)
