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
        path.write_bytes(clip_to_wav(engine.synthesize(Utterance(text, voice.name)), path.stem))
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
        # Where speech is understood (345 Hz – 5.5 kHz) little is taken away.
        assert change[2:6].min() > -6
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


TUNED = {
    # Seconds that it rings; dB in the octaves from 86 Hz to 11 kHz; dB of all its energy from 1, 5, 20, 50, 100, 200
    # and 500 ms after the direct sound on.
    "letter": (0.0676, [-8.4, -8.5, -3.5, 0.0, 2.8, 1.9, -0.2], [-14.7, -14.5, -18.1, -34.9, -99, -99, -99]),
    "thought": (0.0863, [10.3, 6.6, 3.7, 3.9, 5.5, 4.1, -1.4], [-21.6, -19.6, -14.7, -29.4, -99, -99, -99]),
    "telephone": (0.0030, [-8.7, 1.2, 6.3, 8.6, 9.6, 4.1, -7.4], [-25.5, -99, -99, -99, -99, -99, -99]),
    "radio": (0.0076, [-3.3, 2.0, 4.3, 5.5, 8.1, 5.5, -3.6], [-17.9, -27.1, -99, -99, -99, -99, -99]),
    "muffled": (0.0636, [11.3, 10.5, 8.2, 7.2, 4.6, 1.4, -1.7], [-25.4, -22.5, -22.3, -38.9, -99, -99, -99]),
    "room": (0.1596, [0.2, 0.2, 0.2, 0.1, 0.1, 0.1, -0.0], [-99, -25.9, -21.5, -24.1, -29.8, -99, -99]),
    "hall": (0.3501, [0.2, 0.2, 0.2, 0.2, 0.2, 0.1, -0.0], [-99, -27.5, -24.2, -23.8, -24.0, -27.4, -99]),
    "cave": (0.5240, [1.8, 3.1, 2.4, 1.2, 0.6, 0.1, -0.1], [-30.6, -99, -18.8, -19.8, -18.7, -20.8, -38.2]),
}


@pytest.mark.parametrize("name", EFFECTS)
def test_each_treatment_is_as_it_was_tuned(name: str) -> None:
    seconds, colour, fading = TUNED[name]
    click = np.eye(1, 4096, 4095, dtype=np.float32)[0]
    response = apply_effects(click, [name])[4095:].astype(np.float64)
    assert len(response) / SAMPLE_RATE == pytest.approx(seconds, abs=0.0001)
    widths = np.array([86, 172, 345, 690, 1380, 2760, 5520]) * (1 << 19) / SAMPLE_RATE
    assert octaves(response.astype(np.float32)) - 10 * np.log10(widths) == pytest.approx(colour, abs=0.06)
    energy = np.concatenate([[0.0], np.cumsum(np.square(response))])
    bounds = np.minimum(np.array([0.001, 0.005, 0.02, 0.05, 0.1, 0.2, 0.5, 9]) * SAMPLE_RATE, len(response)).astype(int)
    parts = 10 * np.log10(np.diff(energy[bounds]) / energy[-1] + 1e-10)
    assert [part if part > -60 else -99 for part in parts] == pytest.approx(fading, abs=0.06)


@pytest.mark.parametrize("name", EFFECTS)
def test_a_treatment_makes_what_goes_on_and_on_neither_louder_nor_quieter(name: str) -> None:
    noise = (0.1 * np.random.default_rng(3).standard_normal(4 * SAMPLE_RATE)).astype(np.float32)
    # Without the edges, where a room has yet to fill.
    treated = apply_effects(noise, [name])[SAMPLE_RATE : 4 * SAMPLE_RATE]
    assert integrated(treated, SAMPLE_RATE) == pytest.approx(integrated(noise, SAMPLE_RATE), abs=0.3)


@pytest.mark.parametrize("name", EFFECTS)
def test_no_tail_fills_the_pause_before_the_next_words(name: str) -> None:
    """What isn't a room is silent after 80 ms; a room may ring, but is 20 dB down when the shortest pause between
    two speakers (0.3 s) ends."""
    noise = (0.1 * np.random.default_rng(3).standard_normal(SAMPLE_RATE)).astype(np.float32)
    treated = np.pad(apply_effects(noise, [name]), (0, SAMPLE_RATE))
    seconds, fall = (0.3, -20) if name in ("room", "hall", "cave") else (0.08, -30)
    end = len(noise) + round(seconds * SAMPLE_RATE)
    after = treated[end : end + SAMPLE_RATE // 20]
    assert 10 * np.log10(np.mean(after**2) / np.mean(treated[: len(noise)] ** 2) + 1e-12) < fall
