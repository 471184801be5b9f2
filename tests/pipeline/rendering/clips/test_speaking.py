"""What would be broken: a line that is silently cut, silent or never said. With the real engine."""

from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.production.clip_cache import ClipCache, clip_key
from pipeline.rendering.clips.speaking import Speak, Spoken, Unspoken, WarmUp, speak, warm_up
from pipeline.rendering.planning.estimates import speaking_work
from pipeline.rendering.workers.worker_pool import Workers
from pipeline.sound.wav import wav_to_clip
from tests.pipeline.rendering.clips.cutting_engine import CuttingEngine
from voices.engines import registry
from voices.engines.engine_traits import Pace
from voices.engines.registry import loaded_engine
from voices.engines.speech_engine import Utterance

HELLO = Utterance("Hello there, how are you this evening?", "en-gb")


def test_utterances_land_in_the_cache_and_replies_say_how_long_they_are(tmp_path: Path) -> None:
    other = replace(HELLO, text="No.")
    replies = list(Speak("pyttsx3", tmp_path, (("aa" * 32, HELLO), ("bb" * 32, other))).run())
    clips = [wav_to_clip(ClipCache(tmp_path).path(key).read_bytes(), key) for key in ("aa" * 32, "bb" * 32)]
    assert replies == [
        Spoken("aa" * 32, len(clips[0].samples) / clips[0].rate),
        Spoken("bb" * 32, len(clips[1].samples) / clips[1].rate),
    ]
    assert len(clips[0].samples) > len(clips[1].samples) > 0


def test_a_voice_that_does_not_exist_is_a_reply_and_the_rest_is_spoken(tmp_path: Path) -> None:
    replies = list(
        Speak("pyttsx3", tmp_path, (("aa" * 32, replace(HELLO, voice="en-gb+nobody")), ("bb" * 32, HELLO))).run()
    )
    assert isinstance(replies[0], Unspoken)
    assert "nobody" in replies[0].why
    assert isinstance(replies[1], Spoken)
    assert not ClipCache(tmp_path).has("aa" * 32)


def test_the_cached_bytes_depend_on_nothing_said_before(tmp_path: Path) -> None:
    engine, key = loaded_engine("pyttsx3"), clip_key("pyttsx3", "1", HELLO)
    speak(engine, ClipCache(tmp_path / "a"), key, HELLO)
    for text in ("One.", "Something much longer, with a comma.", "And again?"):
        speak(engine, ClipCache(tmp_path / "b"), "cc" * 32, replace(HELLO, text=text, voice="en"))
    speak(engine, ClipCache(tmp_path / "b"), key, HELLO)
    assert ClipCache(tmp_path / "a").path(key).read_bytes() == ClipCache(tmp_path / "b").path(key).read_bytes()


def test_a_clip_too_short_for_its_text_is_refused_and_not_kept(tmp_path: Path) -> None:
    result = speak(CuttingEngine(loaded_engine("pyttsx3")), ClipCache(tmp_path), "aa" * 32, HELLO)
    assert isinstance(result, Unspoken)
    assert "of sound for 30 letters" in result.why
    assert not ClipCache(tmp_path).has("aa" * 32)


def test_a_fault_inside_an_engine_costs_the_line_and_not_the_run(tmp_path: Path) -> None:
    engine = CuttingEngine(loaded_engine("pyttsx3"))
    result = speak(engine, ClipCache(tmp_path), "aa" * 32, replace(HELLO, text="I stumble."))
    assert result == Unspoken("aa" * 32, "the engine failed (IndexError: 7)")


def test_no_server_is_asked_and_no_process_started_for_an_engine_that_is_quickly_there() -> None:
    with Workers(4) as workers:
        warm_up(workers, ["pyttsx3", "openai", "system"])
        assert workers.unfinished == 0


def test_a_slow_engine_is_loaded_by_as_many_workers_as_a_short_story_needs() -> None:
    if not registry.installed("hibari"):
        pytest.skip("hibari is not installed")
    with Workers(16) as workers:
        warm_up(workers, ["hibari", "hibari"])
        assert workers.unfinished == 2
        assert list(workers.events()) == []
    loaded_engine.cache_clear()
    assert len(list(WarmUp(("hibari",)).run())) == 1
    assert loaded_engine.cache_info().currsize == 1


def test_a_server_that_is_to_be_ready_gets_the_time_that_its_lines_get() -> None:
    task = WarmUp(("hibari", "openai"))
    assert task.patience(0) < 200
    assert task.patience(1) > 1200


class Listed(Workers):
    """Workers that only remember what they are given."""

    def __init__(self, count: int) -> None:
        super().__init__(count)
        self.given: list[tuple[object, bool]] = []

    def submit(self, task: object, *, awaited: bool = True) -> None:
        self.given.append((task, awaited))


@pytest.mark.parametrize(("count", "warmed"), [(1, 1), (2, 2), (3, 2)])
def test_an_engine_that_takes_a_second_to_load_is_warmed_up_and_not_waited_for(
    count: int, warmed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    starts = {"hibari": 1.0, "kokoro": 3.5, "pyttsx3": 0.99}
    traits = registry.traits("pyttsx3")
    paced = {name: replace(traits, pace=Pace(0.1, 0.1, 1.0, start)) for name, start in starts.items()}
    monkeypatch.setattr(registry, "traits", paced.__getitem__)
    workers = Listed(count)
    warm_up(workers, ["kokoro", "pyttsx3", "hibari"])
    assert workers.given == [(WarmUp(("hibari", "kokoro")), False)] * warmed
    warm_up(workers, ["pyttsx3"])
    assert len(workers.given) == warmed


def test_work_is_the_sum_of_what_its_lines_take() -> None:
    assert Speak("kokoro", Path(), (("a", HELLO), ("b", HELLO))).work == pytest.approx(
        2 * speaking_work("kokoro", HELLO)
    )
