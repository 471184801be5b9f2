"""What would be broken: a language model's chatter is taken for a speaker."""

from __future__ import annotations

import pytest

from script.second_opinion.model_answers import read_answer
from tests.script.doubtful_scripts import CAST


@pytest.mark.parametrize(
    ("text", "count", "meant"),
    [
        ("1: 3", 1, {1: "Mr Darcy"}),
        ("1: 3\n2: 1", 2, {1: "Mr Darcy", 2: "Elizabeth Bennet"}),
        ("[?1]: 3", 1, {1: "Mr Darcy"}),
        ("**1**: **2**", 1, {1: "Jane"}),
        ("1 - jane", 1, {1: "Jane"}),
        ("1. Lizzy", 1, {1: "Elizabeth Bennet"}),
        ("1: 3 (Mr Darcy)", 1, {1: "Mr Darcy"}),
        ("1: 3. Mr Darcy", 2, {1: "Mr Darcy"}),
        ('{"1": "2"}', 1, {1: "Jane"}),
        ("3", 1, {1: "Mr Darcy"}),
        ("Darcy.", 1, {1: "Mr Darcy"}),
        ("3. Mr Darcy", 1, {1: "Mr Darcy"}),
        ("3", 2, {}),
        ("0", 1, {}),
        ("1: 4", 1, {}),
        ("1: -2", 1, {}),
        ("1: 2.5", 1, {}),
        ("1: 3 (Jane)", 1, {}),
        ("1: Miss Bennet", 1, {}),
        ("1: 2\n1: 2", 1, {1: "Jane"}),
        ("1: 2\n1: 3", 1, {}),
        ("The speaker is 2", 1, {}),
    ],
)
def test_only_a_plain_answer_counts(text: str, count: int, meant: dict[int, str]) -> None:
    assert read_answer(text, count, CAST) == meant
