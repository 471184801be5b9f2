"""The gain that brings a voice to the common level: measured once on fixed sentences, and the voice's own from then on.

It depends on no line of the book, so that an edit touches only its own chapter.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from pipeline.files import write_file
from pipeline.levels import speech_level, voice_gain
from pipeline.speaking import loaded_engine
from voices.engines.base import Utterance

_SENTENCES = (
    "The young man bought five large boxes of tea, and put them down beside the garden wall.",
    "Why should she think of leaving now, when everyone has just begun to enjoy the evening?",
    "Far away, above the shining harbour, a church bell rang four times and was quiet again.",
)
_PATIENCE = 180.0


@dataclass(frozen=True, slots=True)
class Timbre:
    """What a voice's level depends on."""

    engine: str
    version: str
    voice: str
    pitch: float
    language: str


@dataclass(frozen=True, slots=True)
class MeasureVoice:
    """A task: measures a timbre and keeps its gain in `folder`. Replies with the gain in dB."""

    folder: Path
    timbre: Timbre

    def run(self) -> Iterator[float]:
        engine = loaded_engine(self.timbre.engine)
        clips = [
            engine.synthesize(
                Utterance(text, self.timbre.voice, pitch=self.timbre.pitch, language=self.timbre.language)
            )
            for text in _SENTENCES
        ]
        gain = voice_gain(speech_level(np.concatenate([clip.samples for clip in clips]), clips[0].rate))
        write_file(_file(self.folder, self.timbre), json.dumps({"gain_db": gain}), durable=False)
        yield gain

    def patience(self, replies: int) -> float:
        return _PATIENCE


def known_gain(folder: Path, timbre: Timbre) -> float | None:
    """The gain in dB that was measured for this timbre; None if it wasn't yet."""
    try:
        gain = json.loads(_file(folder, timbre).read_text("utf-8"))["gain_db"]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return float(gain) if isinstance(gain, int | float) else None


def _file(folder: Path, timbre: Timbre) -> Path:
    parts = [timbre.engine, timbre.version, timbre.voice, timbre.pitch, timbre.language, _SENTENCES]
    return folder / f"{hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:32]}.json"
