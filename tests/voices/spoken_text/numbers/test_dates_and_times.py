"""What would be broken: when it was, which a listener would take for a number."""

from __future__ import annotations

import pytest

from voices.spoken_text import speak


@pytest.mark.parametrize(
    ("printed", "spoken"),
    [
        ("3:30, 10:05, 7:00", "three thirty, ten oh five, seven o'clock"),
        ("3:30 p.m. today", "three thirty PM today"),
        ("at 5 a.m. He left", "at five AM. He left"),
        ("5pm, 3.30 pm, 15:00", "five PM, three thirty PM, fifteen hundred"),
        ("May 5, 1815.", "May fifth, eighteen fifteen."),
        ("He left at 00:30; by 00:00", "He left at twelve thirty; by midnight"),
        ("the timer showed 00:30", "the timer showed zero thirty"),
        ("In June 2,000 men left", "In June two thousand men left"),
        ("the 8th of June 2,000,000", "the eighth of June two million"),
        ("The 3rd of June, on 5 May", "The third of June, on the fifth of May"),
    ],
)
def test_dates_and_times_are_said_as_people_say_them(printed: str, spoken: str) -> None:
    assert speak(printed, "en-gb").text == spoken
