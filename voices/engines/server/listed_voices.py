"""The voices that a server says it has, and what is known of them by their names."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

from voices.engines.server.server_traits import OPENAI
from voices.engines.server.voice_address import VoiceAddress
from voices.engines.speech_engine import VoiceInfo

USUAL: Mapping[str, str | None] = {
    "alloy": None,
    "ash": "male",
    "coral": "female",
    "echo": "male",
    "fable": None,
    "nova": "female",
    "onyx": "male",
    "sage": "female",
    "shimmer": "female",
}
"""The voices of "tts-1", and how they sound: nothing official says so."""
_KOKORO_NAME = re.compile(r"([a-z])([fm])_[a-z0-9]+")
_KOKORO_LANGUAGES = {
    "a": "en-us",
    "b": "en-gb",
    "e": "es",
    "f": "fr",
    "h": "hi",
    "i": "it",
    "j": "ja",
    "p": "pt-br",
    "z": "zh",
}
"""By the first letter of names like "bf_emma", which several servers have."""
_NAME_KEYS = ("id", "voice_id", "name")
"""What servers call the name in a voice's entry."""


def listed_names(data: bytes) -> tuple[str, ...]:
    """The names in a server's list of voices, in the forms that servers have; none in any other."""
    names = (_name_of(entry) for entry in _entries(data))
    return tuple(name for name in names if isinstance(name, str))


def _entries(data: bytes) -> list[object]:
    try:
        found = json.loads(data)
    except (ValueError, RecursionError):
        return []
    if isinstance(found, dict):
        found = next((found[key] for key in ("voices", "data") if key in found), ())
    return found if isinstance(found, list) else []


def _name_of(entry: object) -> object:
    if isinstance(entry, dict):
        return next((entry[key] for key in _NAME_KEYS if key in entry), None)
    return entry


def described_by_name(address: VoiceAddress) -> VoiceInfo:
    """A server's voice for casting: gender and language as far as its name tells them."""
    gender, language = USUAL.get(address.voice), "en"
    if kokoro := _KOKORO_NAME.fullmatch(address.voice):
        gender = "female" if kokoro[2] == "f" else "male"
        language = _KOKORO_LANGUAGES.get(kokoro[1], "en")
    return VoiceInfo(address.name, language, gender, None, "a server's voice", OPENAI.name)
