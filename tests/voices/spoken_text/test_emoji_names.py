"""What would be broken: a message whose faces nobody hears, or hears three times."""

from __future__ import annotations

import pytest

from voices.spoken_text import can_be_said, speak


@pytest.mark.parametrize(
    ("printed", "spoken"),
    [
        ("😀 hello 👩‍👩‍👧 🇬🇧", "grinning face, hello, family woman woman girl, United Kingdom"),
    ],
)
def test_emoji_in_a_line_are_set_off_by_commas(printed: str, spoken: str) -> None:
    assert speak(printed, "en-gb").text == spoken


@pytest.mark.parametrize(
    ("text", "language", "spoken"),
    [
        ("😀", "en", "grinning face"),
        ("“😂😂😂!”", "en-us", "face with tears of joy!"),
        ("👍…", "de", "daumen hoch…"),
        ("❤️ 😡", "en", "red heart, enraged face"),
    ],
)
def test_a_message_of_emoji_alone_is_said(text: str, language: str, spoken: str) -> None:
    assert can_be_said(text, language)
    assert speak(text, language).text == spoken
