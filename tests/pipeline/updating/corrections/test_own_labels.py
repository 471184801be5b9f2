"""What would be broken: a merge that takes what the tagger was told for what it says, and so loses the correction."""

from __future__ import annotations

from dataclasses import replace

from pipeline.updating.corrections.deriving import ledger_of
from pipeline.updating.corrections.own_labels import own_chapters
from script.model import EDITED
from script.script_file.script_writer import format_chapter
from tests.pipeline.updating.corrections.tagged_chapters import left_by_person, left_by_tagger

OWN = "@Ann: “Yes.”\n\n@Ann: “Yes.”\n\n@?Ann (sob): “So it is, is it?”\nsaid she.\n\n@Ann: “Yes.”\n"
TOLD = "@Ann: “Yes.”\n\n@Tom: “Yes.”\n\n@Ann: “So it is,\n@Tom (shout): is it?”\nsaid she.\n\n@Ann: “Yes.”\n"


def test_what_the_tagger_was_told_is_put_back_line_for_line() -> None:
    own = left_by_tagger(OWN)
    mine = left_by_person(TOLD, own)
    ledger = ledger_of([(own, own, mine)])
    assert len(ledger.corrections) == 2
    tagged = left_by_tagger(TOLD, "So it", "is it")
    second = tagged.paragraphs[1]
    told = replace(second, lines=(replace(second.lines[0], evidence=EDITED),))
    tagged = replace(tagged, paragraphs=(tagged.paragraphs[0], told, *tagged.paragraphs[2:]))
    assert format_chapter(own_chapters([tagged], ledger)[0]) == OWN
    other = left_by_tagger("It rained.\n")
    assert [format_chapter(c) for c in own_chapters([other, tagged], ledger)] == ["It rained.\n", OWN]


def test_of_what_no_ledger_remembers_nobody_is_known_to_have_spoken() -> None:
    tagged = left_by_tagger("@Ann: “Yes.”\n\n@Tom: “No, not I.”\n", "No")
    assert format_chapter(own_chapters([tagged], None)[0]) == "@Ann: “Yes.”\n\n@?: “No, not I.”\n"


def test_a_chapter_that_the_tagger_was_told_nothing_of_is_the_same() -> None:
    tagged = left_by_tagger(OWN)
    assert own_chapters([tagged], None) == [tagged]
