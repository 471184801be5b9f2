"""What is no part of the story is not read aloud, and no chapter is left out."""

from __future__ import annotations

from pathlib import Path

from script.reading.story_reader import read_story
from tests.script.stories import ENGLISH, read_aloud


def test_what_an_archive_adds_to_a_download_is_left_out(tmp_path: Path) -> None:
    path = tmp_path / "work.html"
    front = "<p><b>The Lantern</b><br/>Posted originally on the Archive of Our Own.</p><h1>The Lantern</h1>"
    back = "<h2>Afterword</h2><p>Please drop by the Archive and comment to let the creator know.</p>"
    path.write_text(f"<html><body>{front}<h2>Chapter 1</h2><p>{ENGLISH}</p>{back}</body></html>")
    assert [section.title for section in read_aloud(read_story(path))] == ["Chapter 1"]
