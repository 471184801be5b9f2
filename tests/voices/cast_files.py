"""voices.toml as the tests read it: a few voices of two engines, two speakers, two treatments."""

from __future__ import annotations

from collections.abc import Sequence

from script.model import NARRATOR
from voices.cast import Wish
from voices.cast.voices_file import parse_cast
from voices.engines.speech_engine import unknown_voice

VOICES = [*(f"en-gb+{name}" for name in ("arthur", "anna", "bess", "carl")), "de"]


def find_voice(engine: str, voice: str) -> str:
    names = VOICES if engine == "pyttsx3" else ["Zira"]
    if voice.casefold() not in map(str.casefold, names):
        raise unknown_voice(voice, names)
    return next(name for name in names if name.casefold() == voice.casefold())


def parsed(text: str, speakers: Sequence[str] = ("Jane", "Mrs Bennet", NARRATOR)) -> dict[str | None, Wish]:
    return parse_cast(text, speakers, ("pyttsx3", "system"), find_voice, ("room", "telephone"))
