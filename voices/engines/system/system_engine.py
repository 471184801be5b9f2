"""The operating system's own voices (SAPI5, NSSpeechSynthesizer) through pyttsx3's stock drivers.

Those drivers may return before a file is written, or leave it cut short: every file is checked whole and tried again.
"""

from __future__ import annotations

import functools
import platform
import sys
import tempfile
from pathlib import Path
from typing import Any

import numpy as np

from voices.engines.manners.manners import delivered, version_of
from voices.engines.recording import IncompleteRecordingError, Recording, await_recording
from voices.engines.samples import frequency_ratio, played
from voices.engines.speech_engine import (
    Clip,
    EngineError,
    Utterance,
    VoiceInfo,
    age_group,
    speakable,
    unknown_voice,
)
from voices.engines.system.system_traits import SYSTEM

NORMAL_RATE = 165
"""Words per minute at `Utterance.rate` 1."""

_DRIVERS = {"win32": ("sapi5", ".wav"), "darwin": ("nsss", ".aiff")}
_SETTINGS = "2"
"""Counts up when a setting here changes what is heard."""
_ATTEMPTS = 3
_PATIENCE = 10.0
"""Seconds that a finished run loop may take to show its file."""


class SystemEngine:
    """Speaks with the system's voices: one per process, no threads. It gives no word timings."""

    traits = SYSTEM

    def __init__(self) -> None:
        if sys.platform not in _DRIVERS:
            raise EngineError("This system has no voices of its own that pyttsx3 can use: take the engine 'pyttsx3'.")
        driver, self._suffix = _DRIVERS[sys.platform]
        import pyttsx3

        try:
            self._engine: Any = pyttsx3.init(driver)
        except Exception as error:
            raise EngineError(f"The system's voices don't work ({error}): take the engine 'pyttsx3'.") from error
        self._version = f"{driver}, {platform.platform()}, settings {_SETTINGS}"

    def version(self, voice: str, delivery: str | None = None) -> str:
        """The driver and the system: what more a system tells of its voices changes with it."""
        return version_of(self._version, delivery)

    def voices(self) -> tuple[VoiceInfo, ...]:
        """The installed voices, by name."""
        return tuple(info for info, _ in self._voices.values())

    def find(self, voice: str) -> str:
        """The voice, if it is installed. Raises `EngineError`."""
        if voice not in self._voices:
            raise unknown_voice(voice, self._voices)
        return voice

    @functools.cached_property
    def _voices(self) -> dict[str, tuple[VoiceInfo, str]]:
        found = sorted(self._engine.getProperty("voices"), key=lambda voice: (str(voice.name), str(voice.id)))
        return {str(voice.name): (describe(voice), voice.id) for voice in found}

    def synthesize(self, utterance: Utterance) -> Clip:
        """Speak one utterance, by way of a file; no frames for text without anything to say. Raises `EngineError`."""
        self.find(utterance.voice)
        if not speakable(utterance.text):
            return Clip(np.zeros(0, np.float32), 22_050)
        recording = self._recorded(utterance)
        # Neither system sets a pitch for all its voices: spoken slower or faster, it is played faster or slower.
        samples = played(recording.samples, recording.rate, frequency_ratio(utterance.pitch))
        return delivered(Clip(samples, recording.rate), utterance)

    def _recorded(self, utterance: Utterance) -> Recording:
        for _ in range(_ATTEMPTS):
            try:
                return self._record(utterance)
            except IncompleteRecordingError as error:
                last = error
        raise EngineError(f"{utterance.voice} can't speak {utterance.text[:60]!r}: {last}") from last

    def _record(self, utterance: Utterance) -> Recording:
        errors: list[Exception] = []

        def failed(name: str | None, exception: Exception) -> None:
            errors.append(exception)

        token = self._engine.connect("error", failed)
        try:
            with tempfile.TemporaryDirectory(prefix="make-audio-") as folder:
                path = Path(folder) / f"clip{self._suffix}"
                self._engine.setProperty("voice", self._voices[utterance.voice][1])
                words_per_minute = NORMAL_RATE * utterance.rate / frequency_ratio(utterance.pitch)
                self._engine.setProperty("rate", round(words_per_minute))
                self._engine.save_to_file(utterance.text.replace("\0", " "), str(path))
                self._engine.runAndWait()
                if errors:
                    raise EngineError(f"{utterance.text[:60]!r} can't be spoken: {errors[0]}.") from errors[0]
                return await_recording(path, utterance.text, patience=_PATIENCE)
        finally:
            self._engine.disconnect(token)


def describe(voice: Any) -> VoiceInfo:
    """A pyttsx3 `Voice` as ours: SAPI says "Female" and "Senior", NSSpeechSynthesizer "VoiceGenderFemale" and years."""
    gender = str(voice.gender or "").lower()
    age = str(voice.age or "").lower()
    languages = [str(language) for language in voice.languages or () if language]
    return VoiceInfo(
        name=str(voice.name),
        language=languages[0].replace("_", "-") if languages else "",
        gender="female" if gender.endswith("female") else "male" if gender.endswith("male") else None,
        age=_age(age),
        description="a voice of the system",
        engine=SYSTEM.name,
    )


def _age(age: str) -> str | None:
    if age.isdigit():
        return age_group(int(age))
    return {"child": "child", "teen": "child", "adult": "adult", "senior": "old"}.get(age)
