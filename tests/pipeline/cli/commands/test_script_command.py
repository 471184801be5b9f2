"""What would be broken: chapters that nobody can tell apart in what is printed, or a story's words among messages."""

from pathlib import Path

import pytest

from pipeline.cli.commands.script_command import script
from script.script_file.script_parser import parse_chapter
from tests.places import STORIES


def test_each_chapter_begins_with_a_note_of_its_file_also_where_its_title_is_not_printed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    story = tmp_path / "door.html"
    story.write_text(
        "<h1>One</h1><p>“Who is there?” asked Anna.</p><h1>Two</h1><p>Nobody answered.</p>", encoding="utf-8"
    )
    script(story)
    printed = capsys.readouterr().out
    assert [line for line in printed.splitlines() if line.startswith("[[")] == [
        "[[ 001 One.txt ]]",
        "[[ 002 Two.txt ]]",
    ]
    assert "@Anna: “Who is there?”" in printed


def test_what_is_printed_reads_as_script_files(capsys: pytest.CaptureFixture[str]) -> None:
    script(STORIES / "the-lantern.txt")
    printed = capsys.readouterr().out
    parsed = parse_chapter(printed, "printed", None)
    assert [note.text for note in parsed.chapter.notes] == [
        "001 The Storm.txt",
        "002 What the Captain Carried.txt",
        "003 Home by It.txt",
    ]
