"""How a line is said is found in the text: else a whisper is read aloud, or a calm word shouted."""

from __future__ import annotations

from script.model import Delivery, Kind
from script.reading.story_reader import read_story
from script.tagging.story_tagger import tag_story
from tests.places import STORIES
from tests.script.tagged_texts import tagged


def said(text: str) -> list[str | None]:
    """How each spoken line of a text is said."""
    return [line.delivery for chapter in tagged(text).chapters for line in chapter.lines if line.kind is Kind.SPEECH]


def test_a_whole_story_is_said_as_it_tells() -> None:
    rows = (STORIES / "spoken" / "the_hayloft.deliveries").read_text(encoding="utf-8").splitlines()
    expected = [tuple(row.split(": ", 1)) for row in rows]
    script = tag_story(read_story(STORIES / "spoken" / "the_hayloft.txt"))
    found = [
        (line.delivery or "-", chapter.text[line.start : line.end])
        for chapter in script.chapters
        for line in chapter.lines
        if line.kind in (Kind.SPEECH, Kind.THOUGHT)
    ]
    assert found == expected
    assert {how for how, _ in expected} == {*Delivery, "-"}
