"""What would be broken: a note of a merge that is taken for a person's, or a loss that nobody counts."""

from __future__ import annotations

import pytest

from script.merging import notes

LOSSES = (
    notes.corrected_and_gone("@Anna: “Yes.”"),
    notes.corrected_and_elsewhere("@Anna: “Yes.”"),
    notes.stood_beside("“Yes.”"),
    notes.in_doubt(2),
)


@pytest.mark.parametrize("note", LOSSES)
def test_what_lost_its_words_is_told_as_a_loss(note: str) -> None:
    assert notes.tells_of_loss(note)
    assert notes.is_ours(note)


@pytest.mark.parametrize("note", [notes.story_has("“No.”"), notes.gone("“Yes.”")])
def test_words_that_stand_against_each_other_are_no_loss(note: str) -> None:
    assert not notes.tells_of_loss(note)
    assert notes.is_ours(note)


def test_a_persons_note_is_theirs() -> None:
    assert not notes.is_ours("Who says this?")
