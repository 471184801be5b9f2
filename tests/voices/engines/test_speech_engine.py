"""What would be broken: errors that don't say what was meant, noises for a text of marks, voices of the wrong age."""

from __future__ import annotations

import pytest

from voices.engines.speech_engine import age_group, meant, speakable, unknown_voice


def test_a_misspelt_voice_is_told_the_nearest() -> None:
    error = unknown_voice("af_bela", ["af_bella", "bf_emma"])
    assert error.near == "af_bella"
    assert str(error).startswith("There is no voice 'af_bela'; did you mean 'af_bella'? ")


def test_of_a_voice_like_no_other_only_the_list_is_told() -> None:
    error = unknown_voice("xyz", ["af_bella"])
    assert error.near is None
    assert str(error) == "There is no voice 'xyz'. `make-audio voices` lists them all."
    assert meant(None) == "."


@pytest.mark.parametrize(("years", "age"), [(0, "child"), (13, "child"), (14, "adult"), (59, "adult"), (60, "old")])
def test_years_are_an_age(years: int, age: str) -> None:
    assert age_group(years) == age


@pytest.mark.parametrize(
    ("text", "said"), [("", False), ("…", False), ("* * *", False), ("a", True), ("— 7 —", True), ("東京", True)]
)
def test_an_engine_is_given_only_what_has_a_letter_or_a_figure(text: str, said: bool) -> None:
    assert speakable(text) is said
