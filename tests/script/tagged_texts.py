"""Short texts, tagged by the rules alone."""

from __future__ import annotations

import re

from script.model import BlockKind, Script
from script.story import Block, Section, SectionRole, Story
from script.tagging.attribution.rules import RuleAttributor
from script.tagging.story_tagger import tag_story


def tagged(text: str) -> Script:
    """The script of a text, a paragraph a line, by the rules alone."""
    blocks = tuple(Block(m.start(), m.end(), BlockKind.PARAGRAPH) for m in re.finditer(r"[^\n]+", text))
    story = Story("", "", "en", text, (Section("", 0, len(text), SectionRole.CHAPTER),), blocks)
    return tag_story(story, attributor=RuleAttributor())


def speakers(text: str) -> list[str | None]:
    """Who speaks, line by line."""
    script = tagged(text)
    return [line.speaker for chapter in script.chapters for line in chapter.lines if line.speaker != "narrator"]
