"""Whom a description means where it stands: misread, one person has two voices, or two have one."""

from __future__ import annotations

from itertools import groupby

import pytest

from tests.script.tagged_texts import speakers, tagged


def said(*lines: str) -> list[str | None]:
    return speakers("\n\n".join(lines))


def test_the_woman_is_the_old_woman_of_a_line_before() -> None:
    told = said('"Who is it?" the old woman said.', '"Me," said Pip.', '"Come in," said the woman.', '"Yes," said Pip.')
    assert told == ["the old woman", "Pip", "the old woman", "Pip"]


def test_two_who_answer_each_other_stay_two() -> None:
    told = said('"Cold," said the old man.', '"Very," said the man.', '"Wet," said the old man.')
    assert told == ["the old man", "the man", "the old man"]


def test_another_woman_is_not_the_old_one() -> None:
    told = said('"Hush," said the old woman.', '"Me," said Pip.', 'A woman came in. "Good day," the woman said.')
    assert told == ["the old woman", "Pip", "the woman"]


def test_a_woman_who_comes_in_is_not_the_one_who_was_there() -> None:
    told = said(
        '"Who is it?" the old woman said.', '"Me," said Pip.', '"Come in," said the woman.', '"Yes," said Pip.',
        'A woman came in. "Good day," the woman said.',
    )  # fmt: skip
    assert told == ["the old woman", "Pip", "the old woman", "Pip", "the woman"]


def test_two_knights_are_told_apart_by_what_they_wear() -> None:
    told = said('"Go," said the knight in grey.', '"No," said the knight in red.', '"Go," said the knight in grey.')
    assert told == ["the knight in grey", "the knight in red", "the knight in grey"]


@pytest.mark.parametrize(
    "introduction",
    [
        'The girl, whose name was Mara, jumped down. "Follow me," said Mara.',
        'The girl, Mara, jumped down. "Follow me," said Mara.',
        'The girl was called Mara. "Follow me," said Mara.',
        'The girl jumped. Her name was Mara. "Follow me," said Mara.',
        '"I\'m Mara," said the girl. "Follow me."',
        '"My name is Mara," she said. "Follow me."',
    ],
)
def test_a_girl_is_mara_before_and_after_her_name_is_told(introduction: str) -> None:
    told = said(
        '"You are on my land," the girl said.', '"I am lost," said Jonas.', introduction,
        '"Where to?" asked Jonas.', '"Home," the girl said.', '"Right," said Jonas.', '"Mind the step," said Mara.',
    )  # fmt: skip
    assert [who for who, _ in groupby(told)] == ["Mara", "Jonas", "Mara", "Jonas", "Mara", "Jonas", "Mara"]


def test_a_stranger_is_whom_somebody_presents() -> None:
    told = said(
        '"Fine weather," said the stranger.', '"This is Mr Voss," said Ellen.', '"Good day," said Mr Voss.',
        '"Good day," said Tom.', '"Fine," the stranger said.',
    )  # fmt: skip
    assert told == ["Mr Voss", "Ellen", "Mr Voss", "Tom", "Mr Voss"]


def test_who_talks_with_mara_is_not_she() -> None:
    told = said('"Run," said Mara.', '"Why?" said the girl.', '"Now," said Mara.', '"This is Mara," said Tom.')
    assert told == ["Mara", "the girl", "Mara", "Tom"]


def test_who_cites_how_others_call_themselves_is_none_of_them() -> None:
    told = said('"Hush," said Mara.', '"I am Mara, I am Miss Orde. So they talk," said the girl.', '"Oh," said Tom.')
    assert told == ["Mara", "the girl", "Tom"]


def test_who_is_known_by_a_description_keeps_it_as_another_name() -> None:
    script = tagged('"Who?" said the girl.\n\n"Me," said Tom.\n\n"I\'m Mara," said the girl.\n\n"Come," said Mara.')
    assert {person.name: person.aliases for person in script.characters} == {"Mara": ("the girl",), "Tom": ()}


def test_who_says_her_name_to_a_girl_is_not_the_girl() -> None:
    told = said(
        '"Run," said Mara.', '"Why?" said the girl.', '"Now," said Mara.', '"I will," said the girl.',
        '"My name is Mara," she said.', '"Oh," said the girl.',
    )  # fmt: skip
    assert (told[1], told[3], told[5]) == ("the girl",) * 3


def test_a_woman_at_hand_is_no_man_whom_somebody_presents() -> None:
    told = said(
        '"Fine weather," said the old woman.', '"This is Mr Voss," said Ellen.', '"Good day," said Mr Voss.',
        '"Good day," said Tom.', '"Fine," the old woman said.',
    )  # fmt: skip
    assert told == ["the old woman", "Ellen", "Mr Voss", "Tom", "the old woman"]


def test_who_answers_the_girl_is_not_she() -> None:
    told = said('"Run," said Mara.', '"Why?" said the girl.', '"My name is Mara," she said.', '"Oh," said the girl.')
    assert (told[0], told[1], told[3]) == ("Mara", "the girl", "the girl")
