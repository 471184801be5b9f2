"""Measures how loud a voice speaks, on fixed sentences: a task for a worker process."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from pipeline.rendering.clips.plausible_clips import patience, plausible_clip
from pipeline.rendering.planning.voice_gains import Timbre, keep_gain, measuring_work, sample_of
from pipeline.sound.voice_loudness import speech_level, voice_gain
from voices.engines.registry import loaded_engine
from voices.engines.speech_engine import Clip


@dataclass(frozen=True, slots=True)
class MeasureVoice:
    """A task: measures a timbre and keeps its gain in `folder`. Replies with None for each sentence that was spoken for
    it, then with the gain in dB."""

    folder: Path
    timbre: Timbre
    fresh: bool = False
    """Whether a process is wanted in which no engine did anything yet."""

    @property
    def work(self) -> float:
        """Seconds of one processor, about."""
        return measuring_work(self.timbre)

    def run(self) -> Iterator[float | None]:
        clips = []
        for clip in _clips(self.timbre):
            clips.append(clip)
            yield None
        gain = voice_gain(_level(clips))
        keep_gain(self.folder, self.timbre, gain)
        yield gain

    def patience(self, replies: int) -> float:
        return patience(self.timbre.engine, sample_of(self.timbre), replies)


def measured_level(timbre: Timbre) -> float:
    """LUFS of the active speech of a timbre, from up to a minute of it. Raises `EngineError`."""
    return _level(list(_clips(timbre)))


def _clips(timbre: Timbre) -> Iterator[Clip]:
    engine = loaded_engine(timbre.engine)
    return (plausible_clip(engine, utterance) for utterance in sample_of(timbre))


def _level(clips: Sequence[Clip]) -> float:
    return speech_level(np.concatenate([clip.samples for clip in clips]), clips[0].rate)
