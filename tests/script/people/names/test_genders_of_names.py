"""Of which gender somebody is: told wrongly, a man of six hundred lines has a woman's voice."""

from __future__ import annotations

from collections import Counter

from script.model import Gender
from script.people.names.genders_of_names import gender_of_forms
from script.people.names.name_forms import Form


def form(name: str, count: int, she: int = 0, he: int = 0) -> Form:
    return Form(name.lower(), Counter({name: count}), count, she=she, he=he)


def test_pronouns_outvote_a_given_name() -> None:
    assert gender_of_forms([form("Grace", 90, he=30)], "grace") is Gender.MALE


def test_a_given_name_tells_where_no_pronoun_does() -> None:
    assert gender_of_forms([form("Grace", 90, he=1)], "grace") is Gender.FEMALE


def test_a_rank_yields_to_pronouns_and_a_title_doesn_t() -> None:
    assert gender_of_forms([form("captain rost", 20, she=9)], "") is Gender.FEMALE
    assert gender_of_forms([form("captain rost", 20)], "") is Gender.MALE
    assert gender_of_forms([form("mr rost", 20, she=9)], "") is Gender.MALE


def test_nothing_gives_a_gender_to_who_is_told_of_as_they() -> None:
    assert gender_of_forms([form("Zorblax", 90)], "zorblax") is None


def test_a_noun_beside_a_name_tells_where_no_pronoun_does() -> None:
    brother = Form("rook", Counter({"rook": 1}), 1, man=1)
    assert gender_of_forms([brother], "rook") is Gender.MALE
