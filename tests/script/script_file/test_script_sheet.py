"""What would be broken: a script file says of a line what the Script doesn't, or cues and notes change places."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from script.model import DOUBTFUL, NARRATOR, BlockKind, Chapter, CueKind, Kind, Line, Paragraph
from script.script_file.script_sheet import Label, label_of, sheet_of
from tests.script.chapters import chapters, words_of


@pytest.mark.parametrize(
    ("line", "block", "label"),
    [
        (Line(0, 1, "Jane", Kind.SPEECH, "sob", DOUBTFUL), BlockKind.PARAGRAPH, Label("Jane", Kind.SPEECH, "sob")),
        (
            Line(0, 1, "Jane", Kind.SPEECH, None, DOUBTFUL - 0.01),
            BlockKind.PARAGRAPH,
            Label("Jane", Kind.SPEECH, doubtful=True),
        ),
        (Line(0, 1, None, Kind.LETTER), BlockKind.QUOTE, Label(None, Kind.LETTER, doubtful=True)),
        (Line(0, 1, None, Kind.SILENT, None, 0.1), BlockKind.PARAGRAPH, Label(NARRATOR, Kind.SILENT)),
        (Line(0, 1, NARRATOR, Kind.HEADING), BlockKind.HEADING, Label(NARRATOR, Kind.HEADING, heading=6)),
    ],
)
def test_a_label_says_who_how_and_whether_it_is_sure(line: Line, block: BlockKind, label: Label) -> None:
    assert label_of(line, Paragraph(block, (line,), 9)) == label


@settings(max_examples=100, deadline=None)
@given(chapters())
def test_a_sheet_has_the_chapters_words_and_its_cues_notes_and_readings_in_their_order(chapter: Chapter) -> None:
    sheet = sheet_of(chapter)
    assert [span.visible for span in sheet.spans] == words_of(chapter)
    assert [len(spans) for spans in sheet.paragraphs()] == [len(paragraph.lines) for paragraph in chapter.paragraphs]
    assert [mark.at for mark in sheet.marks] == sorted(mark.at for mark in sheet.marks)
    said = [(mark.value, mark.speaker, mark.delivery) for mark in sheet.marks if isinstance(mark.kind, CueKind)]
    assert said == [(cue.value, cue.speaker, cue.delivery) for cue in chapter.cues]
    assert [mark.value for mark in sheet.marks if mark.hangs] == [reading.said for reading in chapter.readings]
    assert [mark.value for mark in sheet.marks if mark.kind is None] == [note.text for note in chapter.notes]
