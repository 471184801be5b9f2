"""What would be broken: a correction that is forgotten, or a run that ends, by what the ledger's file holds."""

from __future__ import annotations

import pytest

from pipeline.disk.sealed_text import DamagedError, sealed
from pipeline.production.remembered.ledger import Correction, Ledger, OwnMark, Said, dump_ledger, parse_ledger
from script.model import CueKind, Kind
from script.script_file.script_sheet import Hanging, Label

ANNA = Label("Anna", Kind.SPEECH, "whisper", True, 0)
PAUL = Label("Paul", Kind.SPEECH, None, False, 0)
WHOLE = Ledger(
    (Correction("“Yes.”", "he came in", "said one", 3, ANNA, (Said("“Yes.”", PAUL),)),),
    (
        OwnMark(CueKind.PAUSE, "2", "before", "after"),
        OwnMark(None, "who?", "", ""),
        OwnMark(Hanging.READING, "red", "had read", "it"),
        OwnMark(CueKind.SAY, "The end.", "", "", "Anna", "whisper"),
    ),
)


@pytest.mark.parametrize("ledger", [Ledger(), WHOLE])
def test_a_ledger_comes_back_as_it_was_kept(ledger: Ledger) -> None:
    assert parse_ledger(dump_ledger(ledger)) == ledger


def test_a_character_has_one_name_in_all_that_the_tagger_had_said() -> None:
    assert WHOLE.renamed({"Anna": "Anna Bell"}).corrections[0].was.speaker == "Anna Bell"


@pytest.mark.parametrize(
    "payload",
    [
        "[]",
        '{"corrections": [[1]], "marks": []}',
        '{"corrections": [], "marks": [["drum", "", "", ""]]}',
        '{"corrections": [], "marks": [["say", "", "", "", 7, null]]}',
        '{"corrections": [["a", "", "", "x", [null, "speech", null, 0, 0], []]], "marks": []}',
        '{"corrections": [["a", "", "", 0, [7, "speech", null, 0, 0], []]], "marks": []}',
    ],
)
def test_what_no_ledger_says_is_no_ledger(payload: str) -> None:
    with pytest.raises(DamagedError):
        parse_ledger(sealed("corrections", payload))
