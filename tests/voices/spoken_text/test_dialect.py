"""What would be broken: what country people say, where an engine stumbles over what they clip."""

from __future__ import annotations

import pytest

from voices.spoken_text import speak


@pytest.mark.parametrize(
    ("printed", "spoken"),
    [
        ("rock ’n’ roll", "rock and roll"),
        ("th’ end o’ the day, wi’ me", "the end of the day, with me"),
        ("O’Brien, o’clock, ma’am", "O'Brien, o'clock, ma'am"),
    ],
)
def test_clipped_words_are_said_in_full_where_a_reader_would(printed: str, spoken: str) -> None:
    assert speak(printed, "en-gb").text == spoken
