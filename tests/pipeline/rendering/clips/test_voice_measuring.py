"""What would be broken: a voice louder than its neighbours, or one that hangs and is never noticed."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from pipeline.rendering.clips.speaking import Speak
from pipeline.rendering.clips.voice_measuring import MeasureVoice, measured_level
from pipeline.rendering.planning.voice_gains import Timbre, known_gain
from pipeline.sound.voice_loudness import VOICE_LEVEL, speech_level
from tests.places import STORIES
from voices.engines import registry
from voices.engines.registry import loaded_engine
from voices.engines.speech_engine import Utterance

TIMBRE = Timbre("pyttsx3", loaded_engine("pyttsx3").version("en-gb"), "en-gb", 0.0, "en-gb")


def measured_gain(folder: Path, timbre: Timbre) -> float:
    *_, gain = MeasureVoice(folder, timbre).run()
    assert gain is not None
    return gain


def test_a_measured_gain_is_kept_and_found_again_to_the_bit(tmp_path: Path) -> None:
    assert known_gain(tmp_path, TIMBRE) is None
    gain = measured_gain(tmp_path, TIMBRE)
    assert known_gain(tmp_path, TIMBRE) == gain
    assert known_gain(tmp_path, replace(TIMBRE, pitch=3.0)) is None
    assert known_gain(tmp_path, replace(TIMBRE, version="next")) is None


def test_an_engine_that_hangs_on_a_voices_sentences_is_noticed_as_soon_as_on_a_line(tmp_path: Path) -> None:
    task = MeasureVoice(tmp_path, TIMBRE)
    *sentences, gain = task.run()
    assert gain is not None
    assert sentences
    assert set(sentences) == {None}
    said = Utterance(
        "She laughed, shook her head, and told him that the judge would hardly listen to a child.", "en-gb"
    )
    line = Speak("pyttsx3", tmp_path, (("a" * 64, said), ("b" * 64, said)))
    for replies in range(len(sentences)):
        assert task.patience(replies) == pytest.approx(line.patience(min(replies, 1)), rel=0.1)


@pytest.mark.parametrize("delivery", [None, "whisper"])
@pytest.mark.parametrize("pitch", [0.0, -5.0, 6.0])
def test_the_gain_brings_other_words_of_the_voice_to_the_common_level(
    tmp_path: Path, pitch: float, delivery: str | None
) -> None:
    gain = measured_gain(tmp_path, replace(TIMBRE, pitch=pitch, delivery=delivery))
    text = "She had admittedly been delighted to see him, but she also had a good deal of work to do."
    said = Utterance(text, "en-gb", pitch=pitch, delivery=delivery, language="en-gb")
    clip = loaded_engine("pyttsx3").synthesize(said)
    lufs = speech_level(clip.samples * np.float32(10 ** (gain / 20)), clip.rate)
    assert lufs == pytest.approx(VOICE_LEVEL, abs=1.5)


def test_all_voices_read_a_page_equally_loud(tmp_path: Path) -> None:
    text = (STORIES / "the-lantern.txt").read_text("utf-8")
    page = " ".join(text.split()[200:420])
    engine = loaded_engine("pyttsx3")
    levels = []
    for voice in ("arthur", "rufus", "clara", "edmund", "thaddeus", "beatrice"):
        timbre = replace(TIMBRE, voice=f"en-gb+{voice}")
        gain = measured_gain(tmp_path, timbre)
        clip = engine.synthesize(Utterance(page, timbre.voice, language="en-gb"))
        levels.append(speech_level(clip.samples, clip.rate) + gain)
    assert max(levels) - min(levels) < 0.7


def test_a_shipped_level_is_what_a_production_would_have_measured(tmp_path: Path) -> None:
    if not registry.installed("hibari"):
        pytest.skip("hibari is not installed")
    timbre = Timbre("hibari", loaded_engine("hibari").version("heart"), "heart", 0.0, "en-us")
    gain = known_gain(tmp_path, timbre)
    assert gain == pytest.approx(VOICE_LEVEL - measured_level(timbre), abs=0.1)
    assert known_gain(tmp_path, replace(timbre, pitch=2.0)) is None
    whisper = replace(timbre, version=loaded_engine("hibari").version("heart", "whisper"), delivery="whisper")
    assert known_gain(tmp_path, whisper) == pytest.approx(VOICE_LEVEL - measured_level(whisper), abs=0.1)
    raised = measured_gain(tmp_path, replace(timbre, pitch=2.0))
    assert raised != gain
