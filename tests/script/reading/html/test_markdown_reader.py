"""Markdown is read as it is meant: its marks are styles, its notes and its head are not read aloud."""

from __future__ import annotations

from pathlib import Path

from script.reading.story_reader import read_story
from script.story import Style
from tests.script.stories import ENGLISH, check_story, texts


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


def test_words_in_angle_brackets_stay_in_the_text_and_markup_does_not(tmp_path: Path) -> None:
    path = tmp_path / "chat.md"
    path.write_text(
        "# Chat\n\n<bea> nothing <i>at all</i>\n\n<Bea>\n\n<Go now> said the dragon. <I know you> <br/>Yes.\n\n"
        '<div align="center">\nmiddle\n</div>\n'
    )
    story = read_story(path)
    check_story(story)
    assert [words for _, words in texts(story)] == [
        "Chat",
        "<bea> nothing at all",
        "<Bea>",
        "<Go now> said the dragon. <I know you>\nYes.",
        "middle",
    ]
    assert ("at all", Style.ITALIC) in {(story.text[s.start : s.end], s.style) for s in story.styles}
