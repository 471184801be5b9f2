"""What would be broken: a name that no tag can hold, or that comes back as another."""

from __future__ import annotations

import pytest

from script.model import BlockKind, Chapter, Kind, Line, Paragraph
from script.script_file.script_writer import format_chapter
from tests.script.script_texts import read


@pytest.mark.parametrize(
    "name", ["Dr: Who", "The [old] man", "Smith (the elder)", "?", "“Mad” Jack", "Narrator", "Ann\ne"]
)
def test_names_may_hold_anything(name: str) -> None:
    text = "Hello."
    chapter = Chapter(1, "", text, (Paragraph(BlockKind.PARAGRAPH, (Line(0, 6, name, Kind.SPEECH),)),))
    assert [line.speaker for line in read(format_chapter(chapter)).chapter.lines] == [name]
