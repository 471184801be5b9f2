"""Messages by the sentence before them: a text goes to whoever sent it, never to whom it names or reaches."""

from __future__ import annotations

import pytest

from script.quotations.flat_text import flatten
from script.quotations.tags.messages import message_before
from script.quotations.tags.noun_phrases import Subject
from script.quotations.tags.tags_before import tag_before


@pytest.mark.parametrize(
    ("narration", "sender"),
    [
        ("She texted Ravi: ", "she"),
        ("An answer came back from Ravi: ", "Ravi"),
        ("A text from her: ", "she"),
        ("Noor sent Ravi a short message. ", "Noor"),
        ("He typed a reply. ", "he"),
        ("Noor texted him back. ", "Noor"),
        ("Then Noor texted Ravi: ", "Noor"),
        ("But Noor sent Ravi a short message. ", "Noor"),
        ("Everyone texted him: ", "Everyone"),
        ("Her mother texted back. ", "her mother"),
        ("And then the old woman sent him a message. ", "the old woman"),
        ("Noor's sister typed a reply: ", "Noor's sister"),
    ],
)
def test_a_message_is_its_sender_s(narration: str, sender: str) -> None:
    tag = tag_before(flatten(narration), 0, len(narration))
    assert tag is not None
    assert tag.subject == sender


@pytest.mark.parametrize(
    "narration", ["Her phone: ", "Noor's lock screen: ", "The laptop screen: ", "His smartwatch: "]
)
def test_what_a_screen_shows_is_said_by_nobody(narration: str) -> None:
    tag = tag_before(flatten(narration), 0, len(narration))
    assert tag is not None
    assert (tag.kind, tag.sure) == (Subject.THING, True)


@pytest.mark.parametrize("narration", ["Noor looked at Ravi. ", "She had sent him away. ", "Ravi came from work: "])
def test_who_only_looks_or_leaves_sends_no_message(narration: str) -> None:
    assert message_before(flatten(narration), (0, len(narration)), len(narration)) is None


def test_nobody_sends_no_message() -> None:
    assert message_before("Nobody texted him: ", (0, 19), 19) is None


def test_a_computer_may_speak() -> None:
    assert message_before("The computer: ", (0, 14), 14) is None
