"""A story is read in its language: a wrong guess has every word said wrongly."""

from __future__ import annotations

import pytest

from script.text.language import guess_language, language_name, tidy_language

TEXTS = {
    "en": "It was late, and she said that he had been there with her for a year, but not for the rain of it. ",
    "de": "Der alte Mann saß am Hafen und sah auf das Meer. Er war nicht allein, aber er sprach mit niemandem. ",
    "fr": "Il était une fois, dans une petite maison, un homme qui ne parlait pas et que les enfants aimaient. ",
}


@pytest.mark.parametrize("language", TEXTS)
def test_a_language_is_told_by_its_common_words(language: str) -> None:
    assert guess_language(TEXTS[language] * 5) == language


def test_too_little_text_or_none_of_a_known_language_tells_nothing() -> None:
    assert guess_language("And it was the rain.") == ""
    assert guess_language("zyx wvu tsr " * 50) == ""


def test_a_language_as_sources_write_it_is_tidied() -> None:
    assert tidy_language(" en_GB ") == "en-gb"
    assert tidy_language("English") == "en"
    assert language_name("de-at") == "German"
