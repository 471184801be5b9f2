"""What would be broken: a character under two names, or two characters under one, for who names them in voices.toml."""

from __future__ import annotations

import re

import pytest

from script.model import Age, Character, Gender
from script.support.errors import EditError
from voices.cast.character_entries import character_tables, parse_people, shown_names


def people(text: str) -> tuple[Character, ...]:
    return parse_people(text, name="voices.toml")


def test_a_table_that_only_chooses_a_voice_tells_nothing_of_a_character() -> None:
    assert people('[narrator]\nvoice = "x"\n[characters.Bob]\nvoice = "y"\n') == ()
    assert people("") == people("characters = 3\n") == people("[characters]\nBob = 3\n") == ()


def test_another_name_that_is_shown_makes_the_old_one_an_alias() -> None:
    (bob,) = people('[characters.Bob]\nname = " Robert  Pell"\naliases = ["Rob"]\ngender = "male"\nage = "old"\n')
    assert bob == Character("Robert Pell", ("Bob", "Rob"), Gender.MALE, Age.OLD)
    assert shown_names([bob]) == {"Bob": "Robert Pell", "Rob": "Robert Pell"}


def test_two_tables_for_one_name_are_one_character_of_whom_the_first_word_counts() -> None:
    text = '[characters.Bob]\nname = "Robert"\ngender = "male"\n[characters.Robert]\ngender = "female"\nage = "child"\n'
    assert people(text) == (Character("Robert", ("Bob",), Gender.MALE, Age.CHILD),)


def test_names_are_followed_through_several_tables() -> None:
    text = '[characters.A]\nname = "B"\n[characters.B]\naliases = ["C"]\nname = "D"\n'
    (person,) = people(text)
    assert person.name == "D"
    assert shown_names([person]) == dict.fromkeys("ABC", "D")


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ('[characters.A]\nname = ""\n', 2, "name is a name in quotation marks"),
        ('[characters.A]\nname = "Narrator"\n', 2, "nobody but the narrator is called that"),
        ('[characters.A]\naliases = "B"\n', 2, "aliases is a list of names"),
        ('[characters.A]\naliases = ["narrator"]\n', 2, "the narrator has a table of their own"),
        ('[characters.A]\ngender = "man"\n', 2, '"female" or "male"'),
        ("[characters.A]\nage = 7\n", 2, '"child" or "adult" or "old"'),
        (
            '[characters.A]\naliases = ["X"]\n[characters.B]\naliases = ["X"]\n',
            3,
            "'X' is a name of 'B' here and of 'A'",
        ),
        ('[characters.A]\nname = "B"\n[characters.B]\nname = "A"\n', 3, "renamed in a circle"),
    ],
)
def test_a_slip_is_told_with_its_line(text: str, line: int, says: str) -> None:
    with pytest.raises(EditError, match=rf"^voices\.toml:{line}: .*{re.escape(says)}"):
        people(text)


def test_the_table_under_the_name_that_is_shown_goes_first() -> None:
    document = {"characters": {"Bob": {"pan": 1}, "Robert": {"pan": 0}, "Ann": {}}}
    assert [name for name, _ in character_tables(document)] == ["Bob", "Robert", "Ann"]
    assert [name for name, _ in character_tables(document, {"Bob": "Robert"})] == ["Robert", "Ann", "Bob"]
    assert character_tables({}) == character_tables({"characters": 3}) == []
