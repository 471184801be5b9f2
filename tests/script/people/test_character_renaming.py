"""What would be broken: a character under a new name leaves lines, or who talks with whom, under the old one."""

from __future__ import annotations

from dataclasses import replace

from script.model import BlockKind, Chapter, Character, Gender, Kind, Line, Paragraph, Script
from script.people.character_renaming import rename_in_script

TEXT = "“No.” “Yes.” “Why?”"
LINES = (
    Line(0, 5, "Anna", Kind.SPEECH),
    Line(6, 12, "Miss Bell", Kind.SPEECH),
    Line(13, 19, "Tom", Kind.SPEECH),
)
SCRIPT = Script(
    "T",
    "A",
    "en",
    (Chapter(1, "One", TEXT, (Paragraph(BlockKind.PARAGRAPH, LINES),)),),
    (Character("Anna"), Character("Miss Bell", (), Gender.FEMALE), Character("Tom")),
    "Miss Bell",
    (("Anna", "Miss Bell", 3), ("Anna", "Tom", 2), ("Miss Bell", "Tom", 1)),
)


def test_two_characters_that_are_one_are_so_in_lines_exchanges_narrator_and_characters() -> None:
    script = rename_in_script(SCRIPT, [Character("Anna Bell", ("Anna", "Miss Bell"))])
    assert [line.speaker for line in script.chapters[0].lines] == ["Anna Bell", "Anna Bell", "Tom"]
    assert script.characters == (Character("Anna Bell", ("Anna", "Miss Bell"), Gender.FEMALE), Character("Tom"))
    assert script.narrator == "Anna Bell"
    assert script.exchanges == (("Anna Bell", "Tom", 3),)


def test_a_pair_that_was_left_open_has_the_new_names_until_it_is_one() -> None:
    open_pairs = replace(SCRIPT, perhaps_one=(("Anna", "Miss Bell", "one scene"), ("Anna", "Tom", "")))
    renamed = rename_in_script(open_pairs, [Character("Tom Bell", ("Tom",))])
    assert renamed.perhaps_one == (("Anna", "Miss Bell", "one scene"), ("Anna", "Tom Bell", ""))
    joined = rename_in_script(open_pairs, [Character("Anna", ("Miss Bell",))])
    assert joined.perhaps_one == (("Anna", "Tom", ""),)


def test_whom_nobody_renames_stays_as_they_are() -> None:
    script = rename_in_script(SCRIPT, [])
    assert script == SCRIPT
    assert script.chapters[0] is SCRIPT.chapters[0]
