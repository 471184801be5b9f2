"""Who can be whom while names are joined: wrongly one, a captain speaks in a general's voice."""

from __future__ import annotations

from collections import Counter

import pytest

from script.people.names.known_people import RELATIVES, KnownPeople, both, dominant, of_one_man
from script.people.names.name_forms import Form, Person


def form(name: str, count: int = 9, tags: int = 0, she: int = 0, he: int = 0) -> Form:
    return Form(name.lower(), Counter({name: count}), count, tags, she=she, he=he)


def known(*names: tuple[Form, str, str], apart: dict[tuple[str, str], float] | None = None) -> KnownPeople:
    """People, each by a form, a first name and a surname."""
    signs = {frozenset(pair): count for pair, count in (apart or {}).items()}
    people = KnownPeople([one for one, _, _ in names], signs)
    for one, first, last in names:
        people.add(one, first, last)
    return people


@pytest.mark.parametrize(
    ("titles", "one"),
    [
        (("mr", "dr"), True),
        (("mr", "captain"), True),
        (("captain", "general"), False),
        (("mr", "mrs"), False),
    ],
)
def test_one_man_bears_titles_by_turns_and_ranks_are_two_men_s(titles: tuple[str, str], one: bool) -> None:
    people = known(*((form(f"{title} hale", he=4), "", "hale") for title in titles))
    assert people.could_be(*people.people) is one


def test_two_of_whose_gender_nothing_is_known_are_not_taken_for_one() -> None:
    for known_of_one in (0, 5):
        people = known((form("vex hale"), "vex", "hale"), (form("orla hale", she=known_of_one), "orla", "hale"))
        assert not people.could_be(*people.people)


def test_a_wife_s_title_fits_no_man() -> None:
    people = known((form("john hale", he=6), "john", "hale"))
    assert [people.fits(people.people[0], title) for title in ("mr", "captain", "mrs")] == [True, True, False]


def test_more_signs_than_chance_brings_part_two_names() -> None:
    for signs, two in ((1, False), (4, True)):
        people = known((form("anna hale"), "anna", "hale"), apart={("anna hale", "miss hale"): signs})
        assert people.are_two(people.people[0], form("miss hale")) is two


@pytest.mark.parametrize(("called", "two"), [("mr hale", True), ("anna", False), ("hale", False)])
def test_one_sign_parts_a_family_s_names_and_no_short_ones(called: str, two: bool) -> None:
    people = known((form("anna hale", 2), "anna", "hale"), apart={("anna hale", called): 1})
    assert people.are_two(people.people[0], form(called, 2)) is two


def test_grandma_is_nobody_whom_a_first_name_tells() -> None:
    people = known((form("grandma hale"), "", "hale"), (form("anna hale", she=5), "anna", "hale"))
    people.people[0].titles = {"grandma"}
    assert not people.could_be(*people.people)


def test_a_daughter_who_speaks_once_is_not_the_lady_where_others_have_the_surname() -> None:
    for family, two in ([], False), ([(form("tom hale"), "tom", "hale")], True):
        people = known((form("mrs hale"), "", "hale"), (form("anna hale"), "anna", "hale"), *family)
        assert people.both_of_family(1, 1, "hale") is two


def test_one_man_s_full_name_stands_with_any_title_of_his() -> None:
    assert of_one_man({"mr", "captain"})
    assert not of_one_man({"general", "captain"})
    assert not of_one_man({"mr", "mrs"})


def test_a_title_seldom_put_before_the_full_name_tells_nobody_apart() -> None:
    for bare, two in ((0, True), (90, False)):
        people = known((form("mr john hale", 5), "john", "hale"))
        people.people[0].forms.append(form("john hale", bare))
        assert people.told_apart(people.people[0], form("mr hale", 40)) is two


def test_narration_is_free_with_mister_so_signs_against_it_count_less() -> None:
    signs = {("hale", "mr hale"): 4.0}
    people = known((form("hale"), "", "hale"), apart=signs)
    assert not people.are_two(people.people[0], form("mr hale"))


def test_a_younger_sister_is_told_apart_by_her_first_name() -> None:
    people = known(
        (form("anna hale", she=3), "anna", "hale"),
        (form("clara hale", she=3), "clara", "hale"),
        (form("miss clara", she=3), "", ""),
    )
    anna, clara, _ = people.people
    assert people.told_apart(clara, form("miss hale"))
    assert not people.told_apart(anna, form("miss hale"))


def test_a_mother_and_her_daughter_who_both_speak_are_two() -> None:
    for tags, one in ((0, True), (8, False)):
        lady = form("mrs hale", tags=tags)
        people = known((lady, "", "hale"), (form("anna hale", tags=9, she=5), "anna", "hale"))
        people.people[0].titles = {"mrs"}
        assert people.may_be(*people.people) is one


def test_who_is_merged_is_found_under_the_other_s_names_alone() -> None:
    people = known((form("mr hale"), "", "hale"), (form("tom"), "tom", ""))
    hale, tom = people.people
    people.merge(hale, tom)
    assert people.people == [tom]
    assert people.by_last["hale"] == [tom]
    assert {one.key for one in tom.forms} == {"tom", "mr hale"}


def test_a_son_speaks_by_his_short_name_beside_his_father() -> None:
    for tags, two in ((9, True), (0, False)):
        people = known((form("tom", tags=9), "tom", ""), (form("mr hale", tags=tags), "", "hale"))
        assert people.two_generations("tom", "thomas", "hale") is two
    assert not people.two_generations("tom", "robert", "hale")


def test_only_who_is_named_far_more_often_than_all_others_is_meant_by_default() -> None:
    often, seldom, never = Person([form("a", 30)]), Person([form("b", 10)]), Person([form("c", 11)])
    assert dominant([seldom, often, often]) is often
    assert dominant([often, never]) is None
    assert dominant([]) is None


def test_two_names_that_speak_alike_are_used_side_by_side() -> None:
    assert [both(*pair) for pair in ((5, 10), (3, 10), (1, 1))] == [True, False, False]


@pytest.mark.parametrize("title", ["gran", "nana", "grandmama", "gramps", "grandpa", "aunty", "auntie"])
def test_what_kin_call_the_old_tells_their_generation(title: str) -> None:
    assert title in RELATIVES
