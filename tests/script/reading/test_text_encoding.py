"""A file is read in its own encoding, or a person is told what it was taken for."""

from __future__ import annotations

from pathlib import Path

import pytest

from script.reading.story_reader import read_story
from script.reading.text_encoding import decode
from tests.script.stories import ENGLISH


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "utf-16-le", "utf-16-be"])
def test_encodings_that_can_be_told_are(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "story.txt"
    path.write_bytes(("“Café,” she said.\r\nIt was late — too late.\r" + ENGLISH).encode(encoding))
    story = read_story(path)
    assert story.text == "“Café,” she said.\nIt was late — too late.\n" + ENGLISH
    assert story.warnings == ()


def test_a_guessed_encoding_is_said() -> None:
    text = "“Don’t,” she said — and it was the café’s last evening.\n" * 5
    found = decode(text.encode("cp1252"))
    assert found.text == text
    assert "cp1252" in found.warning
