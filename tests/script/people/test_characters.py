"""Whom a name means, and who tells what: a name that is lost when two are joined leaves lines without a voice."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from script.model import Age, Character, Gender
from script.people.characters import Mention, People, Teller, is_generic, merged
from script.quotations.flat_text import name_key

NAMES = ("Anna", "Tom", "Clara", "Ruth", "Mrs. Moss")


def cast_of(**more: object) -> People:
    forms = {name_key(name): index for index, name in enumerate(NAMES)}
    mentions = tuple(Mention(9 * index, 9 * index + 3, index % len(NAMES), False) for index in range(9))
    return People(tuple(map(Character, NAMES)), forms, mentions, **more)  # type: ignore[arg-type]


def test_a_longer_name_means_whoever_its_longest_known_part_means() -> None:
    cast = People((Character("Anna"), Character("Anna Hale")), {"anna": 0, "anna hale": 1})
    assert [cast.resolve(name) for name in ("Poor Anna", "Miss Anna Hale", "Anna Moss", "Bob")] == [0, 1, 0, None]


def test_who_tells_a_part_of_the_book_tells_that_part_alone() -> None:
    cast = cast_of(narrator=0, tellers=(Teller(10, 20, 1), Teller(20, 30, None)))
    assert [cast.teller(at) for at in (9, 10, 19, 20, 30)] == [0, 1, 1, None, 0]


def test_only_a_bare_noun_may_stand_for_somebody_with_a_name() -> None:
    subjects = ("the girl", "her sister", "the man in bed four", "the landlord")
    assert [is_generic(subject) for subject in subjects] == [True, True, False, False]


def test_what_is_told_of_either_of_two_is_told_of_the_one_that_they_become() -> None:
    people = (Character("Anna", ("Ann",), Gender.FEMALE), Character("the girl", (), None, Age.CHILD))
    cast = merged(People(people, {"anna": 0, "the girl": 1}, described=frozenset({1})), {1: 0})
    assert cast.people == (Character("Anna", ("Ann", "the girl"), Gender.FEMALE, Age.CHILD),)
    assert not cast.described


def test_nobody_is_asked_whether_two_are_one_who_have_become_one() -> None:
    doubts = (("Anna", "Tom", "why"), ("Clara", "Ruth", "why"))
    assert merged(cast_of(perhaps_one=doubts), {1: 0}).perhaps_one == doubts[1:]


@given(st.dictionaries(st.integers(2, 4), st.integers(0, 1)), st.integers(0, 4))
def test_every_name_and_mention_of_two_who_are_one_means_that_one(joined: dict[int, int], teller: int) -> None:
    before = cast_of(narrator=teller, tellers=(Teller(0, 5, teller),), groups=frozenset({teller}))
    after = merged(before, joined)

    def same(old: int | None, new: int | None) -> bool:
        assert old is not None
        assert new is not None
        return after.people[new].name == NAMES[joined.get(old, old)]

    assert sorted(name for person in after.people for name in person.names) == sorted(NAMES)
    assert all(same(before.resolve(name), after.resolve(name)) for name in NAMES)
    assert all(same(a.person, b.person) for a, b in zip(before.mentions, after.mentions, strict=True))
    assert same(before.narrator, after.narrator)
    assert same(teller, after.tellers[0].person)
