"""What the text tells of each candidate as numbers: rows of another turn or person teach and judge the wrong voices."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from script.model import Character, Gender
from script.tagging.attribution.features import OF_TURN, SIGNS, TAG_SIGN, Table, first_pass, probabilities, sign_of
from script.tagging.attribution.rules import RuleReading
from tests.script.quoted_books import book_of

_PIECES = (
    "“Yes,” said Anna.\n",
    "“No,” he said.\n",
    "“Well.” ",
    "Tom sat.\n",
    "Then Anna rose.\n",
    "“Oh, Tom!”\n",
    "\n",
)


def test_a_gender_is_a_sign() -> None:
    assert [sign_of(gender) for gender in (Gender.FEMALE, Gender.MALE, None)] == [1, -1, 0]


def test_each_row_knows_its_turn() -> None:
    table = Table(np.zeros((5, 1), np.float32), np.array([0, 1, 0, 2, 1]), np.array([0, 2, 2, 5]))
    assert table.turn.tolist() == [0, 0, 2, 2, 2]


def test_beliefs_of_a_turn_sum_to_one_however_large_the_scores_and_a_turn_without_people_has_none() -> None:
    belief = probabilities(np.array([1000.0, 1000.0, -1000.0, 0.0, 0.0]), np.array([0, 2, 2, 5]))
    assert belief.tolist() == [0.5, 0.5, 0.0, 0.5, 0.5]
    assert probabilities(np.zeros(0), np.array([0, 0])).tolist() == []


def test_the_tag_s_gender_is_the_same_for_all_candidates_of_a_turn() -> None:
    reading = RuleReading(book_of("Anna met Tom.\n“Oh,” she said.\n“No,” he said.\n“Oh.”", "Anna", "Tom"))
    table = first_pass(reading)
    assert [set(table.x[a:b, TAG_SIGN].tolist()) for a, b in pairwise(table.starts)] == [{1}, {-1}, {0}]


def test_who_acts_beside_the_words_tells_a_gender() -> None:
    people = (Character("Anna", (), Gender.FEMALE), Character("Tom", (), Gender.MALE))
    signs = []
    for pronoun in ("She", "He"):
        table = first_pass(RuleReading(book_of(f"Anna met Tom.\n{pronoun} rose. “Here it is.”", *people)))
        signs.append(float(table.x[0, SIGNS].sum()))
    assert signs[0] > 0 > signs[1]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(_PIECES), max_size=16))
def test_every_turn_has_each_candidate_once_and_rows_of_finite_numbers(pieces: list[str]) -> None:
    reading = RuleReading(book_of("".join(pieces), "Anna", "Tom", "Ruth"))
    table = first_pass(reading)
    assert len(table.starts) == len(reading.turns) + 1
    assert len(table.x) == len(table.person) == table.starts[-1]
    assert np.isfinite(table.x).all()
    for a, b in pairwise(table.starts):
        assert len(set(table.person[a:b].tolist())) == b - a
        assert (table.x[a:b, :OF_TURN] == table.x[a : a + 1, :OF_TURN]).all()
