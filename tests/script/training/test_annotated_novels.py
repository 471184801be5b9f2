"""A tagger is measured and trained on the annotated characters, where they are."""

from __future__ import annotations

from script.training.annotated_novels import book_of, true_cast
from tests.script.made_up_novels import PEOPLE, novel


def test_annotated_characters_take_the_place_of_those_found() -> None:
    gold = novel(1)
    book = true_cast(book_of(gold["text"], ""), gold)
    assert [person.name for person in book.cast.people] == list(PEOPLE)
    assert {book.cast.people[m.person].name for m in book.cast.mentions} <= set(PEOPLE)
    assert all(book.flat[m.start : m.end] == book.cast.people[m.person].name for m in book.cast.mentions)
