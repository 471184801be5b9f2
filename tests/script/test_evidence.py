"""What would be broken: a guess that counts as told, or a name of the story that nobody hears of."""

from __future__ import annotations

import pytest

from script.evidence import Basis, Clue, absent_subject, and_then, basis_of, evidence_of
from script.model import DOUBTFUL, EDITED, NARRATOR, Kind, Line


def line(evidence: str, confidence: float = 0.9, speaker: str | None = "Anna", kind: Kind = Kind.SPEECH) -> Line:
    return Line(0, 5, speaker, kind, None, confidence, evidence)


@pytest.mark.parametrize(
    ("clue", "basis"),
    [
        (Clue.NAMED, Basis.TAG),
        (Clue.REFERENCE, Basis.REFERENCE),
        (Clue.PRINTED, Basis.FORMAT),
        (Clue.CORRECTED, Basis.PERSON),
        (Clue.ACTION, Basis.TURN),
        (Clue.ADDRESSED, Basis.TURN),
        (Clue.TURN, Basis.TURN),
        (Clue.OPINION, Basis.OPINION),
        (Clue.NEAR, Basis.GUESS),
        (Clue.NOBODY, Basis.GUESS),
        (Clue.ABSENT, Basis.GUESS),
    ],
)
def test_every_clue_counts_for_what_it_is_and_none_where_the_tagger_is_not_sure(clue: Clue, basis: Basis) -> None:
    assert basis_of(line(evidence_of(clue, "said Anna: then"))) is basis
    assert basis_of(line(evidence_of(clue), DOUBTFUL)) is basis
    assert basis_of(line(evidence_of(clue, "said Anna"), DOUBTFUL - 0.01)) is Basis.GUESS
    assert basis_of(line(evidence_of(clue, "said Anna"), speaker=None)) is Basis.GUESS


def test_a_correction_is_a_persons_and_one_with_a_question_mark_a_guess() -> None:
    assert basis_of(line(EDITED, 1.0)) is Basis.PERSON
    assert basis_of(line(EDITED, DOUBTFUL / 2)) is Basis.GUESS


def test_letters_count_for_their_form_and_narration_for_nothing() -> None:
    assert basis_of(line("letter: signed Anna", kind=Kind.LETTER)) is Basis.FORMAT
    assert basis_of(line("under “Anna’s letter”", kind=Kind.LETTER)) is Basis.FORMAT
    assert basis_of(line("letter", 0.0, None, Kind.LETTER)) is Basis.GUESS
    for kind in (Kind.NARRATION, Kind.HEADING, Kind.BREAK, Kind.SILENT):
        assert basis_of(line("", 1.0, NARRATOR, kind)) is None


def test_a_model_that_agrees_is_what_counts() -> None:
    both = and_then(evidence_of(Clue.NEAR, "Anna; Paul"), evidence_of(Clue.OPINION, "tiny:8b"))
    assert basis_of(line(both, 0.7)) is Basis.OPINION
    assert and_then("", "x") == "x"


def test_a_subject_that_nobody_knows_is_told_until_somebody_says_who_it_is() -> None:
    unknown = evidence_of(Clue.ABSENT, "Mr. Yusuf")
    assert absent_subject(line(unknown, 0.2)) == "Mr. Yusuf"
    assert absent_subject(line(unknown, 0.0, None)) == "Mr. Yusuf"
    assert absent_subject(line(and_then(unknown, evidence_of(Clue.OPINION, "tiny")), 0.7)) is None
    assert absent_subject(line(EDITED, 1.0)) is None
    assert absent_subject(line("tag: said not in the cast: x")) is None
