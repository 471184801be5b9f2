"""The closed lists: a word on the wrong one gives every landlady a man's voice."""

from __future__ import annotations

import pytest

from script.model import Age, Gender
from script.quotations import speech_words
from script.quotations.speech_words import GIVEN_GENDER, NICKNAMES, SAY_PLAIN, age_of_words, gender_of_noun


@pytest.mark.parametrize(
    ("noun", "gender"),
    [
        ("landlady", Gender.FEMALE),
        ("charwoman", Gender.FEMALE),
        ("landlord", Gender.MALE),
        ("tallyman", Gender.MALE),
        ("stranger", None),
        ("lamp", None),
    ],
)
def test_a_noun_tells_a_woman_from_a_man(noun: str, gender: Gender | None) -> None:
    assert gender_of_noun(noun) is gender


@pytest.mark.parametrize(
    ("words", "age"),
    [
        ("the old woman", Age.OLD),
        ("the old boy", Age.OLD),
        ("the boy", Age.CHILD),
        ("the young lad", None),
        ("the boy king", None),
        ("", None),
    ],
)
def test_a_description_tells_a_child_from_somebody_old(words: str, age: Age | None) -> None:
    assert age_of_words(words.split()) is age


def test_nobody_is_a_woman_and_a_man_by_one_word() -> None:
    assert not speech_words.FEMALE_TITLES & speech_words.MALE_TITLES
    assert not speech_words.FEMALE_NOUNS & speech_words.MALE_NOUNS


def test_a_short_name_is_of_the_gender_of_the_full_one() -> None:
    for short, full in NICKNAMES.items():
        assert GIVEN_GENDER.get(short, GIVEN_GENDER[full]) is GIVEN_GENDER[full], short


def test_what_she_says_they_say_in_plain_form() -> None:
    assert {"whisper", "cry", "hiss", "go", "say", "screech", "agree"} <= SAY_PLAIN
    assert not {"cries", "hisse", "crie", "notice"} & SAY_PLAIN


@pytest.mark.parametrize("noun", ["woman", "policewoman", "saleswoman", "gentlewoman"])
def test_a_policewoman_has_no_mans_voice(noun: str) -> None:
    assert gender_of_noun(noun) is Gender.FEMALE
