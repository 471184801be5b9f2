"""A word that is taken for a name makes a person of nobody."""

from __future__ import annotations

import pytest

from tests.script.tagged_texts import speakers, tagged


@pytest.mark.parametrize("word", ["Yeah", "Mon Dieu", "Heavens", "Whoa", "Blimey"])
def test_an_exclamation_is_nobody(word: str) -> None:
    text = f'"{word}!" said Anna.\n"{word}, no," said Tom.\n"{word}!"\n"{word}, I say!"\n'
    assert {person.name for person in tagged(text).characters} <= {"Anna", "Tom"}


@pytest.mark.parametrize("place", ["Mars", "Bear Creek", "Earth"])
def test_a_place_that_was_and_had_is_nobody(place: str) -> None:
    text = (
        f'{place} was cold. {place} had two roads. "Where now?" said Anna.\nThey left {place} at noon. In {place} it '
        f'rained. {place} was far behind. "Home."'
    )
    assert place not in {person.name for person in tagged(text).characters}


def test_whoever_was_named_in_full_once_is_known_by_the_last_word_of_it() -> None:
    text = (
        '"Good afternoon," boomed Principal Dunvegan.\n"He doesn\'t know our names," said Anna.\n'
        'Dunvegan consulted the card. "That is correct."\n'
    )
    assert speakers(text) == ["Principal Dunvegan", "Anna", "Principal Dunvegan"]
    assert speakers(text.replace("Principal Dunvegan", "the principal"))[2] != "Dunvegan"


def test_who_acts_once_as_a_woman_does_is_somebody() -> None:
    text = 'Wren put on her coat.\n"Going?" said Tom.\n"Gone," she said.'
    assert {person.name for person in tagged(text).characters} == {"Wren", "Tom"}
