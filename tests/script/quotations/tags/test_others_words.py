"""Whose words a clause tells of that is about somebody else: else whoever only listens speaks them."""

from __future__ import annotations

import pytest

from script.quotations.flat_text import flatten
from script.quotations.tags.dialogue_tags import Tag
from script.quotations.tags.noun_phrases import Subject
from script.quotations.tags.tags_after import tag_after
from script.quotations.tags.tags_before import tag_before
from tests.script.tagged_texts import speakers


def behind(narration: str, closing: str = ",") -> Tag | None:
    return tag_after(flatten(narration), 0, len(narration), closing)


def before(narration: str) -> Tag | None:
    return tag_before(flatten(narration), 0, len(narration))


@pytest.mark.parametrize(
    ("narration", "speaker"),
    [
        (" I heard her say.", "she"),
        (" I could hear Ines muttering behind the door.", "Ines"),
        (" we heard Ines call from the yard.", "Ines"),
        (" Ruth heard him mutter.", "he"),
        (" she watched Ines mouth.", "Ines"),
        (" I heard someone shout.", "somebody"),
        (" Ruth had me repeat.", "I"),
        (" she made the boy say.", "the boy"),
        (" she got Ines to promise.", "Ines"),
        (" Noel was told by Ines.", "Ines"),
        (" Ines's voice said.", "Ines"),
        (" came a shout from Ines.", "Ines"),
        (" was what Ines shouted next.", "Ines"),
        (" was the only thing she said.", "she"),
    ],
)
def test_whose_words_are_heard_or_made_speaks_them(narration: str, speaker: str) -> None:
    tag = behind(narration)
    assert tag is not None
    assert (tag.subject, tag.sure) == (speaker, True)


@pytest.mark.parametrize(
    "narration",
    [" said a voice, and there was Ines under the lamp.", " said a voice behind him. It was Ines."],
)
def test_a_voice_is_that_of_whom_it_turns_out_to_be(narration: str) -> None:
    tag = behind(narration)
    assert tag is not None
    assert tag.subject == "Ines"


def test_a_question_is_heard_too() -> None:
    tag = behind(" I heard Ines ask.", "?")
    assert tag is not None
    assert tag.subject == "Ines"


def test_whoever_only_makes_a_sound_in_the_next_sentence_did_not_say_it() -> None:
    assert behind(" He heard Ines gasp.", ".") is None


def test_what_is_only_done_is_the_doers() -> None:
    tag = behind(" I heard her say something else.", "!")
    assert tag is None or tag.subject != "she"


@pytest.mark.parametrize(
    ("narration", "speaker"),
    [
        ("She saw Ines mouth, ", "Ines"),
        ("Noel made her repeat, ", "she"),
        ("He heard the baker whispering, ", "the baker"),
        ("From the loft came Ines's voice: ", "Ines"),
        ("His mother's voice filled the stairs. ", "His mother"),
        ("Her voice came back at once. ", "she"),
    ],
)
def test_the_words_before_tell_it_too(narration: str, speaker: str) -> None:
    tag = before(narration)
    assert tag is not None
    assert (tag.subject, tag.sure) == (speaker, True)


@pytest.mark.parametrize("narration", [" said no one.", " said nobody ever.", " nobody said.", " no one answered."])
def test_what_nobody_says_is_narrated(narration: str) -> None:
    tag = behind(narration)
    assert tag is not None
    assert (tag.kind, tag.sure) == (Subject.THING, True)


def test_nobody_who_says_nothing_more_has_no_part_in_what_was_said() -> None:
    assert behind(" Nobody said anything.", "!") is None


def test_whoever_is_told_something_is_not_its_speaker() -> None:
    text = "“Well?” said Ines.\n“You are sacked,” Noel was told.\n“Fine,” said Noel."
    assert speakers(text)[1] != "Noel"


def test_whoever_has_another_repeat_it_is_not_him() -> None:
    text = "Ruth looked at Noel. “I am late,” Ruth had him repeat.\n“I am late,” said Noel."
    assert speakers(text)[0] == "Noel"


@pytest.mark.parametrize(
    ("narration", "speaker"),
    [
        ("He heard the man in grey say, ", "the man in grey"),
        ("He heard the man at the till say, ", "the man at the till"),
        ("I saw Noel come in and say: ", "Noel"),
        ("Ruth heard the old woman turn round and whisper, ", "the old woman"),
        ("She heard his friend Noel say, ", "Noel"),
        ("I heard Noel behind the door whispering, ", "Noel"),
    ],
)
def test_whoever_is_heard_says_it_however_much_is_told_of_them(narration: str, speaker: str) -> None:
    tag = before(narration)
    assert tag is not None
    assert (tag.subject, tag.sure) == (speaker, True)


def test_who_hears_something_unheard_of_surely_says_nothing() -> None:
    tag = before("Ruth heard beyond the wall and the hedge say, ")
    assert tag is None or not tag.sure


@pytest.mark.parametrize(
    "narration",
    ["Ruth heard the bell and rose to say, ", "Ruth saw the man leave, saying, ", "Ruth saw Noel and said, "],
)
def test_who_hears_somebody_and_then_speaks_speaks(narration: str) -> None:
    tag = before(narration)
    assert tag is not None
    assert (tag.subject, tag.sure) == ("Ruth", True)
