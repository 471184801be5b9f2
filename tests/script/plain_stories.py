"""Stories of plain text for tests."""

from __future__ import annotations

from script.reading.plain_text.plain_text_reader import read_text
from script.reading.text_encoding import Decoded
from script.story import Story
from tests.script.stories import check_story

PROSE = (
    "It was a quiet evening and the rain came down over the harbour, where\n"
    "nobody had lit the lamps, and the boats lay still against the wall of\n"
    "the old pier as though they had been painted there by a careful hand.\n"
)


SEPARATORS = "\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"


def story_of(text: str) -> Story:
    story = read_text(Decoded(text, "utf-8"))
    assert story.text == text
    if any(map(str.isalnum, text)):
        check_story(story)
    return story
