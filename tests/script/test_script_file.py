"""What would be broken: a person's script file read as something else than what stands there, or a story changed by writing
it down."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings

from script.errors import EditError
from script.model import NARRATOR, BlockKind, Chapter, Cue, CueKind, Kind, Line, Note, Paragraph
from script.script_file import ParsedChapter, format_chapter, parse_chapter
from tests.script.chapters import chapters, words_of

NAME = "script/001 The Storm.txt"


@settings(max_examples=400, deadline=None)
@given(chapters())
def test_a_script_file_reads_back_as_the_very_chapter_it_was_written_from(chapter: Chapter) -> None:
    parsed = parse_chapter(format_chapter(chapter), NAME, chapter)
    assert parsed.chapter == chapter
    assert parsed.changed_words == 0


@settings(max_examples=400, deadline=None)
@given(chapters())
def test_words_speakers_kinds_deliveries_cues_and_notes_survive_without_the_stored_chapter(chapter: Chapter) -> None:
    parsed = parse_chapter(format_chapter(chapter), NAME, None).chapter
    assert words_of(parsed) == words_of(chapter)
    assert [(line.speaker, line.kind, line.delivery) for line in parsed.lines] == [
        (line.speaker, line.kind, line.delivery) for line in chapter.lines
    ]
    assert _marks(parsed) == _marks(chapter)
    assert [len(paragraph.lines) for paragraph in parsed.paragraphs] == [len(p.lines) for p in chapter.paragraphs]


def _marks(chapter: Chapter) -> list[list[tuple[int, str, str]]]:
    def place(at: int) -> int:
        return len("".join(chapter.text[:at].split()))

    return [
        [(place(cue.at), cue.kind, cue.value) for cue in chapter.cues],
        [(place(note.at), "note", note.text) for note in chapter.notes],
    ]
