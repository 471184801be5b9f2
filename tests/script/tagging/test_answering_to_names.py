"""One person under two names has two voices: the name that others call and the name that the narration uses."""

from __future__ import annotations

import re

from script.model import BlockKind, Script
from script.story import Block, Section, SectionRole, Story
from script.tagging.story_tagger import tag_story


def script_of(text: str) -> Script:
    blocks = tuple(Block(m.start(), m.end(), BlockKind.PARAGRAPH) for m in re.finditer(r"[^\n]+", text))
    return tag_story(Story("", "", "en", text, (Section("", 0, len(text), SectionRole.CHAPTER),), blocks))


def speakers(script: Script, words: str) -> set[str | None]:
    return {
        line.speaker
        for chapter in script.chapters
        for line in chapter.lines
        if words in chapter.text[line.start : line.end]
    }


CALLED = """“Dobbs, is the cart here?” asked Mr. Finch.
“It is coming, sir,” said the Ancient Retainer.
Dobbs went away and came back.
“Well, Dobbs?” asked Mr. Finch.
“It has lost a wheel,” answered the Ancient Retainer.
The rain fell.
The wind rose.
“It was an old wheel,” said Dobbs.
"""


def test_an_epithet_that_answers_to_a_name_is_one_person_with_it() -> None:
    script = script_of(CALLED)
    assert speakers(script, "lost a wheel") == speakers(script, "an old wheel") == {"Dobbs"}
    assert [c.aliases for c in script.characters if c.name == "Dobbs"] == [("the Ancient Retainer",)]


def test_an_epithet_that_talks_with_the_name_is_somebody_else() -> None:
    script = script_of(CALLED + "“Fetch another, Dobbs,” said the Ancient Retainer.\n“I will,” said Dobbs.\n")
    assert speakers(script, "lost a wheel") == {"the Ancient Retainer"}


def test_a_first_name_that_is_only_called_belongs_to_the_title_that_answers() -> None:
    script = script_of(
        "“Is there tea, Millie?” asked Mr. Finch.\n“There is none, dear,” said Mrs. Finch.\nHe looked at the stove.\n"
        "“Millie, I am going out,” said Mr. Finch.\n“Take a coat,” said Mrs. Finch.\n“Goodbye, Millie.”\n"
    )
    assert [c.aliases for c in script.characters if c.name == "Mrs. Finch"] == [("Millie",)]


def test_a_first_name_of_another_gender_stays_apart() -> None:
    script = script_of(
        "“Is there tea, Arthur?” asked Mr. Finch.\n“There is none,” said Mrs. Finch.\nHe looked at the stove.\n"
        "“Arthur, I am going out,” said Mr. Finch.\n“Take a coat,” said Mrs. Finch.\n"
    )
    assert [c.aliases for c in script.characters if c.name == "Mrs. Finch"] == [()]
