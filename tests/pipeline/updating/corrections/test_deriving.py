"""What would be broken: a correction that is not remembered, or one that is remembered of other words."""

from __future__ import annotations

import time
from dataclasses import replace

from pipeline.updating.corrections.deriving import corrected_in, ledger_of
from pipeline.updating.corrections.own_labels import own_chapters
from script.model import EDITED, Chapter
from script.script_file.script_parser import parse_chapter

OWN = "# Tea\n\n@Anna: “Yes.”\nsaid one.\n\n@Anna: “Yes.”\nsaid another.\n"


def chapter(text: str, told: str = "") -> Chapter:
    """A chapter of the tagger's, whom a person had told of the lines of `told`."""
    found = parse_chapter(text, "script/001 Tea.txt", None).chapter
    paragraphs = []
    for paragraph in found.paragraphs:
        lines = (replace(line, evidence=EDITED if line.speaker == told else "") for line in paragraph.lines)
        paragraphs.append(replace(paragraph, lines=tuple(lines)))
    return replace(found, paragraphs=tuple(paragraphs))


def test_only_what_a_person_says_otherwise_is_a_correction() -> None:
    mine = chapter(OWN.replace("@Anna: “Yes.”\nsaid another", "@Paul: “Yes.”\nsaid another"))
    (item,) = corrected_in(chapter(OWN), mine)
    assert (item.was.speaker, [part.label.speaker for part in item.told]) == ("Anna", ["Paul"])
    assert not list(corrected_in(chapter(OWN), chapter(OWN)))


def test_what_the_tagger_was_told_is_undone_at_the_very_words_of_several_alike() -> None:
    own, mine = chapter(OWN), OWN.replace("@Anna: “Yes.”\nsaid another", "@Paul: “Yes.”\nsaid another")
    ledger = ledger_of([(own, own, chapter(mine))])
    (again,) = own_chapters([chapter(mine, told="Paul")], ledger)
    assert [line.speaker for line in again.lines] == [line.speaker for line in own.lines]
    (unknown,) = own_chapters([chapter(mine, told="Paul")], None)
    assert [line.speaker for line in unknown.lines].count(None) == 1


def test_the_corrections_of_a_long_chapter_are_found_in_time_that_grows_with_it() -> None:
    text = "# Tea\n\n" + "\n\n".join(f"@Anna: “Word {n} of {n * 7919 % 10007} and so on.”" for n in range(2000)) + "\n"
    own, mine = chapter(text), chapter(text.replace("@Anna", "@Paul"))
    began = time.perf_counter()
    assert len(ledger_of([(own, own, mine)]).corrections) == 2000
    assert time.perf_counter() - began < 4
