"""What would be broken: old sound kept after an update that changed it, or every book made anew for nothing.

A stage's REVISION tells productions whether the stage has to be done again. It is raised by people; here they are told
when. What the stages make is in recorded_results.json, written by `python -m tests.whole.record_results`.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.whole.record_results import COMMAND, Recorded, complaints, load, record, same
from tests.whole.stage_results import Result, Stage, run_stages

STAGES = ("reading", "tagging", "saying", "sound")


@pytest.fixture(scope="module")
def stages() -> dict[str, Stage]:
    return {stage.name: stage for stage in run_stages()}


@pytest.mark.parametrize("name", STAGES)
def test_a_stages_revision_is_raised_when_its_results_change_and_only_then(name: str, stages: dict[str, Stage]) -> None:
    recorded = load()
    assert set(recorded) == set(stages) == set(STAGES), f"record all stages: {COMMAND}"
    wrong = list(complaints(stages[name], recorded[name]))
    assert not wrong, "\n".join(wrong)


MIX = Stage("mix", "pipeline.mix", "mixes its chapters", 3, {"a": Result("A", "one"), "b": Result("B", "two")})
KEPT = Recorded(3, MIX.results, {})
OTHER = replace(MIX, results={"a": Result("A", "other"), "b": Result("B", "two")})


def only(stage: Stage, recorded: Recorded) -> str:
    (complaint,) = complaints(stage, recorded)
    return complaint


def test_the_same_results_under_the_same_revision_are_as_it_should_be() -> None:
    assert list(complaints(MIX, KEPT)) == []
    assert list(complaints(replace(MIX, revision=4), record(replace(MIX, revision=4), KEPT))) == []


def test_other_results_under_the_same_revision_have_it_raised() -> None:
    said = only(OTHER, KEPT)
    assert "pipeline.mix makes something else than before of a." in said
    assert "raise REVISION in pipeline/mix/__init__.py to 4" in said
    assert COMMAND in said


def test_other_results_under_a_raised_revision_have_to_be_recorded() -> None:
    raised = replace(OTHER, revision=4)
    assert f"Record the new results: {COMMAND}" in only(raised, KEPT)
    assert list(complaints(raised, record(raised, KEPT))) == []


def test_the_same_results_under_a_raised_revision_make_every_book_anew_for_nothing() -> None:
    said = only(replace(MIX, revision=4), KEPT)
    assert "is 4, and was 3 when results were recorded, which are still the same" in said
    assert "Put it back" in said


def test_other_results_recorded_under_the_old_revision_are_not_forgotten_until_it_is_raised() -> None:
    slipped = record(OTHER, KEPT)
    assert "were recorded under the old revision (a). Raise REVISION" in only(OTHER, slipped)
    assert "were recorded under the old revision (a)" in only(OTHER, record(OTHER, slipped))
    raised = replace(OTHER, revision=4)
    assert list(complaints(raised, record(raised, slipped))) == []


def test_what_another_stage_gives_otherwise_is_no_change_of_this_one_and_has_to_be_recorded() -> None:
    given = replace(MIX, results={"a": Result("other", "other"), "b": Result("B", "two")})
    assert "pipeline.mix is given something else than was recorded (a)" in only(given, KEPT)
    assert list(complaints(given, record(given, KEPT))) == []


def test_sound_is_the_same_within_what_processors_and_encoders_differ_by() -> None:
    assert same({"master": {"halves": [[-20.0, 1]]}}, {"master": {"halves": [[-20.02, 1]]}})
    assert not same({"master": {"halves": [[-20.0, 1]]}}, {"master": {"halves": [[-20.05, 1]]}})
    assert same({"mp3": [-20.0]}, {"mp3": [-20.1]})
    assert not same({"mp3": [-20.0]}, {"mp3": [-20.3]})
    assert not same({"frames": 1}, {"frames": 2})
    assert not same([-20.0], [-20.0, -20.0])
    assert not same({"mp3": 1.0}, {"m4b": 1.0})
