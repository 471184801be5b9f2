from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from pipeline.sound.clip_audio import clip_samples, find_speech, open_clip
from pipeline.sound.effects import EFFECTS, EffectError, apply_effects
from pipeline.sound.loudness import integrated
from pipeline.sound.timeline import SAMPLE_RATE
from pipeline.sound.wav import clip_to_wav
from voices.engines.registry import load
from voices.engines.speech_engine import Utterance

Samples = NDArray[np.float32]


@pytest.fixture(scope="module")
def voices(tmp_path_factory: pytest.TempPathFactory) -> list[Samples]:
    engine = load("pyttsx3")
    folder = tmp_path_factory.mktemp("clips")
    spoken = []
    for index, voice in enumerate(engine.voices()[:4]):
        path = folder / f"{index}.wav"
        text = "My dear Lizzy, I have ill news. Your uncle is gone, and nobody can say where."
        path.write_bytes(clip_to_wav(engine.synthesize(Utterance(text, voice.name))))
        clip = open_clip(path)
        spoken.append(clip_samples(clip, find_speech(clip)))
    return spoken


def octaves(samples: Samples) -> NDArray[np.float64]:
    """dB of power in the octaves from 86 Hz to 11 kHz."""
    power = np.square(np.abs(np.fft.rfft(samples, 1 << 19)))
    edges = (np.array([86, 172, 345, 690, 1380, 2760, 5520, 11040]) * (1 << 19) / SAMPLE_RATE).astype(int)
    bands: NDArray[np.float64] = 10 * np.log10(np.add.reduceat(power, edges)[:-1])
    return bands


@pytest.mark.parametrize("name", EFFECTS)
def test_a_treatment_can_be_heard(name: str, voices: list[Samples]) -> None:
    for voice in voices:
        treated = apply_effects(voice, [name])
        colour = np.abs(octaves(treated) - octaves(voice)).max()
        tail = treated[len(voice) :]
        rings = len(tail) > 0.15 * SAMPLE_RATE and np.abs(tail).max() > 0.003 * np.abs(voice).max()
        assert colour > 3 or rings


@pytest.mark.parametrize("name", ["letter", "thought"])
def test_letters_and_thoughts_are_coloured_differently_but_stay_light(name: str, voices: list[Samples]) -> None:
    for voice in voices:
        change = octaves(apply_effects(voice, [name])) - octaves(voice)
        assert np.abs(change).max() > 3
        # Where speech is understood (345 Hz – 2.8 kHz) little happens.
        assert np.abs(change[2:5]).max() < 3
    letter, thought = (octaves(apply_effects(voices[0], [name])) for name in ("letter", "thought"))
    assert np.abs(letter - thought).max() > 6


@pytest.mark.parametrize("name", EFFECTS)
def test_a_treatment_keeps_the_loudness_of_a_voice(name: str, voices: list[Samples]) -> None:
    for voice in voices:
        assert integrated(apply_effects(voice, [name]), SAMPLE_RATE) == pytest.approx(
            integrated(voice, SAMPLE_RATE), abs=1
        )


@pytest.mark.parametrize("name", EFFECTS)
def test_the_words_stay_where_they_were(name: str, voices: list[Samples]) -> None:
    voice = voices[0]
    treated = apply_effects(voice, [name])
    lags = np.arange(-1000, 1001)
    middle = slice(20000, 60000)
    match = [float(np.dot(voice[middle], treated[20000 + lag : 60000 + lag])) for lag in lags]
    assert abs(lags[int(np.argmax(np.abs(match)))]) < 0.002 * SAMPLE_RATE


def test_the_same_sound_every_time(voices: list[Samples]) -> None:
    assert np.array_equal(apply_effects(voices[1], ["letter", "hall"]), apply_effects(voices[1], ["letter", "hall"]))


def test_no_treatment_changes_nothing_and_silence_stays_silent(voices: list[Samples]) -> None:
    assert apply_effects(voices[0], []) is voices[0]
    assert not apply_effects(np.zeros(1000, np.float32), ["cave"]).any()
    assert len(apply_effects(np.zeros(0, np.float32), ["cave"])) == 0


def test_an_unknown_treatment_is_refused_with_those_there_are() -> None:
    with pytest.raises(EffectError, match='no effect "letters"; there are letter, thought'):
        apply_effects(np.zeros(10, np.float32), ["letters"])
