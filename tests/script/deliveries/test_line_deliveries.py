"""How a line is said is found in the text: else a whisper is read aloud, or a calm word shouted."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from script.deliveries.line_deliveries import SaidLine, find_deliveries
from script.deliveries.speaker_words import ANYBODY
from script.model import BlockKind, Delivery, Kind
from script.reading.story_reader import read_story
from script.story import Block, Section, SectionRole, Story
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


def test_a_whisper_goes_on_behind_its_tag_until_something_else_is_told() -> None:
    assert said("“Quiet,” whispered Ann. “They come.” She rose. “Now.”") == ["whisper"] * 3
    assert said("“Quiet,” whispered Ann. “They come.” Suddenly she laughed. “Tom!”") == ["whisper", "whisper", "laugh"]


@pytest.mark.parametrize(("speaker", "heard", "how"), [(0, True, "whisper"), (1, True, None), (0, False, None)])
def test_a_whisper_goes_on_in_what_its_own_speaker_says_aloud(speaker: int, heard: bool, how: str | None) -> None:
    text = "“Quiet,” whispered Ann. “They come.”"
    ann = replace(ANYBODY, names=frozenset({"ann"}))
    first = SaidLine(0, 8, 0, 0, 0, ann, None)
    second = SaidLine(text.rindex("“"), len(text), 0, 0, speaker, ann, None, heard)
    assert find_deliveries(text, [(0, len(text))], [first, second]) == ["whisper", how]


def test_nobody_shouts_to_the_end_of_a_long_speech() -> None:
    long = " and then we shall see what becomes of it".join(["Come here"] * 5)
    assert said(f"“Stop!” shouted Ann. “{long}.”") == ["shout", None]


def test_an_exclamation_that_is_whispered_or_calm_is_not_exclaimed() -> None:
    assert said("“Hush!” she whispered.\n“What a day!” said Ann.\n“What a day!” said Ann gravely.") == [
        "whisper",
        "exclaim",
        None,
    ]


def test_a_sentence_beside_the_words_tells_of_its_own_subject() -> None:
    assert said("Ann burst out laughing. “No,” she said.") == ["laugh"]
    assert said("“No,” said Ann. Tom burst out laughing.") == [None]
    assert said("“I know,” said Ann. Her voice was low.") == ["soft"]


def test_an_adverb_that_leads_in_what_follows_is_not_of_what_was_said_before() -> None:
    text = "“No, Tom,” said Ann. “You do not.” She touched it and said, slowly, “This is a basket, Tom.”"
    assert said(text) == [None, None, "drawl"]


def test_a_verb_of_saying_tells_whoever_says_it() -> None:
    assert said("“She is coming,” whispered one of the girls.") == ["whisper"]
    assert said("Then half of the pack yelled: “A man!”") == ["shout"]


def test_an_exchange_is_whispered_while_nothing_else_is_told() -> None:
    text = "Ann and Tom sat there, and they spoke in whispers.\n“Yes?” said Ann.\n“No,” said Tom.\n“Stop!” shouted Ann."
    assert said(text) == ["whisper", "whisper", "shout"]


def test_an_exchange_that_is_over_whispers_no_more() -> None:
    talk = "Ann and Tom sat there, and they spoke in whispers.\n“Yes?” said Ann.\n"
    assert said(f"{talk}They went home.\nThe sun rose.\n“No,” said Tom.") == ["whisper", None]
    assert said(f"{talk}* * *\n“No,” said Tom.") == ["whisper", None]


def test_what_is_thought_or_read_is_not_shouted() -> None:
    script = tagged("“STOP IT!” thought Ann.\n“So,” said Tom.\n“KEEP OUT!” read the sign.")
    assert {line.delivery for chapter in script.chapters for line in chapter.lines} == {None}


def test_a_story_in_another_language_has_no_deliveries() -> None:
    text = "„Halt!“, rief Anna. „Wer ist da?“, sagte sie leise und lachte. „HALT!“"
    block = Block(0, len(text), BlockKind.PARAGRAPH)
    story = Story("", "", "de", text, (Section("", 0, len(text), SectionRole.CHAPTER),), (block,))
    assert {line.delivery for chapter in tag_story(story).chapters for line in chapter.lines} == {None}


PIECES = st.sampled_from(
    [
        "“",
        "”",
        "“No!”",
        "“So,”",
        "“I—I",
        "d-don't,”",
        "said",
        "she",
        "whispered",
        "Ann",
        "Ann's",
        "her",
        "voice",
        "tears",
        "laughing",
        "crying",
        "out",
        "in",
        "a",
        "low",
        "with",
        "through",
        "the",
        "door",
        "and",
        "as",
        "if",
        "who",
        "had",
        "not",
        "almost",
        ".",
        ",",
        ";",
        "—",
        "…",
        "!",
        "?",
        ":",
        "(",
        ")",
        "called",
        "on",
        "over",
        "thunder",
        "that",
        "'",
        '"',
        "STOP",
        "ha",
    ]
)


@given(st.lists(PIECES, max_size=30).map(" ".join))
def test_whatever_stands_there_every_line_is_said_somehow(text: str) -> None:
    assert set(said(text)) <= {None, *Delivery}


@pytest.mark.parametrize(
    ("text", "how"),
    [
        ("Tom began to laugh. “In the bath,” he gasped.", "laugh"),
        ("“In the bath,” Tom gasped, between fits of laughter.", "laugh"),
        ("He began to shake with laughter. “I thought you knew,” he said.", "laugh"),
        ("He did not shake with laughter. “I thought you knew,” he said.", None),
        ("“In the bath,” Tom said, shaking with bitter laughter.", None),
        ("“Stop it,” he cried, muffled by the towel.", "muffled"),
        ("“I know,” she said into her coat.", "muffled"),
        ("“I know,” she said, and put a key into her coat.", None),
        ("“Nooooooo!!!” SCREAMED IVY.", "shout"),
        ("“I know,” Ivy whispered, not whispering at all.", None),
        ("“I know,” Ivy said, in anything but a whisper.", None),
        ("“I know,” Ivy screamed in a whisper.", "whisper"),
        ("“I know,” Ivy screamed, and Ann heard him in a whisper.", "shout"),
    ],
)
def test_what_is_told_behind_the_verb_is_heard(text: str, how: str | None) -> None:
    assert said(text) == [how]
