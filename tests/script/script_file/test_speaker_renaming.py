"""What would be broken: renaming a character changes a word of the story, or leaves a tag under the old name."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings

from script.model import NARRATOR, Chapter
from script.script_file.script_writer import format_chapter
from script.script_file.speaker_renaming import rename_speakers
from script.support.errors import EditError
from tests.script.chapters import NAME as NAMES
from tests.script.chapters import chapters
from tests.script.script_texts import NAME, read


@settings(max_examples=200, deadline=None)
@given(chapters(), NAMES)
def test_speakers_alone_change(chapter: Chapter, new: str) -> None:
    speakers = {line.speaker for line in chapter.lines if line.kind.spoken} - {None, NARRATOR}
    speakers |= {cue.speaker for cue in chapter.cues}
    names = {speaker: new for speaker in speakers if speaker}
    text = format_chapter(chapter)
    renamed = read(rename_speakers(text, names, NAME)).chapter
    before = read(text).chapter
    assert [line.speaker for line in renamed.lines] == [
        new if line.speaker in names else line.speaker for line in before.lines
    ]
    assert [cue.speaker for cue in renamed.cues] == [
        new if cue.speaker in names else cue.speaker for cue in before.cues
    ]
    said = [[replace(cue, speaker=None) for cue in one.cues] for one in (renamed, before)]
    assert said[0] == said[1]
    assert (renamed.text, renamed.notes, renamed.readings) == (before.text, before.notes, before.readings)


def test_everything_else_of_a_line_stays_as_it_was_typed() -> None:
    text = "# @ Jane  [letter] (sob) : My @Jane: dear\n\n@?Jane:x\r\n[[ @Jane: ]] Jane: yes"
    assert rename_speakers(text, {"Jane": "Dr: (Who)"}, NAME) == (
        "# @ Dr\\: \\(Who\\)  [letter] (sob) : My @Jane: dear\n\n@?Dr\\: \\(Who\\):x\r\n[[ @Jane: ]] Jane: yes"
    )


def test_who_says_a_cue_is_renamed_too_also_where_a_note_runs_over_lines() -> None:
    text = "[[ a\n[say @Jane: no] ]] [say @Jane (sob): [x] Jane]\n\\[say @Jane: no] [SAY  @ Jane : yes]\n"
    renamed = text.replace("@Jane (", "@Ann (").replace("@ Jane :", "@ Ann :")
    assert rename_speakers(text, {"Jane": "Ann"}, NAME) == renamed


def test_a_file_that_cannot_be_read_is_refused_with_its_place() -> None:
    with pytest.raises(EditError, match=f"{NAME}:2: "):
        rename_speakers("Fine.\n@Jane “hello”\n", {"Jane": "Anna"}, NAME)
