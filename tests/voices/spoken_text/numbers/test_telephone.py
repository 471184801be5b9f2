"""What would be broken: a number that nobody could dial, a year or a sum that is read as one."""

from __future__ import annotations

import pytest

from voices.spoken_text import speak


@pytest.mark.parametrize(
    ("printed", "spoken"),
    [
        ("555-0199", "five five five, zero one nine nine"),
        ("(020) 7946 0958", "zero two zero, seven nine four six, zero nine five eight"),
        ("call 999", "call nine nine nine"),
        ("+1 555 0100", "plus one, five five five, zero one zero zero"),
        ("1 234 567", "one two hundred and thirty-four five hundred and sixty-seven"),
        ("1914–1918", "nineteen fourteen to nineteen eighteen"),
    ],
)
def test_numbers_that_are_dialled_are_said_figure_by_figure(printed: str, spoken: str) -> None:
    assert speak(printed, "en-gb").text == spoken
