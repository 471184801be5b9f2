"""What would be broken: a line that a speech server should say. The server is real, its voice is espeak's."""

from __future__ import annotations

import io
import json
import threading
import time
import traceback
import wave
from collections.abc import Callable, Iterator

import numpy as np
import pytest

from script.model import Delivery
from tests.local_server import Answer, Asked, LocalServer
from tests.voices.neural import pitches
from voices.cast.voice_profile import VoiceProfile
from voices.engines.registry import loaded_engine
from voices.engines.server.openai_engine import CALLS_NAME, OpenAIEngine, pieces
from voices.engines.server.voice_address import KEY_NAMES, MODEL_NAME, URL_NAMES
from voices.engines.speech_engine import EngineError, Utterance
from voices.saying.utterance import utterance_for

KEY = "sk-test-0123456789abcdef"
HELLO = "Hello there, how are you this evening?"


def sound(samples: np.ndarray, rate: int) -> Answer:
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setparams((1, 2, rate, 0, "NONE", ""))
        file.writeframes((samples * 32767).astype("<i2").tobytes())
    return Answer(out.getvalue(), content_type="audio/wav")


_ONE_AT_A_TIME = threading.Lock()


def espeak(asked: Asked) -> Answer:
    """A speech server."""
    with _ONE_AT_A_TIME:
        clip = loaded_engine("pyttsx3").synthesize(
            Utterance(asked.body["input"], "en-gb", rate=asked.body.get("speed", 1.0))
        )
    return sound(clip.samples, clip.rate)


@pytest.fixture(autouse=True)
def _bare_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (*URL_NAMES, *KEY_NAMES, MODEL_NAME, CALLS_NAME):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def server() -> Iterator[LocalServer]:
    with LocalServer(espeak) as running:
        yield running


def say(server: LocalServer, text: str = HELLO, **how: float | str) -> np.ndarray:
    return OpenAIEngine().synthesize(Utterance(text, f"nova@tts@{server.url}", **how)).samples  # type: ignore[arg-type]


def at_first(*answers: Answer) -> Callable[[Asked], Answer]:
    left = list(answers)
    return lambda asked: left.pop(0) if left else espeak(asked)


def always(answer: Answer) -> Callable[[Asked], Answer]:
    return lambda asked: answer


def busy(status: int) -> Answer:
    return Answer(b"", status, headers={"Retry-After": "0"})


