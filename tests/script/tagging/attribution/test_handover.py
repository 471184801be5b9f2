"""Where no tag says who speaks, a listener counts on one person answering the other."""

from __future__ import annotations

import numpy as np

from script.tagging.attribution.features import OF_TURN, TAG_SIGN, first_pass
from script.tagging.attribution.handover import BACK, OTHER, SAME, handovers, passed_on, rows
from script.tagging.attribution.rules import RuleReading
from script.tagging.attribution.trained import shipped_model
from script.training.annotated_novels import book_of

TALK = (
    "Anna met Paul by the gate.\n\n“Good morning, Paul,” said Anna.\n\n“Good morning,” answered Paul.\n\n"
    "“Have you slept?”\n\n“Not a wink.”\n\n“Poor thing,” she said.\n\n“And you?” asked Paul."
)


def test_rows_start_with_what_all_candidates_of_a_turn_share_and_know_the_tags_gender() -> None:
    reading = RuleReading(book_of(TALK, ""))
    table = first_pass(reading)
    x = rows(reading, table)
    assert len(x) == len(reading.turns)
    for number, (start, end) in enumerate(zip(table.starts[:-1], table.starts[1:], strict=True)):
        assert end > start
        assert (table.x[start:end, :OF_TURN] == x[number, :OF_TURN]).all()
    assert x[4, TAG_SIGN] == 1
    assert (x[1:, OF_TURN : 2 * OF_TURN] == x[:-1, :OF_TURN]).all()


def test_tags_that_name_one_person_or_two_are_told_apart() -> None:
    reading = RuleReading(book_of(TALK, ""))
    links = rows(reading, first_pass(reading))[:, 3 * OF_TURN :]
    assert links[1, 0] == -1
    assert links[2, 0] == 0
    assert links[5, 9] == 0
    again = RuleReading(book_of(TALK.replace("“Have you slept?”", "“Have you slept?” said Anna."), ""))
    links = rows(again, first_pass(again))[:, 3 * OF_TURN :]
    assert (links[2, 0], links[2, 9]) == (-1, 1)


def test_two_people_are_thought_to_take_turns() -> None:
    model = shipped_model()
    reading = RuleReading(book_of(TALK, ""))
    handed = handovers(rows(reading, first_pass(reading)), model.same, model.back)
    assert np.allclose(handed.sum(1), 1)
    assert (handed >= 0).all()
    assert (handed[2:].argmax(1) == BACK).all()


def test_the_second_look_sees_how_the_talk_passes_to_the_turn_and_on_from_it() -> None:
    reading = RuleReading(book_of(TALK, ""))
    table = first_pass(reading)
    handed = np.arange(3 * len(reading.turns)).reshape(-1, 3).astype(float)
    belief, settled = np.full(len(table.person), 0.5), np.full(len(table.person), 0.25)
    columns = passed_on(table, belief, settled, handed)
    row = int(table.starts[1])
    assert columns[row].tolist()[:5] == [
        handed[1, SAME],
        handed[1, BACK],
        handed[2, SAME],
        handed[2, BACK],
        handed[3, 1],
    ]
    assert abs(float(columns[row, 5]) - np.log(0.5)) < 1e-6
    assert columns[-1, 2:5].tolist() == [-1, -1, -1]
    assert OTHER not in (SAME, BACK)
