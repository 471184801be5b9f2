"""Somebody shown by a name that others share, or that nobody uses, is not known again in the list of voices."""

from __future__ import annotations

from collections import Counter

from script.people.names.name_forms import Form, Person
from script.people.names.shown_names import character_of


def form(name: str, count: int, tags: int = 0) -> Form:
    return Form(name.lower().replace(".", ""), Counter({name: count}), count, tags)


def test_a_common_surname_is_shown_with_the_first_name() -> None:
    person = Person([form("Thorne", 36, tags=7), form("John Thorne", 16, tags=1)], set(), "john", "thorne")
    assert (character_of(person).name, character_of(person).aliases) == ("John Thorne", ("Thorne",))


def test_a_full_name_that_hardly_stands_is_not_shown() -> None:
    person = Person([form("Mr. Drake", 300), form("Felix Drake", 2)], {"mr"}, "felix", "drake")
    assert character_of(person).name == "Mr. Drake"


def test_a_name_in_capitals_is_shown_as_it_is_mostly_written() -> None:
    written = Form("ann lee", Counter({"ANN LEE": 3, "Ann Lee": 2}), 5)
    assert character_of(Person([written])).name == "Ann Lee"
