"""The second look at who speaks: what is believed of other turns must reach the people whom no name tells."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import numpy.typing as npt
import pytest

from script.model import Character, Gender
from script.tagging.attribution import context
from script.tagging.attribution.context import second_pass
from script.tagging.attribution.features import TAG_SIGN, Table, first_pass
from script.tagging.attribution.rules import RuleReading
from tests.script.quoted_books import book_of

_AROUND = 8
_TOLD, _KNOWN, _LEAN, _SEEN = range(-_AROUND - 4, -_AROUND)
"""Where the columns of genders stand, counted from the end."""
TALK = (
    "Vex and Quill came in.\n“I see,” she said.\n“Do you?” he asked.\n“I do,” she said.\n“So,” he said.\n"
    "“Well,” she said."
)


def read(*people: str | Character, text: str = TALK) -> tuple[RuleReading, Table]:
    reading = RuleReading(book_of(text, *people))
    return reading, first_pass(reading)


def believing(table: Table, speakers: tuple[int, ...], sure: float = 0.9) -> npt.NDArray[np.float64]:
    """That each turn is spoken so: the rest is believed of the others alike."""
    others = np.diff(table.starts)[table.turn] - 1
    return np.where(table.person == np.array(speakers)[table.turn], sure, (1 - sure) / np.maximum(others, 1))


def column(table: Table, number: int, person: int) -> list[float]:
    return [float(value) for value in table.x[table.person == person, number]]


def test_who_is_believed_to_speak_where_she_said_stands_leans_female() -> None:
    reading, table = read("Vex", "Quill")
    seen = second_pass(reading, table, [believing(table, (0, 1, 0, 1, 0))])
    assert all(value > 0.3 for value in column(seen, _LEAN, 0))
    assert all(value < -0.3 for value in column(seen, _LEAN, 1))
    rows = seen.x[:, [_TOLD, _KNOWN]]
    right = seen.person == np.array((0, 1, 0, 1, 0))[seen.turn]
    assert (rows[right] > 0).all()
    assert (rows[~right] < 0).all()


def test_what_the_turn_itself_is_believed_to_be_is_no_proof_of_its_speaker() -> None:
    reading, table = read("Vex", "Quill", text="Vex and Quill came in.\n“I see,” she said.\n“So.”")
    seen = second_pass(reading, table, [believing(table, (0, 1))])
    assert column(seen, _LEAN, 0)[0] == pytest.approx(0, abs=1e-6)
    assert column(seen, _LEAN, 0)[1] > 0.3


def test_a_gender_that_is_known_is_not_outvoted_by_beliefs() -> None:
    reading, table = read(Character("Vex", (), Gender.MALE), "Quill")
    seen = second_pass(reading, table, [believing(table, (0, 1, 0, 1, 0))])
    her = (seen.person == 0) & (seen.x[:, TAG_SIGN] == 1)
    assert (seen.x[her, _KNOWN] == -1).all()


def test_the_first_look_stays_and_each_belief_brings_the_same_columns() -> None:
    reading, table = read("Vex", "Quill")
    one, other = believing(table, (0, 1, 0, 1, 0)), believing(table, (1, 0, 1, 0, 1))
    alone, both = second_pass(reading, table, [one]), second_pass(reading, table, [other, one])
    width = table.x.shape[1]
    more = alone.x.shape[1] - width
    assert (alone.x[:, :width] == table.x).all()
    assert (alone.person == table.person).all()
    assert both.x.shape[1] == width + 2 * more
    assert (both.x[:, -more:] == alone.x[:, -more:]).all()


def test_people_looked_at_some_at_a_time_are_seen_as_all_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    reading, table = read("Vex", "Quill", "Orla", text=TALK.replace("Vex and", "Vex, Orla and"))
    belief = believing(table, (0, 1, 2, 1, 0), 0.7)
    whole = second_pass(reading, table, [belief])
    monkeypatch.setattr(context, "_CELLS", len(reading.turns))
    assert np.allclose(second_pass(reading, table, [belief]).x, whole.x, atol=1e-5)


def test_each_turn_has_one_candidate_that_fits_its_words_best() -> None:
    reading, table = read("Vex", "Quill")
    seen = second_pass(reading, table, [believing(table, (0, 1, 0, 1, 0))])
    best = seen.x[:, -_AROUND - 6]
    assert all(best[a:b].max() == 0 for a, b in pairwise(table.starts))
