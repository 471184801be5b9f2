from __future__ import annotations

import math

import numpy as np
import pytest
from numpy.typing import NDArray

from pipeline.sound.voice_loudness import VOICE_LEVEL, speech_level, voice_gain
from voices.engines.registry import load
from voices.engines.speech_engine import Utterance

Samples = NDArray[np.float32]
SENTENCES = ("The harbour lights went out, one by one.", "Nobody had expected her to answer the letter so soon.")


@pytest.fixture(scope="module")
def voices() -> dict[str, tuple[Samples, int]]:
    engine = load("pyttsx3")
    spoken = {}
    for voice in engine.voices()[:6]:
        clips = [engine.synthesize(Utterance(text, voice.name)) for text in SENTENCES]
        spoken[voice.name] = np.concatenate([clip.samples for clip in clips]), clips[0].rate
    return spoken


def test_voices_that_were_levelled_are_equally_loud(voices: dict[str, tuple[Samples, int]]) -> None:
    for samples, rate in voices.values():
        gain = 10 ** (voice_gain(speech_level(samples, rate)) / 20)
        assert speech_level(samples * np.float32(gain), rate) == pytest.approx(VOICE_LEVEL, abs=0.02)


def test_a_voice_that_pauses_between_words_counts_as_loud_as_it_speaks(voices: dict[str, tuple[Samples, int]]) -> None:
    for samples, rate in voices.values():
        silence = np.zeros(2 * rate, np.float32)
        paused = np.concatenate([silence, samples, silence])
        assert speech_level(paused, rate) == pytest.approx(speech_level(samples, rate), abs=0.3)


def test_the_shortest_line_can_be_measured() -> None:
    engine = load("pyttsx3")
    clip = engine.synthesize(Utterance("No.", engine.voices()[0].name))
    assert -40 < speech_level(clip.samples, clip.rate) < -5
    assert math.isfinite(speech_level(clip.samples[2000:3000], clip.rate))


def test_silence_is_not_turned_up() -> None:
    level = speech_level(np.zeros(22050, np.float32), 22050)
    assert level == -math.inf
    assert voice_gain(level) == 0
