"""What each mark does where it stands: an apostrophe that opens a quotation swallows the narrator's next page."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from script.quotations.marks.quotation_marks import (
    Marks,
    closes,
    elided_at,
    is_inch,
    is_turned,
    nests,
    opener_at,
    opens,
    single_closes,
)

DOUBLE = Marks(frozenset("“"))
SINGLE = Marks(frozenset("‘"))


def at(text: str, spot: str = "|") -> tuple[str, int]:
    """A text and the place that a bar marks in it."""
    return text.replace(spot, "", 1), text.index(spot)


@pytest.mark.parametrize(
    ("text", "elided"),
    [
        ("|’Tis late", True),
        ("in |’78", True),
        ("they sat |’round it", True),
        ("|’Round it", False),
        ("they sat |’till noon", True),
        ("he said, |’till noon", False),
        ("|’Where is he?’", False),
    ],
)
def test_letters_that_are_left_out_open_no_speech(text: str, elided: bool) -> None:
    assert elided_at(*at(text)) is elided


@pytest.mark.parametrize(
    ("text", "inch"),
    [("5'11|\" of rope", True), ("“It is 12|” of rope,” he said", True), ('"in 1912|" said Tom "a"', False)],
)
def test_inches_close_nothing(text: str, inch: bool) -> None:
    words, place = at(text)
    assert is_inch(words, place, 0, len(words)) is inch


@pytest.mark.parametrize(("text", "turned"), [("so|“ he", True), ("a |“so", False), ("so|“.", True), ("(|“so", False)])
def test_a_mark_behind_a_word_closes_whatever_its_shape(text: str, turned: bool) -> None:
    words, place = at(text)
    assert is_turned(words, place, len(words)) is turned


def test_a_turned_mark_opens_as_the_one_that_was_meant() -> None:
    for text, mark in (("|”So,” he said.", "“"), ("He said |”so.”", "“"), ("|“So.”", "“"), ("so|” he", "")):
        words, place = at(text)
        assert opener_at(words, place, 0, len(words), DOUBLE) == mark


def test_an_apostrophe_within_a_word_opens_and_closes_nothing() -> None:
    words, place = at("don|’t")
    assert not opens(words, place, 0, len(words))
    assert not closes(words, place, len(words))
    assert opener_at("’Tis so", 0, 0, 7, SINGLE) == ""
    assert not opens("'Tis so", 0, 0, 7)
    assert opens("‘Tis so", 0, 0, 7)


def test_an_owner_s_apostrophe_does_not_end_the_speech() -> None:
    words, place = at("‘It was the dogs|’ own,’ he said.")
    assert not single_closes(words, place, len(words), "‘")
    words, place = at("‘It was the dogs.|’ He left.")
    assert single_closes(words, place, len(words), "‘")


def test_a_quotation_inside_another_needs_its_own_closing_mark() -> None:
    for text, inside in (("“He said |“no” to me,” said Ann.", True), ("“He left. |“No,” said Ann.", False)):
        words, place = at(text)
        assert nests(words, place, len(words), "“", "”", 0) is inside


@given(st.text(alphabet="ab“”\"'‘’— .,1", min_size=1, max_size=30), st.data())
def test_what_opens_is_a_mark_of_the_book(text: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(text) - 1))
    if text[place] in "“”‘’":
        assert opener_at(text, place, 0, len(text), DOUBLE) in ("", "“")
