"""The table of who speaks says truly whether a goal is reached, and compares each set with what it was made from."""

from __future__ import annotations

from collections import Counter
from types import SimpleNamespace
from typing import Any

import pytest

from tests.benchmarks.attribution.fidelity import summed_up
from tests.benchmarks.attribution.figures import figures_of
from tests.benchmarks.attribution.goals import Goal, goals_of, verdict
from tests.benchmarks.attribution.sets import rounds, set_names, wanted_sets
from tests.benchmarks.attribution.table import header, row
from tests.benchmarks.attribution.texts import Measured
from tests.benchmarks.attribution.verdicts import Verdict, most_sure, reliability


@pytest.mark.parametrize(
    ("goal", "value", "reached"),
    [
        (Goal("alias-q", least=85), 85.0, True),
        (Goal("alias-q", least=85), 84.9, False),
        (Goal("alias-q", least=85), 84.96, True),
        (Goal("lost", most=0.5), -3.0, True),
        (Goal("lost", most=0.5), 0.54, True),
        (Goal("lost", most=0.5), 0.56, False),
        (Goal("twice", most=20), 20.0, True),
    ],
)
def test_a_goal_is_reached_by_the_figure_that_is_printed(goal: Goal, value: float, reached: bool) -> None:
    assert goal.reached({goal.figure: value}) is reached
    assert verdict(goal, {goal.figure: value}).endswith("REACHED" if reached else "MISSED")


def test_a_figure_that_was_not_measured_misses_its_goal() -> None:
    assert verdict(Goal("misv", most=7), {}) == "misv ≤ 7 MISSED"


def test_of_our_own_stories_only_the_last_round_has_a_goal() -> None:
    assert goals_of("round-4", 4) == (Goal("alias-q", least=85),)
    assert goals_of("round-3", 4) == ()
    assert max(rounds()) >= 4


def test_every_goal_belongs_to_a_row_and_true_cast_has_none() -> None:
    with_goals = {name for name in set_names() if goals_of(name, max(rounds()))}
    assert {"folds", "names", "words", "modern", "present", "curly", "excerpts-words", "unlabelled"} <= with_goals
    assert [goal.figure for goal in goals_of("curly", 4)] == ["sure80"]
    assert [goal.figure for goal in goals_of("set: curly", 4)] == ["lost"]
    assert not {"true-cast", "excerpts", "older-stories"} & with_goals


def test_a_set_brings_the_one_that_it_is_compared_with() -> None:
    assert wanted_sets(["excerpts-words", "names"]) == ["folds", "names", "excerpts", "excerpts-words"]
    assert wanted_sets(["makers"]) == ["makers"]
    assert wanted_sets(["own"]) == [f"round-{number}" for number in rounds()]
    assert wanted_sets([]) == set_names()


def test_a_set_of_no_such_name_is_refused_with_those_there_are() -> None:
    with pytest.raises(SystemExit, match=r"modrn.*folds"):
        wanted_sets(["modrn"])


def _metrics(counts: Counter[str]) -> dict[str, float]:
    return {"al_q:all": counts["right"] / counts["nq:all"], "al_q:Explicit": float("nan")}


METRIC: Any = SimpleNamespace(metrics=_metrics)


def test_texts_are_summed_and_the_loss_is_counted_from_the_plain_set() -> None:
    one = Measured(Counter({"right": 1, "nq:all": 1}), (), 100, 1.0)
    two = Measured(Counter({"right": 1, "nq:all": 3}), (), 100, 3.0)
    figures = figures_of(METRIC, [one, two], plain={"alias-q": 75.0})
    assert figures == {"quotes": 4, "alias-q": 50, "lost": 25, "words/s": 50}


def _said(confidence: float, right: bool) -> Verdict:
    return Verdict("Ann", (0, 1), "Ann", confidence, right)


def test_the_surest_are_judged_without_the_doubtful() -> None:
    verdicts = [_said(0.9, True)] * 4 + [_said(0.1, False)]
    assert (most_sure(verdicts, 80), most_sure(verdicts, 100)) == (100, 80)
    assert reliability(verdicts)[0] == pytest.approx((10, 0))
    assert reliability(verdicts)[-1] == pytest.approx((90, 100))


def test_books_with_enough_tags_that_are_low_are_named() -> None:
    books = {
        "low": {"tags": 100, "right": 97},
        "few": {"tags": 10, "right": 5},
        "well": {"tags": 100, "right": 98},
    }
    total = {"tags": 210, "right": 200, "other": 7, "nobody": 3, "twice": 2, "merged": 1}
    told = summed_up({"total": total, "books": books})
    assert told.low == {"low": 97}
    assert told.figures["under98"] == 1
    assert told.figures["right"] == pytest.approx(95.24, abs=0.01)


def test_a_row_shows_what_was_before_beside_what_is_now() -> None:
    columns = ("quotes", "alias-q", "misv")
    told = row("folds", columns, {"quotes": 10, "alias-q": 80, "misv": 7}, before={"alias-q": 75}).split()
    assert told == ["folds", "10", "75.0", "80.0", "–", "7.0"]
    assert header(columns, before=True).split() == ["quotes", "was", "alias-q", "alias-q", "was", "misv", "misv"]
    assert len(header(columns, before=True).strip("\n")) == len(row("folds", columns, {}, before={}))
