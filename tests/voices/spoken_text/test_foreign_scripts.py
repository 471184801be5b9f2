"""What would be broken: a line in another script, and for its sake a whole chapter."""

from __future__ import annotations

import pytest

from voices.spoken_text import can_be_said, speak


@pytest.mark.parametrize(
    ("text", "spoken"),
    [
        ("“你好吗?” asked Li Wei.", "ni hao ma? asked Li Wei."),
        ("「こんにちは」", "konnichiha"),
        ("She read 北京 aloud.", "She read bei jing aloud."),
        ("안녕", "an nyeong"),
        ("Ωμέγα, Привет, café", "Ωμέγα, Привет, café"),
    ],
)
def test_words_in_scripts_that_english_voices_lack_are_not_left_out_nor_a_chapter_for_them(
    text: str, spoken: str
) -> None:
    assert speak(text, "en").text == spoken


def test_a_stray_mark_without_its_letter_is_no_word() -> None:
    mark = "\N{TELUGU VOWEL SIGN AA}"
    assert not can_be_said(mark, "en")
    assert not any(map(str.isalnum, speak(mark, "en").text))
    assert speak(f"క{mark}", "en").text == "ka"


@pytest.mark.parametrize("language", ["zh", "ja", "he"])
def test_a_language_keeps_its_own_script(language: str) -> None:
    assert speak("你好שלום", language).text == "你好שלום"
