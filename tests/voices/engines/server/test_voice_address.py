"""What would be broken: which voice speaks, and who gets a person's key, by a voice's name and the environment."""

from __future__ import annotations

import pytest

from script.support.web_server import Server
from voices.engines.server.voice_address import (
    KEY_NAMES,
    MODEL_NAME,
    URL_NAMES,
    address_of,
    is_voice_name,
    own_url,
    server_at,
)
from voices.engines.speech_engine import EngineError

KEY = "sk-test-0123456789abcdef"


@pytest.fixture(autouse=True)
def _bare_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (*URL_NAMES, *KEY_NAMES, MODEL_NAME):
        monkeypatch.delenv(name, raising=False)


def test_a_voices_one_name_holds_model_and_server(monkeypatch: pytest.MonkeyPatch) -> None:
    def find(voice: str) -> str:
        return address_of(voice).name

    assert find("nova@gpt/tts@http://box:8880") == "nova@gpt/tts@http://box:8880/v1"
    assert find("a(2)+b@http://box:8880/v1/audio/speech") == "a(2)+b@tts-1@http://box:8880/v1"
    with pytest.raises(EngineError, match=r"write nova@tts-1@http://localhost:8880/v1, or set OPENAI_BASE_URL"):
        find("nova")
    monkeypatch.setenv("OPENAI_BASE_URL", "http://other/v1")
    monkeypatch.setenv(MODEL_NAME, "kokoro")
    assert find("nova") == "nova@kokoro@http://other/v1"
    assert find(find("nova")) == find("nova")
    monkeypatch.setenv("MAKE_AUDIO_SPEECH_URL", "http://mine")
    assert find("nova@x") == "nova@x@http://mine/v1"
    for bad in ("", "@", "a@b@c", "nova@http://me:secret@box/v1", "nova@http://box/v1?key=x", "no\nva"):
        with pytest.raises(EngineError):
            find(bad)


def test_only_the_persons_own_server_gets_the_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(KEY_NAMES[0], KEY)
    assert own_url() == ""
    assert server_at("https://api.openai.com/v1").holds_key(KEY)
    assert not server_at("http://box/v1").holds_key(KEY)
    monkeypatch.setenv(URL_NAMES[0], "http://box")
    assert server_at("http://box/v1").holds_key(KEY)
    assert not server_at("https://api.openai.com/v1").holds_key(KEY)


@pytest.mark.parametrize(
    ("name", "fits"),
    [("nova", True), ("a(2)+b", True), ("x y", True), ("a@b@c", False), ("a\nb", False), ("x" * 101, False)],
)
def test_what_a_server_calls_a_voice_is_a_name_or_is_left_out(name: str, fits: bool) -> None:
    assert is_voice_name(Server("http://box/v1", "", 1.0), name) is fits


def test_a_key_is_no_name_of_a_voice() -> None:
    assert not is_voice_name(Server("http://box/v1", KEY, 1.0), KEY)
