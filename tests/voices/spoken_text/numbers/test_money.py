"""What would be broken: what things cost, in new money and in old."""

from __future__ import annotations

import pytest

from voices.spoken_text import speak


@pytest.mark.parametrize(
    ("printed", "spoken"),
    [
        ("£3 10s", "three pounds ten shillings"),
        ("£3 10s. 6d.", "three pounds ten shillings and sixpence"),
        ("2s. 6d., 6d. and 3d.", "two shillings and sixpence, sixpence and threepence"),
        ("2½d. and ½d.", "twopence halfpenny and halfpenny"),
        ("$5, $5.50, $0.50, $1", "five dollars, five dollars fifty, fifty cents, one dollar"),
        ("$5 million, $1.5 million", "five million dollars, one point five million dollars"),
        ("£20,000 a year", "twenty thousand pounds a year"),
        ("a $5 bill", "a five dollar bill"),
    ],
)
def test_sums_of_money_are_said_as_people_say_them(printed: str, spoken: str) -> None:
    assert speak(printed, "en-gb").text == spoken
