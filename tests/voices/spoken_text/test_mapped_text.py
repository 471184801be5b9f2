"""What would be broken: read-along, which shows the word that is said, and words that the source says how to say."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voices.spoken_text import SpokenText, speak


def test_a_word_that_the_engine_says_leads_back_to_the_print() -> None:
    printed = "“Mr. Holmes paid £3 10s. — at  No. 5,” _he_ said."
    spoken = speak(printed, "en")
    for word in ("Holmes", "paid", "said"):
        at = spoken.text.index(word)
        assert [printed[spoken.source[at + i]] for i in range(len(word))] == list(word)
    assert spoken.source[spoken.text.index("Mister")] == printed.index("Mr.")
    assert spoken.source[spoken.text.index("three")] == printed.index("£")
    assert printed.index("£") < spoken.source[spoken.text.index("ten")] < printed.index("—")
    assert spoken.source[spoken.text.index("Number")] == printed.index("No.")


@pytest.mark.parametrize(
    ("new", "source"),
    [("", (0, 4)), ("X", (0, 1, 4)), ("XY", (0, 1, 2, 4)), ("UVWXYZ", (0, 1, 1, 2, 2, 3, 3, 4))],
)
def test_new_characters_are_spread_over_the_print_that_they_stand_for(new: str, source: tuple[int, ...]) -> None:
    assert SpokenText.of("abcde").sub(re.compile("bcd"), new) == SpokenText(f"a{new}e", source)


def test_what_is_put_between_two_characters_belongs_to_the_second() -> None:
    assert SpokenText.of("ab").sub(re.compile("(?=b)"), "-") == SpokenText("a-b", (0, 1, 1))
    assert SpokenText.of("ab").sub(re.compile("$"), "!").source == (0, 1, 1)


def test_what_is_left_as_it_is_is_the_same_text() -> None:
    text = SpokenText.of("abc")
    assert text.sub(re.compile("b"), lambda match: None) is text
    assert text.sub(re.compile("b"), "b") is text


CHANGES = st.tuples(st.sampled_from(["a", "b+", "(?=c)", " +"]), st.text("xa", max_size=3))


CHANGES = st.tuples(st.sampled_from(["a", "b+", "(?=c)", " +"]), st.text("xa", max_size=3))


@settings(max_examples=300, deadline=None)
@given(st.text("abc ", min_size=1, max_size=12), st.lists(CHANGES, max_size=4))
def test_every_character_leads_back_to_the_print_in_order(printed: str, changes: list[tuple[str, str]]) -> None:
    text = SpokenText.of(printed)
    for pattern, new in changes:
        text = text.sub(re.compile(pattern), new)
        assert len(text.source) == len(text.text)
        assert list(text.source) == sorted(text.source)
        assert all(0 <= at < len(printed) for at in text.source)
