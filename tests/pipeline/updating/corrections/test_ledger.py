"""What would be broken: a remembered correction that reads back as another, or a damaged ledger that stops a run."""

from __future__ import annotations

import pytest

from pipeline.updating.corrections.ledger import Correction, Ledger, OwnMark, Said, dump_ledger, parse_ledger
from script.model import CueKind, Kind
from script.script_file.script_sheet import Label

ANN, TOM = Label("Ann", Kind.SPEECH, None, True), Label("Tom “T”", Kind.THOUGHT, "sob")
NARRATED = Label("narrator", Kind.HEADING, heading=2)
LEDGER = Ledger(
    (
        Correction("“Yes, I do.”", "She\nsaid:", "", 3, ANN, (Said("“Yes,", ANN), Said("I do.”", TOM))),
        Correction("End", "", "“No.”", 0, NARRATED, (Said("End", NARRATED),)),
    ),
    (OwnMark(CueKind.SFX, "door", "a", "b"), OwnMark(None, "look\n  here", "", "")),
)


def test_a_ledger_reads_back_as_it_was_written() -> None:
    assert parse_ledger(dump_ledger(LEDGER)) == LEDGER
    assert parse_ledger(dump_ledger(Ledger())) == Ledger()
    assert [item.ended for item in LEDGER.corrections] == [False, True]


def test_what_the_tagger_said_goes_by_the_names_that_characters_have_now() -> None:
    renamed = LEDGER.renamed({"Ann": "Anna"}).corrections[0]
    assert (renamed.was.speaker, renamed.parts[0].label.speaker) == ("Anna", "Ann")


@pytest.mark.parametrize("damage", [("format", "formal"), ('"sob"', "7"), ("sfx", "boom"), ("[", "{"), ("true", "[]]")])
def test_a_damaged_ledger_is_none(damage: tuple[str, str]) -> None:
    text = dump_ledger(LEDGER)
    assert damage[0] in text
    assert parse_ledger(text.replace(*damage)) is None
    assert parse_ledger(text[: len(text) // 2]) is None
    assert parse_ledger(None) is None
