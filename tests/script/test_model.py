"""What every room may count on of a script's parts."""

from __future__ import annotations

from hypothesis import given

from script.model import Chapter, Character, Kind
from tests.script.chapters import chapters


def test_breaks_and_silent_lines_alone_are_not_heard() -> None:
    assert {kind for kind in Kind if not kind.spoken} == {Kind.BREAK, Kind.SILENT}


def test_a_character_is_found_by_the_name_that_is_shown_first() -> None:
    assert Character("Anna Hale", ("Anna", "Ann")).names == ("Anna Hale", "Anna", "Ann")


@given(chapters())
def test_a_paragraph_reaches_from_its_first_line_to_its_last(chapter: Chapter) -> None:
    assert chapter.lines == tuple(line for paragraph in chapter.paragraphs for line in paragraph.lines)
    for paragraph in chapter.paragraphs:
        assert (paragraph.start, paragraph.end) == (paragraph.lines[0].start, paragraph.lines[-1].end)
