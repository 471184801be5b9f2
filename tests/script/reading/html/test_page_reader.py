"""A web page is a story with chapters, and nothing of what is around them."""

from __future__ import annotations

from pathlib import Path

from script.reading.story_reader import read_story
from tests.script.stories import ENGLISH, check_story, read_aloud


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
