"""What would be broken: what a person says otherwise than the tagger is not seen, or is seen in words of their own."""

from __future__ import annotations

import time

from pipeline.updating.corrections.deriving import corrected_in, ledger_of
from script.model import Kind
from tests.pipeline.updating.corrections.tagged_chapters import left_by_person, left_by_tagger

OWN = left_by_tagger("# One\n\n@Ann: “Where are you going today?”\nasked Ann.\n\n@?Tom: “Out.”\n")


def said(text: str) -> list[tuple[str, str | None, str | None]]:
    """(words, speaker, delivery) of the parts of corrected lines."""
    ledger = ledger_of([(OWN, OWN, left_by_person(text, OWN))])
    return [(p.words, p.label.speaker, p.label.delivery) for item in ledger.corrections for p in item.parts]


def test_a_speaker_a_doubt_and_a_delivery_are_seen() -> None:
    text = "# One\n\n@Bob: “Where are you going today?”\n@narrator (sob): asked Ann.\n\n@Tom: “Out.”\n"
    assert said(text) == [
        ("“Where are you going today?”", "Bob", None),
        ("asked Ann.", "narrator", "sob"),
        ("“Out.”", "Tom", None),
    ]


def test_a_divided_line_has_its_parts_and_changed_words_their_line() -> None:
    text = "# One\n\n@Ann: “Where do you\n@Bob: go today?”\nasked Ann.\n\n@Eve: “Away. Out.”\n"
    assert said(text) == [("“Where are you going", "Ann", None), ("today?”", "Bob", None), ("“Out.”", "Eve", None)]


def test_words_of_the_persons_own_are_no_lines_of_the_taggers() -> None:
    own = "@Ann: “Where are you going today?”\nasked Ann.\n\n@?Tom: “Out.”\n"
    assert said(f"# One\n\n@Bob: “Never mind me.”\n\n{own}") == []


def test_who_gives_a_part_of_a_line_to_somebody_leaves_the_rest_to_whoever_has_it() -> None:
    mine = left_by_person(
        "# One\n\n@Ann: “Where are you\n@Bob: going today?”\n@Eve: asked\nAnn.\n\n@?Tom: “Out.”\n", OWN
    )
    speech, tag = corrected_in(OWN, mine)
    assert [part.label.speaker for part in speech.told] == ["Ann", "Bob"]
    assert [(part.label.speaker, part.label.kind) for part in tag.told] == [("Eve", Kind.SPEECH)]


def test_what_is_unsaid_or_in_doubt_is_told_to_nobody() -> None:
    mine = left_by_person("# One\n\n@?Bob: “Where are you going today?”\nasked Ann.\n\n@[silent]: “Out.”\n", OWN)
    assert [item.told for item in corrected_in(OWN, mine)] == [(), ()]


def test_equal_lines_between_equal_words_are_told_apart_by_their_number() -> None:
    own = left_by_tagger("\n\n".join(["@Ann: “Yes, I do.”"] * 30) + "\n")
    mine = left_by_person(
        "\n\n".join(f"@{'Tom' if n in (12, 20) else 'Ann'}: “Yes, I do.”" for n in range(30)) + "\n", own
    )
    first, second = ledger_of([(own, own, mine)]).corrections
    assert second.nth - first.nth == 8


def test_the_corrections_of_a_long_chapter_are_found_in_time_that_grows_with_it() -> None:
    lines = "\n\n".join(f"@Ann: “Word {n} of {n * 7919 % 10007} and so on.”" for n in range(2000)) + "\n"
    own = left_by_tagger(lines)
    mine = left_by_person(lines.replace("@Ann", "@Bob"), own)
    began = time.process_time()
    assert len(ledger_of([(own, own, mine)]).corrections) == 2000
    assert time.process_time() - began < 4


def test_readings_and_what_cues_say_are_a_persons_own_marks() -> None:
    text = "He had read it.\n\n@Anna: “Yes.”\n"
    own = left_by_tagger(text)
    mine = left_by_person(text.replace("read", "read[as: red]") + "\n[say @Anna (sob): The end.]\n", own)
    marks = ledger_of([(own, own, mine)]).marks
    assert [(mark.kind, mark.value, mark.before, mark.speaker, mark.delivery) for mark in marks] == [
        ("as", "red", "He had read", None, None),
        ("say", "The end.", "He had read it. “Yes.”", "Anna", "sob"),
    ]
