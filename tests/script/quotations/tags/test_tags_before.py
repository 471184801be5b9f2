"""The words before a quotation name its speaker: read them wrongly and a character speaks in another's voice."""

from __future__ import annotations

from time import process_time

import pytest

from script.quotations.flat_text import flatten
from script.quotations.tags.noun_phrases import Subject
from script.quotations.tags.tags_before import tag_before


@pytest.mark.parametrize(
    ("narration", "subject"),
    [
        ("Then Mr. Darcy, turning to Jane, said: ", "Mr. Darcy"),
        ("He turned to Elizabeth and said, ", "he"),
        ("When Jane had gone, Elizabeth rose and said, ", "Elizabeth"),
        ("The rain fell. Anna answered: ", "Anna"),
        ("Her answer was: ", "she"),
        ("They were met at the gate by Mr. Hall, who, on hearing of it, said, ", "Mr. Hall"),
        ("Anna, taking Jane by the arm, thus began: ", "Anna"),
        ("It was noon when Tom came into the room where she and Anna sat, and said, ", "Tom"),
        ("But he laughed so heartily, that Anna could not help saying, ", "Anna"),
        ("He saw that Jane smiled, and said, ", "he"),
        ("As she went she heard Miss Hall saying, ", "Miss Hall"),
        ("The talk ended with Mr. Hall's giving a sigh, and saying, ", "Mr. Hall"),
        ("Ravi's reply: ", "Ravi"),
        ("His text: ", "he"),
    ],
)
def test_the_tag_before_names_the_speaker(narration: str, subject: str) -> None:
    tag = tag_before(flatten(narration), 0, len(narration))
    assert tag is not None
    assert tag.subject == subject


@pytest.mark.parametrize("narration", ["Tom called her ", "She liked being called ", "They named the boat "])
def test_what_somebody_is_called_is_said_by_nobody(narration: str) -> None:
    tag = tag_before(flatten(narration), 0, len(narration))
    assert tag is not None
    assert (tag.kind, tag.sure) == (Subject.THING, True)


def test_a_call_is_no_name() -> None:
    tag = tag_before("He called: ", 0, 11)
    assert tag is not None
    assert (tag.kind, tag.subject) == (Subject.PRONOUN, "he")


@pytest.mark.parametrize(
    ("narration", "device"),
    [("The radio crackled. ", "the radio"), ("The ship's intercom buzzed. ", "the ship's intercom")],
)
def test_a_device_that_sounds_says_what_comes_next(narration: str, device: str) -> None:
    tag = tag_before(flatten(narration), 0, len(narration))
    assert tag is not None
    assert (tag.kind, tag.subject, tag.sure) == (Subject.NOUN, device, True)


def test_who_switches_a_radio_on_is_no_radio() -> None:
    assert tag_before("Tom turned on the radio. ", 0, 25) is None


@pytest.mark.parametrize("narration", ["A note on the counter read, ", "The message said: ", "Tom's T-shirt said "])
def test_what_is_written_somewhere_is_read(narration: str) -> None:
    tag = tag_before(flatten(narration), 0, len(narration))
    assert tag is not None
    assert tag.kind is Subject.THING


@pytest.mark.parametrize("row", ["A-", "A'A-", "Aa de la ", "heard A "])
def test_a_very_long_row_of_names_is_read_in_no_time(row: str) -> None:
    narration = row * (20_000 // len(row)) + ": "
    began = process_time()
    tag_before(narration, 0, len(narration))
    assert process_time() - began < 1


def test_the_end_of_a_very_long_sentence_is_read() -> None:
    narration = "over the hills " * 1000 + "and at last Noel said: "
    tag = tag_before(narration, 0, len(narration))
    assert tag is not None
    assert tag.subject == "Noel"
