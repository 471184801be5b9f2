"""Marks in the text are not read aloud, and stay where they are."""

from __future__ import annotations

from script.story import Style
from script.tagging.attribution.rules import RuleAttributor
from script.tagging.story_tagger import tag_story
from tests.script.plain_stories import PROSE, story_of


def test_marks_in_the_text_are_styled_and_stay() -> None:
    text = "He _really_ went[1] there. [Pg 12] See https://example.org/a_b.\n\n[1] A note.\n\n[Illustration: A boat]\n"
    story = story_of(PROSE + "\n" + text)
    styled = {(story.text[span.start : span.end], span.style) for span in story.styles}
    assert styled == {
        ("really", Style.ITALIC),
        ("[1]", Style.NOTE_MARK),
        ("[1] A note.", Style.NOTE_MARK),
        ("[Pg 12]", Style.PAGE_NUMBER),
        ("https://example.org/a_b", Style.ADDRESS),
        ("[Illustration: A boat]", Style.PICTURE),
    }


def test_quotation_marks_that_are_typed_as_markup_open_and_close_speech() -> None:
    text = "<q>Where is the lid?</q> Petra asked.\n\n<q>On the pot,</q> said Sol. a <b> c <q>\n"
    story = story_of(PROSE + "\n" + text)
    assert [story.text[span.start : span.end] for span in story.styles] == [
        "<q>Where is the lid?</q>",
        "<q>On the pot,</q>",
    ]
    lines = [line for chapter in tag_story(story, attributor=RuleAttributor()).chapters for line in chapter.lines]
    assert [line.speaker for line in lines if line.speaker != "narrator"] == ["Petra", "Sol"]
