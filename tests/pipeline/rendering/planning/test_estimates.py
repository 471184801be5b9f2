"""What would be broken: "about a minute" for what takes an hour, and a time left that never learns."""

from __future__ import annotations

import time

import pytest

from pipeline.rendering.planning.estimates import (
    BOOK,
    MIXING,
    TimeLeft,
    Work,
    book_work,
    mixing_work,
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
        pace = registry.traits(name).pace
        assert 0.05 < pace.letter < 0.12
        assert pace.speed > 0


def test_a_run_is_as_long_as_its_work_over_its_workers() -> None:
    start = registry.traits("kokoro").pace.start
    assert wall_seconds({"kokoro": 100.0, MIXING: 20.0, BOOK: 7.0}, 2) == pytest.approx(start + 60 + 7)
    both = start + registry.traits("hibari").pace.start
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


def test_sound_is_as_long_as_its_letters_and_digits_at_the_engines_pace() -> None:
    pace = registry.traits("kokoro").pace
    said = Utterance("It's 7 o'clock…", "af_heart", rate=1.25)
    assert spoken_seconds("kokoro", said) == pytest.approx((pace.line + 10 * pace.letter) / 1.25)
    assert speaking_work("kokoro", said) == pytest.approx(spoken_seconds("kokoro", said) / pace.speed)


def test_a_second_of_work_mixes_two_minutes_or_puts_eighty_seconds_of_a_book_together() -> None:
    assert mixing_work(187.5) == 1.5
    assert book_work(200.0) == 2.5


def test_loading_is_waited_for_once_for_each_engine_and_for_nothing_else() -> None:
    work = {"piper": 8.0, MIXING: 5.0, BOOK: 1.0}
    assert wall_seconds(work, 4) == pytest.approx(registry.traits("piper").pace.start + 3.25 + 1)


def slowness(took: float, done: float = 10.0, total: float = 1000.0) -> float:
    """How much slower than expected one kind of work is believed to be after some of it, on a machine all its own."""
    left = TimeLeft({MIXING: total}, 1)
    left.add(Work(MIXING, done, took))
    return left.seconds(took) / (total - done)


def test_what_was_expected_counts_for_ten_seconds_of_what_is_measured() -> None:
    assert slowness(30.0) == pytest.approx((30 + 10) / (10 + 10))
    assert slowness(10.0) == pytest.approx(1.0)
    assert slowness(600.0, done=200.0) == pytest.approx((600 + 10) / (200 + 10))


def test_where_there_is_little_work_what_was_expected_counts_for_a_tenth_of_it() -> None:
    assert slowness(30.0, done=10.0, total=40.0) == pytest.approx((30 + 4) / (10 + 4))
    assert slowness(30.0, done=10.0, total=99.0) == pytest.approx((30 + 9.9) / (10 + 9.9))
    assert slowness(30.0, done=10.0, total=101.0) == pytest.approx((30 + 10) / (10 + 10))


@pytest.mark.parametrize(
    ("elapsed", "slower"),
    [
        (100.0, 1.0),
        # (elapsed + 10) / (busy + 10), busy for 100 seconds.
        (155.0, 1.5),
        (265.0, 2.5),
        (1000.0, 2.5),
        (78.0, 0.8),
        (5.0, 0.8),
    ],
)
def test_a_run_that_waits_is_believed_to_go_on_waiting_within_limits(elapsed: float, slower: float) -> None:
    left = TimeLeft({MIXING: 1000.0}, 1)
    left.add(Work(MIXING, 100.0, 100.0))
    assert left.seconds(elapsed) == pytest.approx(900 * slower)


def test_with_several_workers_they_are_at_work_for_their_share_of_the_time() -> None:
    left = TimeLeft({MIXING: 1000.0}, 4)
    left.add(Work(MIXING, 202.0, 202.0))
    assert left.seconds(50.5) == pytest.approx(798 / 4)
    assert left.seconds(80.0) == pytest.approx(798 / 4 * (80 + 10) / (50.5 + 10))


def test_the_books_file_is_made_last_and_by_one_worker_alone() -> None:
    left = TimeLeft({MIXING: 80.0, BOOK: 40.0}, 4)
    assert left.seconds(0.0) == pytest.approx(80 / 4 + 40)
    left.add(Work(MIXING, 80.0, 80.0))
    assert left.seconds(20.0) == pytest.approx(40)
    assert left.share == pytest.approx(80 / 120)
    left.add(Work(BOOK, 10.0, 20.0))
    # A tenth of the work counts as much as what was expected: 4 seconds of the book's file.
    assert left.share == pytest.approx((80 + 10 * 24 / 14) / (80 + 40 * 24 / 14))


def test_work_that_was_more_than_expected_leaves_none_and_is_no_more_than_all() -> None:
    left = TimeLeft({MIXING: 50.0}, 1)
    left.add(Work(MIXING, 70.0, 70.0))
    assert left.seconds(70.0) == 0
    assert left.share == 1


def test_where_nothing_is_to_be_done_all_is_done() -> None:
    assert TimeLeft({}, 2).share == 1
    assert TimeLeft({MIXING: 0.0}, 2).share == 1
    assert TimeLeft({MIXING: 0.0}, 2).seconds(5.0) == 0


def test_what_was_not_expected_at_all_takes_nothing_away_from_the_rest() -> None:
    left = TimeLeft({MIXING: 100.0}, 1)
    left.add(Work("kokoro", 20.0, 20.0))
    assert left.share == 0
    assert left.seconds(20.0) == pytest.approx(100)
