""" "They said" of one person is that person, not the voice of a crowd."""

from __future__ import annotations

from tests.script.tagged_texts import speakers

ROWAN = "Rowan was always early. They sat on the wall and waited for Helen.\n"


def test_they_is_who_is_told_of_so() -> None:
    text = ROWAN + '"Late," they said.\n"Early," said Helen.\nRowan held up their tickets. "Row F," they said.'
    assert speakers(text) == ["Rowan", "Helen", "Rowan"]


def test_they_together_are_several_all_the_same() -> None:
    text = ROWAN + 'Rowan shrugged their coat off.\n"Late," they said.\n"No," they both said.'
    assert speakers(text) == ["Rowan", "Everyone"]


def test_they_is_everyone_where_nobody_is_told_of_so() -> None:
    text = 'Anna took her hat and Tom his coat.\n"Late," they said.\n"Early," said Anna.'
    assert speakers(text) == ["Everyone", "Anna"]
