"""Who says what in the stories of this project, end to end through `make-audio script --json`."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.places import STORIES
from tests.whole.command import make_audio

EXPECTED: dict[str, dict[str, Any]] = json.loads((STORIES / "expected.json").read_text(encoding="utf-8"))


def script_of(story: str) -> dict[str, Any]:
    script: dict[str, Any] = json.loads(make_audio("script", STORIES / story, "--json").stdout)
    return script


@pytest.mark.parametrize("story", EXPECTED)
def test_the_speakers_are_the_right_ones(story: str) -> None:
    script = script_of(story)
    called = {character["name"]: {character["name"], *character["aliases"]} for character in script["characters"]}
    wrong = []
    lines = EXPECTED[story]["lines"]
    for wanted in lines:
        at = script["text"].index(wanted["text"])
        line = next(line for line in script["lines"] if line["start"] <= at < line["end"])
        names = {"narrator"} if wanted["speaker"] == "narrator" else set(EXPECTED[story]["people"][wanted["speaker"]])
        if line["kind"] != wanted["kind"] or not names & called.get(line["speaker"], {line["speaker"]}):
            wrong.append(f"{wanted['text']!r}: {line['kind']} of {line['speaker']}, not {wanted['speaker']}")
    assert len(wrong) <= len(lines) // 5, "\n".join(wrong)


@pytest.mark.parametrize("story", EXPECTED)
def test_every_character_is_in_exactly_one_line_as_it_stands(story: str) -> None:
    script = script_of(story)
    text = script["text"]
    if story.endswith(".txt"):
        assert text == (STORIES / story).read_text(encoding="utf-8")
    ends = 0
    spoken = []
    for line in sorted(script["lines"], key=lambda line: line["start"]):
        assert ends <= line["start"] < line["end"]
        ends = line["end"]
        spoken.append(text[line["start"] : line["end"]])
    inside = "".join(text[chapter["start"] : chapter["end"]] for chapter in script["chapters"])
    assert "".join("".join(spoken).split()) == "".join(inside.split())
    assert {line["speaker"] for line in script["lines"]} <= {
        None, "narrator", *(character["name"] for character in script["characters"])
    }  # fmt: skip
