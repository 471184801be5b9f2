"""Whom a tag means, and whom it leaves out: misread, “said her brother” is she herself."""

from __future__ import annotations

from dataclasses import replace

import pytest

from script.model import Character, Gender
from script.people.characters import Teller
from script.tagging.attribution.attributor import AttributionInput
from script.tagging.attribution.rules.tag_subjects import TagSubjects
from tests.script.quoted_books import book_of

PEOPLE = (
    Character("Anna", (), Gender.FEMALE),
    Character("Tom", (), Gender.MALE),
    Character("Vex"),
    Character("the cook", (), Gender.FEMALE),
)
DESCRIBED = frozenset({3})


def subjects(text: str, **cast: object) -> TagSubjects:
    book: AttributionInput = book_of(text, *PEOPLE)
    return TagSubjects(replace(book, cast=replace(book.cast, described=DESCRIBED, **cast)))  # type: ignore[arg-type]


def left(tag: str, **cast: object) -> list[float]:
    """What a tag leaves of the chance that each of the people is its speaker."""
    found = subjects(f"“So,” {tag}.", **cast)
    assert found.book.tags[0] is not None
    return found.left_by(found.book.tags[0], range(len(PEOPLE)))


def test_a_name_leaves_nobody_else() -> None:
    assert left("said Anna") == [1, 0, 0, 0]


def test_a_pronoun_leaves_those_of_its_gender_and_those_of_none_known() -> None:
    anna, tom, vex, cook = left("she said")
    assert anna == vex == cook == 1
    assert 0 < tom < 0.5


def test_a_crowd_is_never_she() -> None:
    assert left("she said", groups=frozenset({3}))[3] == 0


def test_who_says_i_is_not_he_nor_she() -> None:
    assert left("she said", tellers=(Teller(0, 99, 0),))[0] < 0.2
    assert left("I said", tellers=(Teller(0, 99, 0),)) == [1, 0, 0, 0]
    assert left("I said") == [1, 1, 1, 1]


@pytest.mark.parametrize(
    ("tag", "who"),
    [
        ("said the cook", ["the cook"]),
        ("said the girl", ["Anna", "Vex", "the cook"]),
        ("said a cop", ["Anna", "Tom", "Vex"]),
        ("said Anna's brother", ["Tom"]),
        ("said Tom's brother", []),
    ],
)
def test_a_description_leaves_whom_it_may_mean(tag: str, who: list[str]) -> None:
    chances = left(tag)
    assert [one.name for one, chance in zip(PEOPLE, chances, strict=True) if chance > 0.5] == who


@pytest.mark.parametrize(
    ("one", "other", "two"),
    [
        ("said Anna", "said Tom", True),
        ("said Anna", "said Anna", False),
        ("said Anna", "he said", True),
        ("said Anna", "she said", False),
        ("she said", "he said", True),
        ("I said", "said Anna", True),
        ("said Anna", "said the girl", False),
        ("said Anna", "said the doctor", True),
        ("said Anna", "added the doctor", False),
        ("said Tom", "said the girl", True),
        ("said Anna", "said the cook", True),
    ],
)
def test_two_tags_of_one_paragraph_have_two_speakers_only_where_they_must(one: str, other: str, two: bool) -> None:
    found = subjects(f"“So,” {one}. “No,” {other}.")
    first, second = found.book.tags
    assert first is not None
    assert second is not None
    assert found.are_two(first, second) is two


def test_they_is_one_person_where_the_book_says_they_of_one() -> None:
    text = "Vex rose. “So,” they said."
    alone = subjects(text, they=frozenset({2}))
    assert alone.book.tags[0] is not None
    assert alone.resolve(alone.book.tags[0]) == 2
    together = subjects("Vex rose. “So,” they said together.", they=frozenset({2}))
    assert together.book.tags[0] is not None
    assert together.resolve(together.book.tags[0]) is None
