"""VOICE@MODEL@URL: what a server's voice is called, and what of that the environment says where a person doesn't."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from typing import Final

from script.support.web_server import Server, ServerError, base_url, key_from_environment
from voices.engines.speech_engine import EngineError

URL_NAMES: Final = ("MAKE_AUDIO_SPEECH_URL", "OPENAI_BASE_URL")
MODEL_NAME: Final = "MAKE_AUDIO_SPEECH_MODEL"
KEY_NAMES: Final = ("MAKE_AUDIO_SPEECH_KEY", "OPENAI_API_KEY")
"""Variables of the environment."""

_MODEL = "tts-1"
"""The model that OpenAI has, and that many other servers take for their own."""
_KEYS_OWN_URL = "https://api.openai.com/v1"
"""Where a key belongs of which the environment doesn't say where."""
_NAME = re.compile(r"(?P<voice>[^@\s](?:[^@]*[^@\s])?)(?:@(?P<model>(?!https?://)[^@]+))?(?:@(?P<url>https?://[^@]+))?")
_LONGEST_NAME = 100


@dataclass(frozen=True, slots=True)
class VoiceAddress:
    """A voice and where it is."""

    voice: str
    model: str
    url: str

    @property
    def name(self) -> str:
        """The voice's one name."""
        return f"{self.voice}@{self.model}@{self.url}"


def address_of(voice: str) -> VoiceAddress:
    """Where the voice of that name is. Raises `EngineError` for what can be no voice, and where no server is named."""
    match = _NAME.fullmatch(voice.strip())
    if match is None or not voice.isprintable():
        raise EngineError(f"'{voice}' names no voice of a server: write VOICE, VOICE@MODEL or VOICE@MODEL@URL.")
    url = match["url"] or own_url()
    if not url:
        raise EngineError(
            f"Where the voice '{voice}' is isn't said: write {match['voice']}@{match['model'] or _MODEL}"
            f"@http://localhost:8880/v1, or set {URL_NAMES[-1]}."
        )
    return VoiceAddress(match["voice"], match["model"] or own_model(), server_at(url).url)


def is_voice_name(server: Server, name: str) -> bool:
    """Whether what a server calls a voice may stand before MODEL and URL. It must not hold a person's key."""
    return (
        name.isprintable()
        and len(name) <= _LONGEST_NAME
        and _NAME.fullmatch(name) is not None
        and not server.holds_key(name)
    )


def own_url() -> str:
    """The address of the environment's server; empty where it names none."""
    return next((url for name in URL_NAMES if (url := os.environ.get(name, "").strip())), "")


def own_model() -> str:
    """The model of a voice whose name says none."""
    return os.environ.get(MODEL_NAME, "").strip() or _MODEL


def server_at(url: str, seconds: float = 0.0) -> Server:
    """The server, which is given `seconds` for an answer. Raises `EngineError` for an impossible address."""
    try:
        where = base_url(url)
        # A voice's name may come from a stranger's production: it must not choose who gets the key.
        trusted = base_url(own_url() or _KEYS_OWN_URL)
        return Server(where, key_from_environment(*KEY_NAMES) if where == trusted else "", seconds)
    except ServerError as error:
        raise EngineError(f"The engine 'openai' can't be used: {error}") from error