def test_a_line_is_asked_for_and_heard(server: LocalServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    monkeypatch.setenv("OPENAI_BASE_URL", server.url)
    clip = OpenAIEngine().synthesize(Utterance(HELLO, f"nova@tts@{server.url}"))
    with _ONE_AT_A_TIME:
        own = loaded_engine("pyttsx3").synthesize(Utterance(HELLO, "en-gb"))
    assert clip.rate == own.rate
    assert np.abs(clip.samples - own.samples).max() < 1e-3
    (asked,) = server.asked
    assert (asked.method, asked.path) == ("POST", "/v1/audio/speech")
    assert asked.headers["Authorization"] == f"Bearer {KEY}"
    assert asked.body == {"model": "tts", "voice": "nova", "input": HELLO, "response_format": "wav"}


def test_rate_and_pitch_reach_the_ear(server: LocalServer) -> None:
    plain = len(say(server))
    assert len(say(server, rate=2.0)) < 0.7 * plain
    assert server.asked[-1].body["speed"] == 2.0
    assert len(say(server, pitch=4.0)) == pytest.approx(plain, rel=0.1)
    assert server.asked[-1].body["speed"] == pytest.approx(2 ** (-4 / 12), abs=0.001)


@pytest.mark.parametrize(
    "bad",
    [
        busy(429),
        busy(503),
        Answer(b"<html>Bad gateway</html>", content_type="text/html", headers={"Retry-After": "0"}),
        Answer(b'{"detail": "busy"}'),
        Answer(b""),
        sound(np.zeros(48_000), 24_000),
        sound(np.ones(2_000) / 2, 24_000),
        Answer(espeak(Asked("POST", "", {}, {"input": HELLO})).data[:5_000], content_type="audio/wav"),
    ],
    ids=["429", "503", "html", "json", "empty", "silence", "too-little", "cut"],
)
def test_what_is_no_speech_is_asked_for_again(
    server: LocalServer, bad: Answer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("script.support.web_server.time.sleep", lambda seconds: None)
    server.answer = at_first(bad)
    assert np.any(say(server))
    assert len(server.asked) == 2
    server.answer = lambda asked: bad
    with pytest.raises(EngineError, match="nova can't speak 'Hello there"):
        say(server)
    assert len(server.asked) == 6


def test_a_voice_that_the_server_does_not_have_is_asked_for_once(server: LocalServer) -> None:
    server.answer = lambda asked: Answer(b'{"error": {"message": "voice nova not found"}}', 400)
    with pytest.raises(EngineError, match="voice nova not found"):
        say(server)
    assert len(server.asked) == 1


def test_a_strangers_production_does_not_choose_who_gets_the_key(
    server: LocalServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    for own in ("", "http://127.0.0.1:9/v1"):
        monkeypatch.setenv("OPENAI_BASE_URL", own)
        OpenAIEngine().synthesize(Utterance(HELLO, f"nova@tts@{server.url}"))
    assert len(server.asked) == 2
    assert all("Authorization" not in asked.headers for asked in server.asked)


def test_the_key_is_in_no_message(server: LocalServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MAKE_AUDIO_SPEECH_KEY", KEY)
    monkeypatch.setenv("MAKE_AUDIO_SPEECH_URL", server.url)
    for status in (400, 401, 404):
        server.answer = always(Answer(f'{{"error": "{KEY}"}}'.encode(), status))
        with pytest.raises(EngineError) as caught:
            say(server)
        assert KEY[:8] not in "".join(traceback.format_exception(caught.value))


def test_a_server_that_is_gone_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    slept: list[float] = []
    monkeypatch.setattr("script.support.web_server.time.sleep", slept.append)
    with LocalServer(espeak) as server:
        utterance = Utterance(HELLO, f"nova@tts@{server.url}")
    engine = OpenAIEngine()
    for _ in range(3):
        with pytest.raises(EngineError, match="can't be reached"):
            engine.synthesize(utterance)
    assert slept == [1.0, 2.0, 4.0] * 3
    with pytest.raises(EngineError, match="is asked no more"):
        engine.synthesize(utterance)
    assert len(slept) == 9


def test_a_long_line_is_asked_for_in_parts(server: LocalServer) -> None:
    text = "One sentence is short enough. " * 120
    parts = pieces(text)
    assert "".join("".join(parts).split()) == "".join(text.split())
    assert all(part.endswith("enough.") and len(part) <= 1500 for part in parts)
    assert max(map(len, pieces("x" * 4000))) == 1500
    assert max(map(len, pieces("word " * 1000))) <= 1500
    say(server, text)
    assert [asked.body["input"] for asked in server.asked] == parts


def test_no_more_calls_at_once_than_allowed(server: LocalServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(CALLS_NAME, "2")
    most: list[int] = []
    running: list[int] = []

    def counted(asked: Asked) -> Answer:
        running.append(1)
        most.append(len(running))
        time.sleep(0.1)
        running.pop()
        return espeak(asked)

    server.answer = counted
    threads = [threading.Thread(target=say, args=(server, f"Line {number}.")) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert max(most) == 2
    monkeypatch.setenv(CALLS_NAME, "many")
    with pytest.raises(EngineError, match="a number from 1 to 100"):
        OpenAIEngine()


def test_nothing_to_say_is_not_asked_for(server: LocalServer) -> None:
    assert len(say(server, "…")) == 0
    assert not server.asked


def test_the_voices_are_those_that_the_server_lists(server: LocalServer, monkeypatch: pytest.MonkeyPatch) -> None:
    assert OpenAIEngine().voices() == ()
    monkeypatch.setenv("OPENAI_BASE_URL", server.url)
    for listing in (
        {"voices": ["af_bella", "bm_george", "x y"]},
        {"voices": [{"id": "af_bella", "name": "Bella"}, {"voice_id": "bm_george"}, {"name": "x y"}, {}]},
        ["af_bella", "bm_george", "x y", 3, "a\nb", "a@b@c"],
    ):
        server.answer = always(Answer(json.dumps(listing).encode()))
        infos = OpenAIEngine().voices()
        assert [(info.name.partition("@")[0], info.gender, info.language) for info in infos] == [
            ("af_bella", "female", "en-us"),
            ("bm_george", "male", "en-gb"),
            ("x y", None, "en"),
        ]
        assert infos[0].name == f"af_bella@tts-1@{server.url}"
    server.answer = lambda asked: Answer(b'{"detail": "Not Found"}', 404)
    assert [info.name.partition("@")[0] for info in OpenAIEngine().voices()][:2] == ["alloy", "ash"]
    server.answer = lambda asked: Answer(b"{}", 401)
    with pytest.raises(EngineError, match="can't list its voices"):
        OpenAIEngine().voices()


@pytest.mark.parametrize("model", ["gpt-4o-mini-tts", "openai/gpt-4o-mini-tts-2025-12-15", "qwen-instruct"])
def test_a_model_that_takes_instructions_is_told_how_a_line_is_said(server: LocalServer, model: str) -> None:
    voice = f"nova@{model}@{server.url}"
    for delivery in Delivery:
        utterance = utterance_for(HELLO, VoiceProfile("openai", voice, rate=1.1), delivery, "en")
        assert utterance is not None
        assert (utterance.rate, utterance.pitch, utterance.delivery) == (1.1, 0.0, delivery)
        OpenAIEngine().synthesize(utterance)
    told = [asked.body["instructions"] for asked in server.asked]
    assert len(set(told)) == len(Delivery)
    OpenAIEngine().synthesize(Utterance(HELLO, voice))
    assert "instructions" not in server.asked[-1].body


def test_other_models_are_told_nothing_and_whisper_all_the_same(server: LocalServer) -> None:
    plain, whisper = say(server), say(server, delivery="whisper")
    assert not any("instructions" in asked.body for asked in server.asked)
    voiced, breathed = (pitches(samples, 22_050) for samples in (plain, whisper))
    assert sum(map(bool, breathed)) / len(breathed) < 0.4 < 0.6 < sum(map(bool, voiced)) / len(voiced)
    shout = utterance_for(HELLO, VoiceProfile("openai", f"nova@tts-1@{server.url}"), "shout", "en")
    assert shout is not None
    assert shout.pitch > 0


@pytest.mark.parametrize("status", [400, 422])
def test_a_server_that_refuses_instructions_says_the_line_without_and_is_not_told_again(
    server: LocalServer, status: int
) -> None:
    server.answer = lambda asked: (
        Answer(b'{"detail": "unknown field"}', status) if "instructions" in asked.body else espeak(asked)
    )
    engine = OpenAIEngine()
    said = Utterance(HELLO, f"nova@gpt-4o-mini-tts@{server.url}", delivery="sob")
    assert np.any(engine.synthesize(said).samples)
    assert np.any(engine.synthesize(said).samples)
    assert ["instructions" in asked.body for asked in server.asked] == [True, False, False]


def test_a_line_that_a_server_takes_in_no_way_costs_no_other_line_its_delivery(server: LocalServer) -> None:
    server.answer = lambda asked: Answer(b"{}", 400) if "bad" in asked.body["input"] else espeak(asked)
    engine = OpenAIEngine()
    voice = f"nova@gpt-4o-mini-tts@{server.url}"
    with pytest.raises(EngineError, match="400"):
        engine.synthesize(Utterance("A bad line.", voice, delivery="sob"))
    engine.synthesize(Utterance(HELLO, voice, delivery="sob"))
    assert ["instructions" in asked.body for asked in server.asked] == [True, False, True]


def test_a_whisper_that_a_server_can_not_be_told_of_is_one_all_the_same(server: LocalServer) -> None:
    server.answer = lambda asked: Answer(b"{}", 422) if "instructions" in asked.body else espeak(asked)
    engine = OpenAIEngine()
    voice = f"nova@gpt-4o-mini-tts@{server.url}"
    plain = engine.synthesize(Utterance(HELLO, voice))
    voiced = pitches(plain.samples, plain.rate)
    for _ in ("refused", "known to be refused"):
        clip = engine.synthesize(Utterance(HELLO, voice, delivery="whisper"))
        breathed = pitches(clip.samples, clip.rate)
        assert sum(map(bool, breathed)) / len(breathed) < 0.4 < 0.6 < sum(map(bool, voiced)) / len(voiced)
    server.answer = espeak
    told = OpenAIEngine().synthesize(Utterance(HELLO, voice, delivery="whisper"))
    assert np.array_equal(told.samples, plain.samples)
