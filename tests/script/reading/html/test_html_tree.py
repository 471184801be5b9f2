"""A document is parsed whatever it names, and a hostile one costs nothing."""

from __future__ import annotations

from pathlib import Path

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
