"""Who says an untagged line: the clues that a listener would go by."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from script.model import DOUBTFUL, BlockKind, Gender, Line
from script.story import Block, Section, SectionRole, Story
from script.tagging.attribution.attributor import Attributor
from script.tagging.attribution.rules import RuleAttributor, RuleReading
from script.tagging.attribution.trained import TrainedAttributor
from script.tagging.story_tagger import tag_story
from tests.script.quoted_books import book_of


def lines_of(text: str) -> dict[str, Line]:
    blocks = tuple(Block(m.start(), m.end(), BlockKind.PARAGRAPH) for m in re.finditer(r"[^\n]+", text))
    story = Story("", "", "en", text, (Section("", 0, len(text), SectionRole.CHAPTER),), blocks)
    script = tag_story(story, attributor=RuleAttributor())
    return {chapter.text[line.start : line.end]: line for chapter in script.chapters for line in chapter.lines}


OPENING = "“Good morning,” said Anna.\n“Good morning,” answered Paul.\n"


def test_an_untagged_conversation_alternates() -> None:
    lines = lines_of(OPENING + "“Have you slept?”\n“Not a wink.”\n“Poor thing.”")
    assert [lines[f"“{words}”"].speaker for words in ("Have you slept?", "Not a wink.", "Poor thing.")] == [
        "Anna",
        "Paul",
        "Anna",
    ]
    assert lines["“Not a wink.”"].confidence < lines["“Good morning,”"].confidence
    assert lines["“Not a wink.”"].evidence == "turn: between Paul and Anna"


def test_who_acts_beside_the_words_says_them() -> None:
    lines = lines_of(OPENING + "Anna put down her cup. “I must go.”\n")
    assert lines["“I must go.”"].speaker == "Anna"
    assert lines["“I must go.”"].evidence.startswith("beat: Anna put down")


def test_who_is_addressed_does_not_speak_and_answers_next() -> None:
    lines = lines_of(OPENING + "Clara came in.\n“Sit down, Clara.”\n“Thank you.”")
    assert lines["“Sit down, Clara.”"].speaker != "Clara"
    assert lines["“Thank you.”"].speaker == "Clara"


def test_a_pronoun_tag_finds_a_person_of_its_gender() -> None:
    lines = lines_of(OPENING + "Rain fell.\n“It is late,” she said.\n“It is,” he said.")
    assert lines["“It is late,”"].speaker == "Anna"
    assert lines["“It is,”"].speaker == "Paul"


def test_speech_that_nobody_can_have_said_stays_unknown() -> None:
    lines = lines_of("The house was empty.\n“Hush!”\nNothing stirred.")
    assert lines["“Hush!”"].speaker is None
    assert lines["“Hush!”"].confidence == 0


def test_a_pronoun_keeps_somebody_in_the_scene_who_is_not_named_again() -> None:
    walk = "She walked on for an hour. She said nothing. " * 45
    lines = lines_of(OPENING + f"Paul stayed at home.\nAnna went out.\n{walk}\n“How far it is,” she said.")
    assert lines["“How far it is,”"].speaker == "Anna"


def test_a_name_called_in_words_that_are_only_quoted_addresses_nobody_here() -> None:
    lines = lines_of(OPENING + "Clara came in.\n“I told her, ‘Anna, go!’ and off she went.”\n“Did she, Clara?”\n“Yes.”")
    assert lines["“Yes.”"].speaker == "Clara"


def test_how_somebody_always_talks_decides_between_two() -> None:
    habits = "“Well, old horse, here we are,” said Mr. Pike.\n“Yes, sir, we are,” said Mr. Dobbs.\n" * 9
    lines = lines_of(habits + "Mr. Dobbs and Mr. Pike walked on.\nIt rained.\n“Very wet, old horse, what?”\n")
    assert lines["“Very wet, old horse, what?”"].speaker == "Mr. Pike"
    lines = lines_of(habits + "Mr. Dobbs and Mr. Pike walked on.\nIt rained.\n“Very wet, sir.”\n")
    assert lines["“Very wet, sir.”"].speaker == "Mr. Dobbs"


def test_somebody_is_nobody_who_was_named() -> None:
    lines = lines_of(OPENING + "“Bravo!” said somebody.\n“Hush!” said the foe.")
    assert [lines[words].speaker for words in ("“Bravo!”", "“Hush!”")] == ["somebody", "the foe"]


@pytest.mark.parametrize("attributor", [RuleAttributor(), TrainedAttributor()])
def test_whoever_stands_in_for_somebody_unknown_whom_the_tag_names_is_doubtful(attributor: Attributor) -> None:
    text = OPENING + "“Morning,” said Yusuf.\n“Morning,” I said.\n“Come in,” said Anna.\n"
    found = attributor.attribute(book_of(text, "Anna", "Paul"))
    assert [(one.evidence, one.confidence < DOUBTFUL) for one in found] == [
        ("tag: said Anna", False),
        ("tag: answered Paul", False),
        ("not in the cast: Yusuf", True),
        ("not in the cast: I", True),
        ("tag: said Anna", False),
    ]


def test_a_tag_without_a_name_is_told_apart_from_one_that_names() -> None:
    lines = lines_of(OPENING + "“It is late,” she said.")
    assert lines["“It is late,”"].evidence == "tag without a name: she said"
    assert lines["“Good morning,”"].evidence == "tag: answered Paul"


@pytest.mark.parametrize(("subject", "evidence"), [("Anna", "near: Paul"), ("He", "beat: He took it.")])
def test_what_another_does_beside_the_words_is_no_reason(subject: str, evidence: str) -> None:
    reading = RuleReading(book_of(f"“Here is the key.” {subject} took it.", "Anna", "Paul"))
    assert reading.evidence(0, [1]) == evidence


def test_whoever_stands_in_for_somebody_known_whom_the_tag_describes_is_doubtful() -> None:
    book = book_of(
        "“Tea?” said Anna.\n“No sugar,” said the vicar.\n“Oh,” said the girl.", "Anna", "Paul", "the vicar", "the girl"
    )
    reading = RuleReading(book)
    told = [reading.attribution(1, [0, who, 0], 0.9).confidence < DOUBTFUL for who in (0, 1, 2)]
    assert told == [True, True, False]
    assert reading.attribution(1, [0, 1, 0], 0.9).evidence == "tag without a name: said the vicar"
    assert reading.attribution(2, [0, 1, 0], 0.9).confidence == 0.9


def test_a_captain_who_has_a_name_is_the_captain_surely() -> None:
    book = book_of("“Aye,” said the captain.", "Captain Moss", "the captain")
    assert RuleReading(book).attribution(0, [0], 0.9).confidence == 0.9


def test_a_clock_that_speaks_is_not_the_one_who_tells_nor_of_another_gender() -> None:
    book = book_of("“Nine,” said the clock.\n“Ten,” said the cook.", "Anna", "I", "the clock", "the cook")
    genders = (Gender.FEMALE, None, Gender.MALE, None)
    people = tuple(replace(person, gender=gender) for person, gender in zip(book.cast.people, genders, strict=True))
    reading = RuleReading(replace(book, cast=replace(book.cast, people=people, narrator=1)))
    clock, _ = (tag for tag in book.tags if tag)
    assert reading.left_by(clock, [0, 1, 2]) == [0.0, 0.0, 1.0]


@pytest.mark.parametrize("attributor", [RuleAttributor(), TrainedAttributor()])
def test_it_is_nobody_who_is_he_or_she_or_tells(attributor: Attributor) -> None:
    book = book_of("“Tea?” said Anna.\n“No,” it said.\n“Tea!” said Anna.", "Anna", "Paul")
    people = tuple(replace(person, gender=Gender.FEMALE) for person in book.cast.people)
    found = attributor.attribute(replace(book, cast=replace(book.cast, people=people)))[1]
    assert (found.speaker, found.evidence) == (None, "not in the cast: it")
    narrated = replace(book, cast=replace(book.cast, people=(people[0], book.cast.people[1]), narrator=1))
    assert attributor.attribute(narrated)[1].speaker is None
    robot = replace(book, cast=replace(book.cast, people=(people[0], book.cast.people[1])))
    assert RuleReading(robot).left_by(next(tag for tag in robot.tags if tag and tag.subject == "it"), [0, 1]) == [
        0.0,
        1.0,
    ]
