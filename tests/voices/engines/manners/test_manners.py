"""What would be broken: a shout that isn't louder or brighter, a line that is another one each time, or books made anew
because of a delivery that they don't have."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from pipeline.sound.voice_loudness import speech_level
from script.model import Delivery
from tests.voices.neural import pitches
from voices.cast.voice_profile import VoiceProfile
from voices.engines import registry, whisper
from voices.engines.manners import manners
from voices.engines.manners.manners import MANNERS, delivered, keeps_loudness
from voices.engines.speech_engine import Clip, Utterance, WordTiming
from voices.saying.utterance import mix_gain, utterance_for

TEXTS = (
    "The young man put them down beside the garden wall, and looked at her.",
    "No, leave it alone, or we shall never go home before the rain begins.",
)
VOICES = (("pyttsx3", "en-gb+arthur"), ("pyttsx3", "en-gb+clara"), ("hibari", "heart"))


def said(engine: str, voice: str, delivery: str | None) -> Clip:
    """Both texts in one clip."""
    if not registry.installed(engine):
        pytest.skip(f"{engine} is not installed")
    spoken = registry.loaded_engine(engine)
    utterances = [utterance_for(text, VoiceProfile(engine, voice), delivery, "en") for text in TEXTS]
    clips = [spoken.synthesize(utterance) for utterance in utterances if utterance]
    return Clip(np.concatenate([clip.samples for clip in clips]), clips[0].rate)


def power(clip: Clip, low: float, high: float) -> float:
    """dB of a band (Hz)."""
    spectrum = np.square(np.abs(np.fft.rfft(clip.samples.astype(np.float64))))
    at = np.fft.rfftfreq(len(clip.samples), 1 / clip.rate)
    return float(10 * np.log10(spectrum[(at >= low) & (at < high)].sum()))


def tilt(clip: Clip) -> float:
    return power(clip, 1000, 5000) - power(clip, 100, 1000)


def voiced(clip: Clip) -> NDArray[np.float64]:
    found = pitches(clip.samples * np.float32(0.1 / np.sqrt(np.mean(clip.samples**2))), clip.rate)
    return np.array(found)


def middle(clip: Clip) -> float:
    """Semitones of the pitch in the middle."""
    found = voiced(clip)
    return float(12 * np.log2(np.median(found[found > 0])))


def swings(clip: Clip, low: float, high: float) -> float:
    """How much of a clip's loudness comes and goes so many times a second."""
    hop = clip.rate // 100
    frames = clip.samples[: len(clip.samples) // hop * hop].reshape(-1, hop)
    level = np.sqrt(np.mean(frames**2, axis=1))
    spectrum = np.abs(np.fft.rfft(level - level.mean())) ** 2
    at = np.fft.rfftfreq(len(level), 0.01)
    return float(spectrum[(at >= low) & (at < high)].sum() / spectrum.sum())


@pytest.mark.parametrize(("engine", "voice"), VOICES)
def test_a_shout_is_brighter_higher_and_louder_for_every_listener(engine: str, voice: str) -> None:
    plain, shout = said(engine, voice, None), said(engine, voice, "shout")
    assert tilt(shout) - tilt(plain) >= 6
    assert middle(shout) - middle(plain) >= 1.5
    played = speech_level(shout.samples, shout.rate) + mix_gain(VoiceProfile(engine, voice), "shout")
    assert played - speech_level(plain.samples, plain.rate) >= 3.5


@pytest.mark.parametrize(("engine", "voice"), VOICES)
def test_quiet_deliveries_are_darker_and_calls_are_thin(engine: str, voice: str) -> None:
    plain = said(engine, voice, None)
    for delivery in ("murmur", "soft", "sleepy", "muffled"):
        assert tilt(said(engine, voice, delivery)) < tilt(plain) - 1.5, delivery
    call = said(engine, voice, "call")
    assert power(call, 80, 300) - power(call, 300, 5000) < power(plain, 80, 300) - power(plain, 300, 5000) - 3


@pytest.mark.parametrize(("engine", "voice"), VOICES)
def test_nothing_of_a_whisper_has_a_voice(engine: str, voice: str) -> None:
    whispering = said(engine, voice, "whisper")
    found = voiced(whispering)
    # Pitches that a voice could have: formants of breath are higher.
    assert np.mean((found > 60) & (found < 300)) < 0.25 < np.mean(voiced(said(engine, voice, None)) > 0)


@pytest.mark.parametrize(("engine", "voice"), VOICES)
def test_sobs_pause_for_breath_laughs_go_on_behind_the_words_and_a_tremble_swings(engine: str, voice: str) -> None:
    plain = said(engine, voice, None)
    assert len(said(engine, voice, "sob").samples) > 1.15 * len(plain.samples)
    laugh = said(engine, voice, "laugh")
    assert len(laugh.samples) > len(plain.samples)
    assert swings(said(engine, voice, "tremble"), 4.5, 8) > 1.1 * swings(plain, 4.5, 8)


@pytest.mark.parametrize("delivery", [delivery for delivery in Delivery if keeps_loudness(delivery)])
def test_a_played_clip_is_as_loud_as_it_was_so_that_its_gain_is_what_is_heard(delivery: Delivery) -> None:
    plain = said("pyttsx3", "en-gb+arthur", None)
    played = delivered(plain, Utterance("She laughed.", "en-gb+arthur", delivery=delivery))
    assert speech_level(played.samples, plain.rate) == pytest.approx(speech_level(plain.samples, plain.rate), abs=1.2)


@pytest.mark.parametrize("delivery", list(Delivery))
def test_the_same_line_is_the_same_sound_and_its_words_stay_in_order_in_the_clip(delivery: Delivery) -> None:
    engine = registry.loaded_engine("pyttsx3")
    utterance = utterance_for(TEXTS[0], VoiceProfile("pyttsx3", "en-gb+arthur"), delivery, "en")
    assert utterance is not None
    once, again = engine.synthesize(utterance), engine.synthesize(utterance)
    assert np.array_equal(once.samples, again.samples)
    assert once.words == again.words
    places = [word.at for word in once.words]
    assert places == sorted(places)
    assert 0 <= places[0] <= places[-1] < len(once.samples)
    assert np.all(np.isfinite(once.samples))


def test_another_line_is_unsteady_in_another_way() -> None:
    clip = said("pyttsx3", "en-gb+arthur", None)
    one, other = (delivered(clip, Utterance(text, "x", delivery="tremble")).samples for text in TEXTS)
    assert len(one) != len(other) or not np.array_equal(one, other)


@pytest.mark.parametrize("delivery", [None, "hurry", "drawl", "growl"])
def test_plain_speech_is_left_as_it_is(delivery: str | None) -> None:
    clip = Clip(np.sin(np.arange(8000, dtype=np.float32) / 9), 8000, (WordTiming(0, 4, 0),))
    assert delivered(clip, Utterance("Stop", "x", delivery=delivery)) is clip


@pytest.mark.parametrize("delivery", list(Delivery))
@pytest.mark.parametrize("frames", [0, 1, 50, 3000])
def test_a_clip_of_hardly_any_sound_can_be_played_in_every_way(delivery: Delivery, frames: int) -> None:
    for samples in (np.zeros(frames, np.float32), np.ones(frames, np.float32)):
        clip = Clip(samples, 8000, (WordTiming(0, 1, 0),) if frames else ())
        assert np.all(np.isfinite(delivered(clip, Utterance("A", "x", delivery=delivery)).samples))


@pytest.mark.parametrize("name", ["openai", "hibari", "kokoro", "piper"])
def test_another_way_to_whisper_is_another_version_of_whispers_and_of_what_has_breath_in_it(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not registry.installed(name):
        pytest.skip(f"{name} is not installed")
    engine = registry.load(name)
    voice = next((info.name for info in engine.voices()), "nova@tts-1@http://localhost:1/v1")
    if name in ("kokoro", "piper") and not engine.voices():
        pytest.skip(f"no voice of {name} is installed")
    deliveries = (None, "shout", "whisper", "murmur", "laugh")
    before = [engine.version(voice, delivery) for delivery in deliveries]
    monkeypatch.setattr(whisper, "WHISPER", "whisper 0")
    after = [engine.version(voice, delivery) for delivery in deliveries]
    assert [a == b for a, b in zip(before, after, strict=True)] == [True, True, False, False, False]


def test_another_way_to_shout_is_another_version_of_shouts_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    engine = registry.load("pyttsx3")
    deliveries = (None, "shout", "sob", "whisper")
    before = [engine.version("en-gb", delivery) for delivery in deliveries]
    shout = MANNERS[Delivery.SHOUT]
    monkeypatch.setattr(manners, "MANNERS", {**MANNERS, Delivery.SHOUT: replace(shout, version=shout.version + 1)})
    after = [engine.version("en-gb", delivery) for delivery in deliveries]
    assert [a == b for a, b in zip(before, after, strict=True)] == [True, False, True, True]
