"""Any story file is read by what it is; anything else ends in one sentence with the way out."""

from __future__ import annotations

import os
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from script.reading.story_reader import read_story
from script.reading.text_encoding import decode
from script.story import Style
from script.support.errors import StoryError
from tests.script.stories import check_story, read_aloud, read_or_refused, texts

ENGLISH = (
    "It was a quiet evening, and she said that the rain was over the harbour. "
    "He had not been there with her for a year.\n"
)


def test_html_chapters_title_author_and_language(tmp_path: Path) -> None:
    path = tmp_path / "story.html"
    body = f"<h1>The Lantern</h1><p>by Ann Author</p><h2>One</h2><p>{ENGLISH}</p><h2>Two</h2><p>{ENGLISH}</p>"
    body += "<script>x()</script>"
    path.write_text(
        f"<!doctype html><html lang='en-US'><head><title>The Lantern | A site</title></head><body>{body}</body></html>"
    )
    story = read_story(path)
    check_story(story)
    assert (story.title, story.author, story.language) == ("The Lantern", "Ann Author", "en-us")
    assert [section.title for section in read_aloud(story)] == ["One", "Two"]
    assert story.sections[0].left_out == "title page"
    assert "x()" not in story.text


def test_what_an_archive_adds_to_a_download_is_left_out(tmp_path: Path) -> None:
    path = tmp_path / "work.html"
    front = "<p><b>The Lantern</b><br/>Posted originally on the Archive of Our Own.</p><h1>The Lantern</h1>"
    back = "<h2>Afterword</h2><p>Please drop by the Archive and comment to let the creator know.</p>"
    path.write_text(f"<html><body>{front}<h2>Chapter 1</h2><p>{ENGLISH}</p>{back}</body></html>")
    assert [section.title for section in read_aloud(read_story(path))] == ["Chapter 1"]


def test_html_is_told_by_its_content_whatever_its_name(tmp_path: Path) -> None:
    path = tmp_path / "story.txt"
    path.write_text(f"<!DOCTYPE html><p>{ENGLISH}</p>")
    assert read_story(path).text == ENGLISH.strip()


def test_markdown_becomes_a_story(tmp_path: Path) -> None:
    path = tmp_path / "story.md"
    path.write_text(
        "---\ntitle: The Lantern\nauthor: Ann Author\nlanguage: en-GB\n---\n\n# One\n\nHe *really* **went**[^1] "
        "to [the pier](http://e.org/x).\n\n"
        "***\n\n> Quoted.\n\n- item\n\n| a | b |\n|---|---|\n| c | d |\n\n[^1]: The note.\n\n# Two\n\nLine one  "
        "\nline two  \nline three\n"
    )
    story = read_story(path)
    check_story(story)
    assert (story.title, story.author, story.language) == ("The Lantern", "Ann Author", "en-gb")
    assert [(s.title, s.left_out) for s in story.sections] == [("One", ""), ("Two", "")]
    assert texts(story) == [
        ("heading", "One"),
        ("paragraph", "He really went[^1] to the pier."),
        ("quote", "Quoted."),
        ("item", "item"),
        ("row", "a\tb"),
        ("row", "c\td"),
        ("heading", "Two"),
        ("verse", "Line one\nline two\nline three"),
    ]
    assert story.scene_breaks == (story.text.index("Quoted."),)
    assert ("[^1]", Style.NOTE_MARK) in {(story.text[s.start : s.end], s.style) for s in story.styles}
    assert [(item.text, item.why) for item in story.left_out] == [
        ("title: The Lantern author: Ann Author language: en-GB", "front matter block"),
        ("The note.", "footnote"),
    ]
    assert "e.org" not in story.text
    assert next(a.node for a in story.anchors if story.text.startswith("Two", a.offset)) == "line 23"


def test_a_markdown_story_without_chapters_is_one(tmp_path: Path) -> None:
    path = tmp_path / "story.md"
    path.write_text(f"# The Lantern\n\n{ENGLISH}\n\n{ENGLISH}")
    story = read_story(path)
    assert [(s.title, s.left_out) for s in story.sections] == [("The Lantern", "")]
    assert story.title == "The Lantern"


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.text(st.sampled_from("ab <>/&;\"'#*_-|`~[]()^:!\n\t\x0b\x85\u2028\xa0\u200b"), max_size=120),
    st.sampled_from([".md", ".html"]),
)
def test_any_markup_is_read_or_refused(tmp_path: Path, text: str, suffix: str) -> None:
    path = tmp_path / f"story{suffix}"
    path.write_text(text, newline="", encoding="utf-8")
    read_or_refused(path)


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
