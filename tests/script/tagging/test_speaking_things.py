"""A note is read by the narrator; a clock that is asked and answers has a voice of its own."""

from __future__ import annotations

import pytest

from tests.script.tagged_texts import speakers

GATE = 'Helen and Tom stopped at the gate.\n"Well?" said Helen.\n'


@pytest.mark.parametrize("tag", ["said the note", "the note said", "the note read", "read the note", "a page read"])
def test_what_a_note_says_is_read_whichever_word_comes_first(tag: str) -> None:
    assert speakers(GATE + f'"Come at once," {tag}.\n"Good," said Tom.') == ["Helen", "Tom"]


@pytest.mark.parametrize("tag", ["said the page", "the page said"])
def test_a_boy_who_is_a_page_speaks(tag: str) -> None:
    assert speakers(GATE + f'"At once," {tag}.\n"Good," said Tom.') == ["Helen", "the page", "Tom"]


@pytest.mark.parametrize(
    ("lines", "who"),
    [
        ('"Nine," said the clock.\n"Only nine?" Tom said to the clock.', ["the clock", "Tom"]),
        ('"Nine," replied the clock.', ["the clock"]),
        ('The clock sighed.\n"Nine," said the clock.', ["the clock"]),
        ('"Nine," the clock said.\n"So late?"\n"So early," said the clock.', ["the clock", "Helen", "the clock"]),
        ('"Nine," said the clock.\nTom turned to the clock. "So late?"', ["Tom"]),
        ('"Nine," the clock said.\n"Bong," said the clock.', []),
    ],
)
def test_a_thing_is_somebody_where_the_book_lets_it_talk(lines: str, who: list[str]) -> None:
    assert speakers(GATE + lines)[1:] == who


def test_a_box_that_talks_is_it_too() -> None:
    text = GATE + '"Go," the box said.\n"No," said Tom.\n"Go away," the box said.\nThe box shook. "Please," it said.'
    assert speakers(text)[1:] == ["the box", "Tom", "the box", "the box"]
