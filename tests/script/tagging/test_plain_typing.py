"""Names are one person's however they are typed, and the text stays as it was typed."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from script.model import BlockKind
from script.quotations.flat_text import UNSEEN
from script.story import Block, Section, SectionRole, Story, Style, StyledSpan
from script.tagging.attribution.rules import RuleAttributor
from script.tagging.plain_typing import PlainTyping
from script.tagging.story_tagger import tag_story
from script.tagging.told_by_people import Fixed, ToldByPeople
from tests.script.tagged_texts import speakers, tagged

_TALK = (
    "“Is the kiln still warm?” Noémie asked.\n"
    "“Warm enough,” said Mr. Reed. Jonah's hat lay on the shelf.\n"
    "Jonah came in from the yard. “You two,” he said. “Supper.”\n"
    "“Not yet,” Noémie said.\n"
    "“Not yet,” Mr. Reed echoed, and Jonah laughed.\n"
    "“Then it gets cold,” said Jonah."
)
_INVISIBLE = "\u00ad\u200b\u200d\u200e\u2060\ufeff\ufe0f"


def _lines(text: str) -> list[tuple[str, str | None]]:
    """(what is seen of it, speaker) of every line."""
    lines = [
        (chapter.text[line.start : line.end], line.speaker)
        for chapter in tagged(text).chapters
        for line in chapter.lines
    ]
    assert "".join("".join(words.split()) for words, _ in lines) == "".join(text.split())
    return [(unicodedata.normalize("NFC", re.sub(f"[{UNSEEN}]", "", words)), speaker) for words, speaker in lines]


@given(st.lists(st.tuples(st.integers(0, len(_TALK)), st.sampled_from(_INVISIBLE)), max_size=12), st.booleans())
@settings(max_examples=60, deadline=None)
def test_what_nobody_sees_changes_no_speaker_and_no_text(typed: list[tuple[int, str]], decomposed: bool) -> None:
    text = _TALK
    for at, char in sorted(typed, reverse=True):
        text = text[:at] + char + text[at:]
    assert _lines(unicodedata.normalize("NFD", text) if decomposed else text) == _lines(_TALK)


@pytest.mark.parametrize("typed", ["Mr.\u202fReed", "Mr.\u00a0Reed", "Mr. Re\u00aded", "\u2060Mr. Reed\u200e"])
def test_a_name_in_odd_spaces_is_the_same_person(typed: str) -> None:
    text = f"“Late again,” said Mr. Reed.\n“So are you,” said Anna.\n“I never am,” {typed} said."
    assert speakers(text) == ["Mr. Reed", "Anna", "Mr. Reed"]


def test_apostrophes_and_hyphens_of_any_make_are_one() -> None:
    text = "“Ready?” O’Brien asked.\n“Ready,” said Jean\u2011Luc.\n“Go,” O'Brien said. O´Brien waved.\nJean-Luc went."
    assert {character.name for character in tagged(text).characters} == {"O'Brien", "Jean-Luc"}


def test_names_with_rare_capitals_are_names() -> None:
    assert speakers("“Come,” Ọláyínká said.\n“Why?” Đặng asked.\n“Come,” said Ọláyínká.") == [
        "Ọláyínká",
        "Đặng",
        "Ọláyínká",
    ]


def test_what_a_person_said_holds_for_the_words_it_was_said_of() -> None:
    text = "\u200b“Mi\u00adna,” Jo\u00adnah said. “Look.”\n“I do,” said Mina."
    blocks = tuple(Block(m.start(), m.end(), BlockKind.PARAGRAPH) for m in re.finditer(r"[^\n]+", text))
    styles = (StyledSpan(text.index("I do"), text.index("I do") + 4, Style.ITALIC),)
    story = Story("", "", "en", text, (Section("", 0, len(text), SectionRole.CHAPTER),), blocks, styles)
    plain = PlainTyping(story).story
    assert [plain.text[block.start : block.end] for block in plain.blocks] == [
        "“Mina,” Jonah said. “Look.”",
        "“I do,” said Mina.",
    ]
    assert plain.text[plain.styles[0].start : plain.styles[0].end] == "I do"
    known = ToldByPeople((Fixed(text.index("“Look"), text.index("“Look") + 7, "Jo\u200bnah"),))
    script = tag_story(story, attributor=RuleAttributor(), known=known)
    told = [(text[line.start : line.end], line.speaker) for line in script.chapters[0].lines if line.confidence == 1]
    assert ("“Look.”", "Jonah") in told


def test_what_is_unseen_belongs_to_what_follows_and_lies_where_it_ends() -> None:
    text = "Go.\u200b\u200b\u200b“Mi\u00adna”"
    typing = PlainTyping(Story("", "", "en", text, (), (), ()))
    assert typing.story.text == "Go.“Mina”"
    assert [typing.there(at) for at in range(3, 7)] == [3, 3, 3, 3]
    assert (typing.start(3), typing.end(3)) == (3, 6)
    assert (typing.start(9), typing.end(9)) == (len(text), len(text))


def test_who_speaks_is_found_in_the_chapters_that_are_chosen_however_they_are_typed() -> None:
    text = _TALK.replace("Reed", "Re\u00aded")
    story = Story(
        "",
        "",
        "en",
        text,
        (Section("One", 0, len(text), SectionRole.CHAPTER),),
        tuple(Block(m.start(), m.end(), BlockKind.PARAGRAPH) for m in re.finditer("[^\n]+", text)),
    )
    chosen = {id(section) for section in story.sections}
    script = tag_story(story, include=lambda section: id(section) in chosen, attributor=RuleAttributor())
    assert {line.speaker for line in script.chapters[0].lines} > {"Noémie", "Jonah"}
