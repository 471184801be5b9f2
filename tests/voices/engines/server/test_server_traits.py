"""What would be broken: a delivery, for who listens to a server's voice: told twice, or not at all."""

from __future__ import annotations

import pytest

from voices.engines.server.server_traits import OPENAI
from voices.engines.speech_engine import EngineError

SERVER = "http://localhost:8880/v1"


@pytest.mark.parametrize(
    ("model", "told"),
    [
        ("gpt-4o-mini-tts", True),
        ("openai/gpt-4o-mini-tts-2025-12-15", True),
        ("qwen-Instruct", True),
        ("tts-1", False),
        ("tts-1-hd", False),
        ("kokoro", False),
        ("my-gpt-4o-tts", False),
    ],
)
def test_models_that_are_told_how_to_speak_are_known_by_their_names(model: str, told: bool) -> None:
    assert OPENAI.takes_instructions(f"nova@{model}@{SERVER}") is told


def test_what_can_be_no_voice_is_refused() -> None:
    with pytest.raises(EngineError, match="names no voice of a server"):
        OPENAI.takes_instructions("a@b@c")
