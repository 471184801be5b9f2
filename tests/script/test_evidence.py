"""What would be broken: a guess that counts as told, or a name of the story that nobody hears of."""

from __future__ import annotations

import pytest

from script.evidence import Basis, Clue, absent_subject, and_then, basis_of, evidence_of
from script.model import DOUBTFUL, EDITED, NARRATOR, BlockKind, Chapter, Kind, Line, Paragraph, Script
from script.script_file.json_form import dump_script, load_script


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


def test_what_an_earlier_release_stored_counts_for_what_it_was() -> None:
    lines = (
        Line(0, 2, "Anna", Kind.SPEECH, None, 0.9, "tag: said Anna"),
        Line(2, 4, "Paul", Kind.SPEECH, None, 0.9, "beat: Paul nodded"),
        Line(4, 6, "Anna", Kind.SPEECH, None, 0.9, "addressed before: Anna"),
        Line(6, 8, "Paul", Kind.SPEECH, None, 0.9, "turn between Paul and Anna"),
        Line(8, 10, "Anna", Kind.SPEECH, None, 0.7, "turn between Anna and Paul; second opinion: tiny:8b"),
        Line(10, 12, "Anna", Kind.SPEECH, None, 0.9, "goes on: corrected by you"),
        Line(12, 14, "Paul", Kind.SPEECH, None, 0.9, "near: Paul"),
        Line(14, 16, "Paul", Kind.LETTER, None, 0.95, "letter: signature: Paul"),
        Line(16, 18, "Anna", Kind.LETTER, None, 0.95, "letter: corrected by you"),
    )
    chapter = Chapter(1, "", "Hm" * len(lines), (Paragraph(BlockKind.PARAGRAPH, lines),))
    stored = load_script(dump_script(Script("", "", "en", (chapter,), (), None)))
    assert [basis_of(one) for one in stored.chapters[0].lines] == [
        Basis.TAG,
        Basis.TURN,
        Basis.TURN,
        Basis.TURN,
        Basis.OPINION,
        Basis.PERSON,
        Basis.GUESS,
        Basis.FORMAT,
        Basis.PERSON,
    ]


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
