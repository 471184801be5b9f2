"""What expected.json says of the stories of tests/stories, as answers."""

from __future__ import annotations

import json
from pathlib import Path

from script.reading.story_reader import read_story
from script.training.answered_stories import AnsweredStory, Stretch
from tests.places import STORIES


def read_expected_story(file: Path) -> AnsweredStory:
    """A story of tests/stories with what expected.json says of it: some of what is spoken or written in it, no more."""
    expected = json.loads((STORIES / "expected.json").read_text(encoding="utf-8"))[file.name]
    story = read_story(file)
    stretches = sorted(
        (
            Stretch(line["speaker"], at := story.text.index(line["text"]), at + len(line["text"]))
            for line in expected["lines"]
            if line["kind"] != "narration"
        ),
        key=lambda stretch: stretch.start,
    )
    people = {key: tuple(names) for key, names in expected["people"].items()}
    return AnsweredStory(file.stem, 0, story, people, tuple(stretches))
