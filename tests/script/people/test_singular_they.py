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


def test_they_who_are_told_of_once_in_a_short_story_are_one() -> None:
    text = "My flatmate Sam made tea. They drowned it in milk.\nHelen came in with Tom.\n"
    assert speakers(text + "“Tea?” they asked.\n“Please,” said Helen.\n“No,” Tom said.") == ["Sam", "Helen", "Tom"]


def test_they_behind_several_things_show_nothing_of_whom_they_name() -> None:
    text = "Rowan dropped the keys. They fell down the drain.\nHelen came in with Tom.\n"
    assert speakers(text + "“Late,” they said.\n“Early,” said Helen.") == ["Everyone", "Helen"]


def test_several_who_come_by_are_they_though_one_is_so_too() -> None:
    text = ROWAN + "Rowan shrugged their coat off.\nTwo guards came by. “Out,” they said.\n“No,” said Helen."
    assert speakers(text)[0] == "Everyone"
    text = ROWAN + "Rowan shrugged their coat off.\nHelen and Tom looked up. “Out,” they said.\n“No,” said Helen."
    assert speakers(text)[0] == "Everyone"
