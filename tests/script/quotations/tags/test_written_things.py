"""What is read is nobody's turn: a sign that speaks in somebody's voice, or a text that is heard in another's."""

from __future__ import annotations

import pytest

from script.quotations.flat_text import flatten
from script.quotations.tags.dialogue_tags import Tag
from script.quotations.tags.noun_phrases import Subject
from script.quotations.tags.tags_before import tag_before
from script.quotations.tags.written_things import shown_at_end
from tests.script.tagged_texts import speakers


def before(narration: str, quoted: str = "“Back at noon.”") -> Tag | None:
    return tag_before(flatten(narration + quoted), 0, len(narration))


@pytest.mark.parametrize(
    "narration",
    [
        "A postcard-sized notice hung on the gate. ",
        "The sign over the till: ",
        "There was a note pinned to the hatch: ",
        "Then a message popped up. ",
        "The banner was four feet high. ",
        "Ruth's phone buzzed on the counter. ",
        "His tablet pinged, ",
        "The display flickered and changed. ",
        "On the lid somebody had scratched, ",
        "Scrawled on the flyleaf in pencil: ",
        "Across the shutter was painted in red: ",
        "I had a text from an unknown number. ",
        "Then came a postcard from Lisbon: ",
        "I turned the card over. All it said was, ",
        "Her phone buzzed. “No,” said Ruth. Another buzz. ",
        "Below it, in red felt tip: ",
        "Something was scratched on the lid: ",
        "The date was written in tiny letters: ",
        "The words were painted: ",
        "Taped to the lift was a sheet of paper. ",
        "The T-shirt he wore said ",
    ],
)
def test_what_is_shown_is_said_by_nobody(narration: str) -> None:
    tag = before(narration)
    assert tag is not None
    assert (tag.kind, tag.sure) == (Subject.THING, True)


@pytest.mark.parametrize(
    ("narration", "writer"),
    [
        ("There was a text from Ines. ", "Ines"),
        ("A note from Ines lay on the oven: ", "Ines"),
        ("It was a message from his sister. ", "his sister"),
        ("Her phone buzzed: Ines. ", "Ines"),
        ("Her phone buzzed. Ines. ", "Ines"),
        ("Ines's reply came at midnight. ", "Ines"),
        ("Ruth kept the messages. The last was from Ines. ", "Ines"),
        ("Ines typed back. ", "Ines"),
        ("She texted him, ", "she"),
    ],
)
def test_a_message_is_its_writers(narration: str, writer: str) -> None:
    tag = before(narration)
    assert tag is not None
    assert (tag.subject, tag.sure) == (writer, True)


@pytest.mark.parametrize(
    "narration",
    [
        "A letter lay on the table. ",
        "Another buzz of the saw. ",
        "The saw stopped. Another buzz. ",
        "Below them, in the yard, Noel shouted: ",
        "The note shook in her hand. ",
        "Her phone buzzed and she jumped. ",
        "Her phone rang. She picked up. ",
        "The words hung in the air: ",
        "The shed was painted. ",
        "The line was dead. ",
        "A watch glowed on his wrist. ",
        "The monitor glowed in the dark. ",
        "The display glowed green. ",
        "The road was painted: ",
        "The book was written in a hurry: ",
        "The fence had been painted on Tuesday: ",
        "She came from Lisbon. ",
    ],
)
def test_what_people_say_beside_a_thing_stays_theirs(narration: str) -> None:
    tag = before(narration)
    assert tag is None or tag.kind is not Subject.THING


@pytest.mark.parametrize(
    ("narration", "thing"),
    [
        ("Her laptop pinged. ", "the laptop"),
        ("The screen flickered and changed. ", "the screen"),
        ("His watch glowed. ", "the watch"),
        ("A monitor beeped. ", "the monitor"),
        ("She set the tablet down. It buzzed. ", "the tablet"),
        ("Her tablet buzzed. “No,” said Ruth. Another buzz. ", "the tablet"),
        ("A phone lit up. ", "the phone"),
    ],
)
def test_what_shows_the_words_is_what_it_is_called(narration: str, thing: str) -> None:
    tag = before(narration)
    assert tag is not None
    assert (tag.kind, tag.subject) == (Subject.THING, thing)


def test_whoever_takes_a_call_speaks() -> None:
    assert before("Her phone buzzed. ", "“Hello?”") is None


def test_a_quotation_alone_below_what_is_shown_is_read() -> None:
    for words in ("On the gate was a sign.", "Inside he found one line in green ink.", "It was a text from Ines."):
        assert shown_at_end(words, 0, len(words)) is not None
    assert shown_at_end("The baker saw the sign.", 0, 23) is None


def test_a_screen_takes_no_turn() -> None:
    asked = "“Ready?” asked Ruth.\n“Ready,” said Noel.\n"
    shown = "The screen lit up: “Insert card.”\n“Which card?”\n“The blue one,” said Noel."
    assert speakers(asked + shown) == ["Ruth", "Noel", "Ruth", "Noel"]


def test_what_a_letter_goes_on_with_is_read_too() -> None:
    text = "Ruth read the letter. “Dear tenants,” it began. “The goats must go.”\n“Which goats?” said Noel."
    assert speakers(text) == ["Noel"]
