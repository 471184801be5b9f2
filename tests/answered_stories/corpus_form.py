"""Answers in the form of the annotated corpora, so that their metric scores a Script of the story as well."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from script.model import NARRATOR
from script.reading.story_reader import read_story
from tests.answered_stories.answers import NOBODY_KNOWS, AnsweredStory, Stretch
from tests.places import STORIES


def annotated(answered: AnsweredStory) -> dict[str, Any]:
    """The story as an annotated text.

    What the narrator says is no quotation there. The teller goes by another name where there is one: the metric finds
    out for itself who "I" is, and two tellers would share that name.
    """
    names = {key: [n for n in listed if n != "I"] or ["I"] for key, listed in answered.people.items()}
    speakers = {key: listed[0] for key, listed in names.items()} | {NOBODY_KNOWS: "_unknowable"}
    quotes = [
        {"id": f"q{number}", "spans": [[s.start, s.end]], "type": "Unlabelled", "speaker": speakers[s.key]}
        for number, s in enumerate(s for s in answered.stretches if s.key != NARRATOR)
    ]
    characters = [
        {"name": listed[0], "aliases": listed, "gender": None, "category": "unlabelled"} for listed in names.values()
    ]
    return {"text": answered.story.text, "quotes": quotes, "characters": characters}


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
