"""What would be broken: a merge takes characters for others, or for whole words or lines that they are not."""

from __future__ import annotations

from hypothesis import given, settings

from script.merging.character_row import NEW_LINE, NEW_PARAGRAPH, SPACE, CharacterRow, align_rows, spaced
from script.model import Chapter
from script.script_file.script_sheet import sheet_of
from tests.script.chapters import chapters
from tests.script.script_texts import read

ROW = CharacterRow(sheet_of(read("The ant\n@Jane: “A bee.”\n\nA cow ate.\n").chapter))
"""Theant“Abee.”Acowate."""


@settings(max_examples=100, deadline=None)
@given(chapters())
def test_a_row_gives_its_spans_again(chapter: Chapter) -> None:
    sheet = sheet_of(chapter)
    row = CharacterRow(sheet)
    ends = [*row.starts, len(row)][1:]
    texts = [spaced(row.text, row.gaps, start, end) for start, end in zip(row.starts, ends, strict=True)]
    assert texts == [span.text for span in sheet.spans]
    assert [row.gaps[start] == NEW_PARAGRAPH for start in row.starts] == [span.opens for span in sheet.spans]


def test_words_lines_and_paragraphs_are_told_by_the_gaps_around_them() -> None:
    assert ROW.text == "Theant“Abee.”Acowate."
    assert ROW.holds_whole(range(3, 6), SPACE)
    assert not ROW.holds_whole(range(3, 6), NEW_LINE)
    assert ROW.holds_whole(range(6, 13), NEW_LINE)
    assert not ROW.holds_whole(range(6, 13), NEW_PARAGRAPH)
    assert ROW.line_edges(1, 21) == [6, 13, 21]
    assert ROW.whole_lines(range(1, 20)) == range(6, 13)
    assert [number for number, _ in ROW.spans_in(range(6, 21))] == [1, 2]
    assert (ROW.paragraphs(range(5, 14)), ROW.paragraphs(range(3, 3))) == (2, 0)
    assert [*ROW.line_parts(range(3, 15))] == [range(3, 6), range(6, 13), range(13, 15)]
    assert [*ROW.spans_over(range(5, 13))] == [0, 1]
    assert ROW.holds_lines(range(3, 13), among=range(3, 15))
    assert not ROW.holds_lines(range(3, 13), among=range(1, 13))
    assert ROW.lines(range(5, 7)) == "The ant “A bee.”"


def test_only_whole_words_are_found() -> None:
    assert (ROW.find_words(range(21), "Acow"), ROW.find_words(range(21), "cow")) == (13, 14)
    assert ROW.find_words(range(21), "co") is None
    assert ROW.find_words(range(21), "ow") is None
    assert (ROW.count_words("A"), ROW.count_words("“A"), ROW.count_words("bee.”")) == (1, 1, 1)


def test_rows_have_whole_words_in_common_and_no_parts_of_them() -> None:
    texts = ("Ann’s hat, a well-worn 1,000 year hat.\n", "Tom’s hat, a well-made 1,500 year hat.\n")
    one, other = (CharacterRow(sheet_of(read(text).chapter)) for text in texts)
    alignment = align_rows(one, other)
    assert [one.text[block.one : block.one + block.size] for block in alignment.blocks] == ["hat,a", "yearhat."]
