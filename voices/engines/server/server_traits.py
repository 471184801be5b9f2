"""What speech servers are like, as an engine."""

from __future__ import annotations

import re

from voices.engines.engine_traits import EngineTraits, Pace

_INSTRUCTED = re.compile(r"(?i)(?:^|/)gpt-[\w.-]*tts|instruct")
"""Models that are told how to speak: OpenAI's after "tts-1", and those that call themselves so."""


def _takes_instructions(voice: str) -> bool:
    # What it takes to reach a server is loaded for books that are spoken by one.
    from voices.engines.server.voice_address import address_of

    return _INSTRUCTED.search(address_of(voice).model) is not None


OPENAI = EngineTraits(
    name="openai",
    what="any OpenAI-compatible speech server",
    # Anybody's guess: a small model on a graphics card, asked by several at once.
    pace=Pace(letter=0.085, line=0.3, speed=8.0),
    voices_by="set MAKE_AUDIO_SPEECH_URL to the address of its server, as http://localhost:8880/v1",
    any_voice=True,
    takes_ipa=False,
    takes_stress=False,
    takes_instructions=_takes_instructions,
    deterministic=False,
    patience=1200.0,
)
