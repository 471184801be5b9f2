"""What would be broken: "about a minute" for what takes an hour, and a time left that never learns."""

from __future__ import annotations

import time

import pytest

from pipeline.rendering.planning.estimates import (
    BOOK,
    MIXING,
    TimeLeft,
    Work,
    speaking_work,
    spoken_seconds,
    wall_seconds,
)
from voices.engines import registry
from voices.engines.speech_engine import Utterance

LINES = (
    "Twilight turned to Rarity, obviously using every bit of self control she had left not to turn into a wreck.",
    "No.",
    "It was the best of the old boats, and there had been a time when nobody on that coast would have sold it.",
    "Where have you been all night?",
)
ENGINES = {"pyttsx3": "en-gb+arthur", "hibari": "heart", "piper": "en_US-joe-medium"}


@pytest.mark.parametrize("name", ENGINES)
def test_what_is_expected_is_near_what_an_engine_gives(name: str) -> None:
    if not registry.installed(name):
        pytest.skip(f"{name} is not installed")
    engine = registry.load(name)
    utterances = [Utterance(text, ENGINES[name]) for text in LINES]
    engine.synthesize(utterances[1])
    began = time.process_time()
    clips = [engine.synthesize(utterance) for utterance in utterances]
    took = time.process_time() - began
    given = sum(len(clip.samples) / clip.rate for clip in clips)
    assert sum(spoken_seconds(name, utterance) for utterance in utterances) == pytest.approx(given, rel=0.3)
    # Machines differ, and this one may be busy: no more than that the order is right.
    assert took / 5 < sum(speaking_work(name, utterance) for utterance in utterances) < took * 5


def test_twice_as_fast_is_half_as_long() -> None:
    slow, fast = (spoken_seconds("kokoro", Utterance(LINES[0], "af_heart", rate)) for rate in (1.0, 2.0))
    assert fast == pytest.approx(slow / 2)


def test_every_engine_says_its_pace() -> None:
    for name in registry.names():
        pace = registry.pace(name)
        assert 0.05 < pace.letter < 0.12
        assert pace.speed > 0


def test_a_run_is_as_long_as_its_work_over_its_workers() -> None:
    start = registry.pace("kokoro").start
    assert wall_seconds({"kokoro": 100.0, MIXING: 20.0, BOOK: 7.0}, 2) == pytest.approx(start + 60 + 7)
    both = start + registry.pace("hibari").start
    assert wall_seconds({"kokoro": 10.0, "hibari": 2.0}, 2) == pytest.approx(both + 6)
    assert wall_seconds({MIXING: 20.0}, 1) == 20
    assert wall_seconds({}, 2) == 0


def test_the_time_left_is_what_was_expected_and_then_what_was_measured() -> None:
    left = TimeLeft({"openai": 1000.0, MIXING: 100.0}, 2)
    assert left.seconds(0) == 550
    assert left.share == 0
    for _ in range(50):
        left.add(Work("openai", 10.0, 30.0))
    # 500 are left, thrice as slow as expected.
    assert left.seconds(750) == pytest.approx((500 * 3 + 100) / 2, rel=0.1)
    # The same on a machine that does something else as well.
    assert left.seconds(1500) == pytest.approx(500 * 3 + 100, rel=0.1)
    assert left.share == pytest.approx(0.5, abs=0.05)
    for _ in range(60):
        left.add(Work("openai", 10.0, 30.0))
    left.add(Work(MIXING, 100.0, 50.0))
    assert left.seconds(1000) == 0
    assert left.share == 1
