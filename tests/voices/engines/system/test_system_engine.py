"""The system's voices: what can be checked of them where there are none."""

from __future__ import annotations

import sys

import pytest
from pyttsx3.voice import Voice

from voices.engines.speech_engine import EngineError, Utterance, VoiceInfo
from voices.engines.system.system_engine import SystemEngine, describe


@pytest.mark.parametrize(
    ("voice", "info"),
    [
        (
            Voice("HKEY\\ZIRA", "Microsoft Zira Desktop", ["en-US"], "Female", "Adult"),
            VoiceInfo("Microsoft Zira Desktop", "en-US", "female", "adult", "a voice of the system", "system"),
        ),
        (
            Voice("com.apple.speech.Fred", "Fred", ["en_US"], "VoiceGenderMale", 30),
            VoiceInfo("Fred", "en-US", "male", "adult", "a voice of the system", "system"),
        ),
        (
            Voice("com.apple.speech.Junior", "Junior", ["en_US"], "VoiceGenderMale", 8),
            VoiceInfo("Junior", "en-US", "male", "child", "a voice of the system", "system"),
        ),
        (
            Voice("x", "Zarvox", [None], "VoiceGenderNeuter", None),
            VoiceInfo("Zarvox", "", None, None, "a voice of the system", "system"),
        ),
    ],
)
def test_voices_are_described_alike_on_every_system(voice: Voice, info: VoiceInfo) -> None:
    assert describe(voice) == info


@pytest.mark.skipif(sys.platform not in ("win32", "darwin"), reason="Linux has no voices of its own")
def test_the_systems_first_voice_speaks_a_whole_clip() -> None:
    engine = SystemEngine()
    clip = engine.synthesize(Utterance("Good evening, and welcome.", engine.voices()[0].name))
    assert len(clip.samples) > clip.rate // 2


@pytest.mark.skipif(sys.platform not in ("win32", "darwin"), reason="Linux has no voices of its own")
def test_a_voice_that_the_system_lacks_is_refused() -> None:
    with pytest.raises(EngineError, match="no voice"):
        SystemEngine().synthesize(Utterance("Good evening.", "Nobody At All"))
