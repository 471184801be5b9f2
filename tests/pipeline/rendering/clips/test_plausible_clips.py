"""What would be broken: a line cut short that passes for whole, a right one refused, an engine waited for all night."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from pipeline.rendering.clips.plausible_clips import implausible, patience, plausible_clip
from pipeline.rendering.clips.speaking import Speak
from pipeline.rendering.planning.estimates import speaking_work
from tests.pipeline.rendering.clips.cutting_engine import CuttingEngine
from voices.engines.registry import loaded_engine
from voices.engines.speech_engine import Clip, EngineError, Utterance

HELLO = Utterance("Hello there, how are you this evening?", "en-gb")
TEN = Utterance("(No. 1234) — Yes, I!", "en-gb")
"""Ten letters and digits."""
RATE = 22050


def test_silence_and_endless_noise_are_no_speech() -> None:
    short = Clip(np.ones(100, np.float32), 22050)
    assert "script is probably none" in implausible(short, Utterance("你好，你好！", "en"))
    assert "script" not in implausible(short, HELLO)
    assert "silence" in implausible(Clip(np.zeros(44100, np.float32), 22050), HELLO)
    assert implausible(Clip(np.ones(22050 * 90, np.float32), 22050), HELLO)


@pytest.mark.parametrize(
    "text", ["I", "XIV", "1234567890", "Aaaaaaargh!", "psst", "W.W.W.", "Hm?", "supercalifragilistic"]
)
@pytest.mark.parametrize("rate", [0.5, 1.0, 3.0])
def test_odd_but_right_lines_are_not_refused(text: str, rate: float) -> None:
    utterance = Utterance(text, "en-gb", rate=rate)
    assert implausible(loaded_engine("pyttsx3").synthesize(utterance), utterance) == ""


def test_patience_grows_with_the_text() -> None:
    task = Speak("pyttsx3", Path(), (("a", HELLO), ("b", replace(HELLO, text="x" * 5000))))
    assert task.patience(1) > 600
    assert task.patience(0) < 200
    assert task.patience(2) > 0


def test_a_slow_engine_on_a_busy_machine_gets_its_time() -> None:
    line = replace(HELLO, text="x" * 400)
    quick, slow = (Speak(engine, Path(), (("a", HELLO), ("b", line))).patience(1) for engine in ("pyttsx3", "kokoro"))
    # Kokoro takes 40 seconds for it where it has a processor to itself.
    assert slow > 400 > quick


@pytest.mark.parametrize(("rate", "shortest", "longest"), [(1.0, 0.2, 18.0), (2.0, 0.1, 10.5), (0.5, 0.4, 33.0)])
def test_a_clip_is_refused_by_the_sample_beyond_what_its_letters_can_take(
    rate: float, shortest: float, longest: float
) -> None:
    utterance = replace(TEN, rate=rate)
    least, most = round(shortest * RATE), round(longest * RATE)
    for frames, refused in ((least - 1, True), (least, False), (most, False), (most + 1, True)):
        why = implausible(Clip(np.ones(frames, np.float32), RATE), utterance)
        assert bool(why) is refused, (frames, why)
        if refused:
            assert "s of sound for 10 letters" in why


def test_a_broken_signal_is_no_speech() -> None:
    samples = np.ones(RATE, np.float32)
    samples[7] = np.nan
    assert implausible(Clip(samples, RATE), TEN) == "the engine gave a broken signal"


def test_an_engines_own_words_are_kept_and_a_fault_of_its_libraries_is_told_as_one() -> None:
    engine = CuttingEngine(loaded_engine("pyttsx3"))
    with pytest.raises(EngineError, match=r"^the engine failed \(IndexError: 7\)$"):
        plausible_clip(engine, replace(HELLO, text="I stumble."))
    with pytest.raises(EngineError, match="nobody"):
        plausible_clip(engine, replace(HELLO, voice="en-gb+nobody"))
    with pytest.raises(EngineError, match="of sound for 30 letters"):
        plausible_clip(engine, HELLO)


def test_patience_is_a_minute_for_the_first_and_then_half_a_minute_and_what_its_words_take() -> None:
    words = 0.2 * len(HELLO.text)
    for engine, queue in (("pyttsx3", 0.0), ("openai", 1200.0)):
        own = words + 10 * speaking_work(engine, HELLO)
        assert patience(engine, [HELLO, HELLO], 0) == pytest.approx(90 + queue + own)
        assert patience(engine, [HELLO, HELLO], 1) == pytest.approx(30 + queue + own)
        assert patience(engine, [HELLO, HELLO], 2) == 30 + queue
