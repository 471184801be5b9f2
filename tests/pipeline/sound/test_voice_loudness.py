from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from pipeline.sound.timeline import SAMPLE_RATE, Sound
from pipeline.sound.voice_loudness import VOICE_LEVEL, own_gain, speech_level, voice_gain
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


def talk(seconds: float, level: float) -> Samples:
    """Something like speech, of that loudness (LUFS)."""
    generator = np.random.default_rng(1)
    noise = generator.standard_normal(round(seconds * SAMPLE_RATE)) * np.hanning(round(seconds * SAMPLE_RATE))
    samples = noise.astype(np.float32)
    return samples * np.float32(10 ** ((level - speech_level(samples, SAMPLE_RATE)) / 20))


def sound(gain: float, levelling: float | None) -> Sound:
    return Sound(Path("a.wav"), "a:1", gain, levelling=levelling)


ROOM = 17.0
"""dB from a chapter's loudness to its ceiling, as books have it."""


@pytest.mark.parametrize("off", [-3.0, -1.0, 0.0, 2.0])
def test_a_line_that_is_louder_or_quieter_than_its_voice_is_brought_to_it_the_longer_the_more(off: float) -> None:
    level = VOICE_LEVEL - 6.0
    gains = [own_gain(talk(seconds, level + off), sound(6.0, 6.0), 60.0) for seconds in (0.2, 1.0, 5.0)]
    assert gains[2] == pytest.approx(-off, abs=0.4)
    assert abs(gains[0]) <= abs(gains[1]) + 0.05 <= abs(gains[2]) + 0.1


def test_what_is_meant_to_be_louder_stays_louder() -> None:
    samples = talk(3.0, VOICE_LEVEL)
    assert own_gain(samples, sound(6.0, 0.0), 60.0) == pytest.approx(own_gain(samples, sound(0.0, 0.0), 60.0))


def test_what_the_limiter_takes_from_a_spiky_voice_is_given_back_within_limits() -> None:
    spiky = talk(3.0, VOICE_LEVEL)
    spiky[::2205] *= 12
    spiky *= np.float32(10 ** ((VOICE_LEVEL - speech_level(spiky, SAMPLE_RATE)) / 20))
    free, limited = (own_gain(spiky, sound(0.0, 0.0), room) for room in (60.0, ROOM))
    assert 0.3 < limited - free <= 2.6


def test_a_line_whose_voice_has_no_level_and_silence_are_left_alone() -> None:
    assert own_gain(talk(1.0, -40.0), sound(0.0, None), ROOM) == 0
    assert own_gain(np.zeros(44100, np.float32), sound(0.0, 0.0), ROOM) == 0
