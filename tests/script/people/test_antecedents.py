"""What "he" and "she" stand for: taken for another, somebody new has the voice of whoever was about before."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from script.model import Character, Gender
from script.people.antecedents import LOST, Antecedents, acts_at, antecedents, with_seeming_genders
from script.people.characters import Mention

NAMES = ("Anna", "Tom", "Sparrow", "Brook")
KNOWN = {0: Gender.FEMALE, 1: Gender.MALE}
"""Nothing tells of which gender Sparrow and Brook are."""


def found(text: str, *, never: tuple[str, ...] = ()) -> Antecedents:
    """What the pronouns of a text that is all narration stand for; behind each "|" another begins to tell than
    Anna."""
    mentions = [Mention(m.start(), m.end(), NAMES.index(m[0]), False) for m in re.finditer("|".join(NAMES), text)]
    acts = [acts_at(text, mention, ()) for mention in mentions]
    return antecedents(
        text,
        [(0, len(text))],
        mentions,
        acts,
        KNOWN.get,
        lambda mention: NAMES[mention.person] in never,
        [(match.end(), 0) for match in re.finditer(r"\|", text)],
    )


def meant(text: str, *, never: tuple[str, ...] = ()) -> list[str]:
    """Whom each pronoun of a text stands for."""
    references = found(text, never=never).references
    return [NAMES[ref.person] for ref in references if not text.startswith(NAMES, ref.start)]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Tom sat. Sparrow came round the corner. He stopped.", "Sparrow"),
        ("Tom sat. In the middle of the din, Sparrow leaned in. He spoke.", "Sparrow"),
        ("Sparrow came in. Tom looked at Sparrow. He stopped.", "Tom"),
        ("Sparrow came in. Anna rose. He stopped.", "Sparrow"),
        ("Tom sat beside Sparrow. He stopped.", "Tom"),
        ("Tom had a brother named Sparrow. He stopped.", "Tom"),
    ],
)
def test_a_pronoun_stands_for_somebody_new_who_acts_though_nobody_told_their_gender(text: str, who: str) -> None:
    assert meant(text) == [who]


def test_who_was_he_once_is_not_she_right_after() -> None:
    assert meant("Anna sat. Sparrow came in. He stopped. She rose.") == ["Sparrow", "Anna"]


def test_who_tells_the_story_and_crowds_are_never_he_or_she() -> None:
    assert meant("Tom sat. Sparrow came in. He stopped.", never=("Sparrow",)) == ["Tom"]


def test_where_another_begins_to_tell_she_is_who_told_before_and_he_nobody_of_whom_only_she_told() -> None:
    assert meant("Tom came in. He stopped. | She was there again. He was not.") == ["Tom", "Anna"]
    assert meant("Tom came in. He stopped. | Sparrow came in. He was there again.") == ["Tom", "Sparrow"]


def test_a_pronoun_long_after_the_last_name_stands_for_nobody() -> None:
    assert meant("Tom left." + " It rained." * (LOST // 10) + " He came.") == []


@pytest.mark.parametrize(
    ("text", "acts"),
    [
        ("It was Sparrow.", False),
        ("Rain fell. Sparrow sat.", True),
        ("Slowly Sparrow nodded.", True),
        ("They went with Sparrow looked at by all.", False),
        ("a boy, Sparrow named him", False),
    ],
)
def test_who_does_something_is_told_from_who_is_only_named(text: str, acts: bool) -> None:
    at = text.index("Sparrow")
    assert acts_at(text, Mention(at, at + 7, 2, False), ()) is acts


def test_the_subject_of_a_tag_acts_wherever_it_stands() -> None:
    text = "said Sparrow."
    assert acts_at(text, Mention(5, 12, 2, False), {5})


def test_pronouns_that_agree_make_a_gender_and_those_that_differ_none() -> None:
    people = [Character(name, (), KNOWN.get(index)) for index, name in enumerate(NAMES)]
    thrice = "Sparrow came in. He sat. He rose. He left. Brook came in. She sat. Brook rose. He left. Brook stayed."
    genders = [person.gender for person in with_seeming_genders(people, found(thrice).seems)]
    assert genders == [Gender.FEMALE, Gender.MALE, Gender.MALE, None]
    once = with_seeming_genders(people, found("Sparrow came in. He sat.").seems)
    assert once == people


@given(
    st.lists(
        st.sampled_from(("Anna sat. ", "Tom saw Anna. ", "Sparrow left. ", "He rose. ", "She spoke. ")), max_size=12
    )
)
def test_no_pronoun_ever_stands_for_somebody_of_the_other_gender(parts: list[str]) -> None:
    text = "".join(parts)
    for reference in found(text).references:
        word = re.match(r"\w+", text[reference.start :])
        if word and word[0] in ("He", "She"):
            wrong = Gender.FEMALE if word[0] == "He" else Gender.MALE
            assert KNOWN.get(reference.person) is not wrong
