"""What would be broken: words, cues or notes lost where a chapter is cut, or a file that swallows the next one."""

from __future__ import annotations

import pytest

from pipeline.updating.corrections.own_labels import was_told
from pipeline.updating.merging.old_chapter import OldChapter, cut_chapter, join_chapters
from script.script_file.script_parser import parse_chapter
from script.script_file.script_sheet import sheet_of

TEXT = "# Tea\n\n@Anna: “One two three,”\nsaid she.\n\nFour five six.\n\n@Paul: “Seven.”\n"
EDITED = (
    TEXT.replace("@Paul", "[pause: 2]\n[[who?]]\n@Clara")
    .replace("five", "fife[as: fyfe]")
    .replace("two", "two[as: too]")
)


def old(text: str, mine: str) -> OldChapter:
    chapter = parse_chapter(text, "script/001 Tea.txt", None).chapter
    return OldChapter(chapter, chapter, "001 Tea.txt", "001 Tea.txt", mine, parked=False)


@pytest.mark.parametrize("cut", [1, 4, 10, 20, 28, 37, 43])
def test_a_chapter_that_is_cut_and_joined_has_all_that_it_had(cut: int) -> None:
    whole = old(TEXT, EDITED)
    joined = join_chapters(cut_chapter(whole, [cut]))
    assert joined.text is not None
    assert "".join(joined.chapter.text.split()) == "".join(whole.chapter.text.split())
    before, after = (parse_chapter(text, "a", None).chapter for text in (EDITED, joined.text))
    assert "".join(after.text.split()) == "".join(before.text.split())
    assert [mark.value for mark in sheet_of(after).marks] == [mark.value for mark in sheet_of(before).marks]
    assert {line.speaker for line in after.lines} == {line.speaker for line in before.lines}


def test_what_the_tagger_left_is_not_taken_for_what_a_person_told() -> None:
    parts = cut_chapter(old(TEXT, EDITED), [20])
    assert not any(was_told(line) for part in parts if part.base is not None for line in part.base.lines)


def test_the_first_part_keeps_the_file_and_the_others_have_none() -> None:
    assert [part.file for part in cut_chapter(old(TEXT, EDITED), [20])] == ["001 Tea.txt", None]


def test_of_chapters_that_are_joined_those_that_are_gone_are_named() -> None:
    there, gone = old(TEXT, EDITED), OldChapter(old(TEXT, "").chapter, None, "002.txt", None, None, parked=False)
    joined = join_chapters([there, gone])
    assert joined.missing == ("002.txt",)
    assert joined.base is None
