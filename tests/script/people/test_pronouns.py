"""Which pronoun tells of a name: a wrong one gives a hero his wife's voice."""

from __future__ import annotations

import pytest

from script.people.pronouns import pronoun_of
from tests.script.tagged_texts import tagged


@pytest.mark.parametrize(
    ("text", "pronoun"),
    [
        ("Anna took her hat.", "she"),
        ("Anna looked at him and he laughed.", "he"),
        ("Anna looked at him. She laughed.", "she"),
        ("Then Anna hurt herself.", "she"),
        ("He looked at Anna. He laughed.", ""),
        ("They walked to Anna. He laughed.", ""),
        ("Anna saw her and he saw nothing.", "he"),
        ("Anna sat.", ""),
    ],
)
def test_a_pronoun_tells_of_the_subject_that_it_takes_up(text: str, pronoun: str) -> None:
    at = text.index("Anna")
    assert pronoun_of(text, at, at + 4, len(text)) == pronoun


def test_a_robot_is_not_the_man_beside_it() -> None:
    text = 'Tom fell.\n"Up," said Unit 7.\nUnit 7 lifts him up. It has a dent.\nUnit 7 held him. It hummed.'
    assert {person.name: person.gender_guessed for person in tagged(text).characters} == {"Unit 7": True}
