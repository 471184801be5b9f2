"""Any story file is read by what it is; anything else ends in one sentence with the way out."""

from __future__ import annotations

import os
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from script.reading.story_reader import read_story
from script.support.errors import StoryError
from tests.script.stories import ENGLISH, read_or_refused


def test_html_is_told_by_its_content_whatever_its_name(tmp_path: Path) -> None:
    path = tmp_path / "story.txt"
    path.write_text(f"<!DOCTYPE html><p>{ENGLISH}</p>")
    assert read_story(path).text == ENGLISH.strip()


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.text(st.sampled_from("ab <>/&;\"'#*_-|`~[]()^:!\n\t\x0b\x85\u2028\xa0\u200b"), max_size=120),
    st.sampled_from([".md", ".html"]),
)
def test_any_markup_is_read_or_refused(tmp_path: Path, text: str, suffix: str) -> None:
    path = tmp_path / f"story{suffix}"
    path.write_text(text, newline="", encoding="utf-8")
    read_or_refused(path)


def test_another_language_is_told_and_said(tmp_path: Path) -> None:
    path = tmp_path / "story.txt"
    path.write_text(
        "Der alte Mann saß am Hafen und sah auf das Meer. Er war nicht allein, aber er sprach mit niemandem. " * 3,
        encoding="utf-8",
    )
    story = read_story(path)
    assert story.language == "de"
    assert any("German" in warning for warning in story.warnings)
    path.write_text(ENGLISH * 2)
    assert (read_story(path).language, read_story(path).warnings) == ("en", ())


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.txt", b"", "is empty"),
        ("a.txt", b" \n\t\n", "no words"),
        ("a.txt", b"* * *\n...", "no words"),
        ("a.txt", bytes(range(256)) * 40, "binary"),
        ("a.txt", b"\0" * 500, "binary"),
        ("a.pdf", b"%PDF-1.7 ...", "PDF"),
        ("a.txt", b"\xff\xd8\xff\xe0" + b"\1" * 90, "picture"),
        ("a.mobi", b"\0" * 60 + b"BOOKMOBI" + b"\0" * 60, "Kindle"),
        ("a.rtf", b"{\\rtf1 x}", "RTF"),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Word"),
        ("a.epub", b"just words", "cut short"),
        ("a.epub", b"PK\x03\x04 cut", "cut short"),
        ("a.fb2", b"<?xml version='1.0'?><FictionBook/>", "FictionBook"),
        ("a.html", b"<html><body></body></html>", "no words"),
        ("a.md", b"---\ntitle: x\n---\n", "no words"),
    ],
)
def test_what_is_no_story_is_refused_in_one_sentence(tmp_path: Path, name: str, data: bytes, said: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(StoryError) as error:
        read_story(path)
    assert said in str(error.value)
    assert str(path) in str(error.value)
    assert "\n" not in str(error.value)


def test_a_word_document_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    with zipfile.ZipFile(path, "w") as document:
        document.writestr("[Content_Types].xml", "<x/>")
        document.writestr("word/document.xml", "<x/>")
    with pytest.raises(StoryError, match="Word document"):
        read_story(path)


def test_missing_files_folders_and_closed_files(tmp_path: Path) -> None:
    with pytest.raises(StoryError, match="doesn't exist"):
        read_story(tmp_path / "none.txt")
    with pytest.raises(StoryError, match="folder"):
        read_story(tmp_path)
    closed = tmp_path / "closed.txt"
    closed.write_text(ENGLISH)
    closed.chmod(0)
    if os.access(closed, os.R_OK):
        pytest.skip("this user may read everything")
    with pytest.raises(StoryError, match="permissions"):
        read_story(closed)
