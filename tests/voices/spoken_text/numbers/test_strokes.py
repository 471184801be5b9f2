"""What would be broken: a fraction that is read as a score, a blood pressure as a fraction."""

from __future__ import annotations

import pytest

from voices.spoken_text import speak


@pytest.mark.parametrize(
    ("printed", "spoken"),
    [
        ("1/2, 3/4, 2 1/3", "one half, three quarters, two and a third"),
        ("7/8ths of it, 1/4th", "seven eighths of it, one quarter"),
        ("24/7, 9/11, 50/50", "twenty-four seven, nine eleven, fifty fifty"),
        ("HP 12/20", "HP twelve out of twenty"),
        ("I gave it 9/10", "I gave it nine out of ten"),
        ("9/10 of us", "nine tenths of us"),
        ("120/80", "one hundred and twenty over eighty"),
        ("odds of 10:1", "odds of ten to one"),
        ("Luke 2:7-9", "Luke two seven to nine"),
        ("at 7:05", "at seven oh five"),
        (
            "1999/2000 or 2019/20",
            "nineteen ninety-nine to two thousand or twenty nineteen to twenty",
        ),
        ("HP 1999/2000", "HP nineteen ninety-nine out of two thousand"),
    ],
)
def test_two_numbers_are_said_as_what_they_are_to_each_other(printed: str, spoken: str) -> None:
    assert speak(printed, "en-gb").text == spoken
