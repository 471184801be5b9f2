"""A document is parsed whatever it names, and a hostile one costs nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from script.reading.story_reader import read_story
from tests.script.epubs import build, page


def test_named_characters_need_no_dtd(tmp_path: Path) -> None:
    story = read_story(build(tmp_path / "b.epub", {"c.xhtml": page("<p>caf&eacute;&nbsp;&mdash; yes &amp; no</p>")}))
    assert story.text == "café\xa0— yes & no"
    assert story.warnings == ()


def test_an_entity_bomb_stays_small(tmp_path: Path) -> None:
    bomb = '<!DOCTYPE html [<!ENTITY a "ha"><!ENTITY b "' + "&a;" * 50 + '"><!ENTITY c "' + "&b;" * 50 + '">]>'
    body = f'<html xmlns="http://www.w3.org/1999/xhtml"><body><p>Words {"&c;" * 50} here.</p></body></html>'
    story = read_story(build(tmp_path / "b.epub", {"c.xhtml": bomb + body}))
    assert len(story.text) < 1000
    assert "here." in story.text


@pytest.mark.parametrize("depth", [200, 300, 1400, 3000])
@pytest.mark.parametrize("opening", ["<div>", "<font>", "<i>", "<blockquote><p>", "<ul><li>"])
def test_elements_that_never_end_take_no_text_along(tmp_path: Path, opening: str, depth: int) -> None:
    path = tmp_path / "page.html"
    body = " ".join(f"{opening}word{index}" for index in range(depth))
    path.write_text(f"<html><body><h1>Deep</h1>{body}<p>The end.</p></body></html>")
    said = read_story(path).text.split()
    assert said == ["Deep", *(f"word{index}" for index in range(depth)), "The", "end."]


@pytest.mark.parametrize("opening", ["<!--", "<script>", "<STYLE type='x'>", "<textarea>", "<plaintext>"])
def test_what_lacks_its_end_swallows_nothing(tmp_path: Path, opening: str) -> None:
    path = tmp_path / "page.html"
    path.write_text(f"<html><body><!-- not this --><script src='a.js'/><p>One.</p>{opening} <p>Two.</p></body></html>")
    text = read_story(path).text
    assert text.startswith("One.")
    assert text.endswith("Two.")
    assert "not this" not in text
