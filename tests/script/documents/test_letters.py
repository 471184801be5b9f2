"""Letters in the voice of their writer from the first word, and nothing else with them."""

from __future__ import annotations

from tests.script.told_letters import FOLLOWS, letters


def test_a_letter_runs_from_its_salutation_to_its_signature() -> None:
    (letter,) = letters("Ellen sat.", "Dear Ellen,", "I cannot come.", "We must wait.", "Love,", "George", "She wept.")
    assert (letter.first, letter.last, letter.writer, letter.reader) == (1, 5, "George", "Ellen")


def test_a_letter_on_one_line_with_its_signature_is_found() -> None:
    (letter,) = letters("She read.", "My dear Ellen, I cannot come to you.", "Yours ever, George", "“No,” said Ellen.")
    assert (letter.first, letter.last, letter.writer) == (1, 2, "George")


def test_a_letter_without_a_salutation_begins_after_the_break() -> None:
    (letter,) = letters(
        "He slept.", "***", "I have never been so proud of you.", "Sincerely,", "Anna", "***", "He woke."
    )
    assert (letter.first, letter.last, letter.writer) == (2, 4, "Anna")


def test_an_announced_note_is_a_letter() -> None:
    (letter,) = letters("On the table lay a note. It read:", "Gone out. Back at noon. — Ben", "Anna frowned.")
    assert (letter.first, letter.last, letter.writer) == (1, 1, "Ben")
    (quote,) = letters("The letter ran thus:", "> I shall come on Monday.", "> Wait for me.", "Anna frowned.")
    assert (quote.first, quote.last) == (1, 2)


def test_a_spoken_address_is_no_letter() -> None:
    assert letters("“My dear Tom, you are late.”", "“I know.”") == []
    assert letters("Dear me, what a day it was. He sat down.", "Then he slept.") == []


def test_a_block_quote_in_marks_is_the_letter_that_the_narration_speaks_of() -> None:
    (letter,) = letters(
        "The letter, which bore a foreign stamp, was from a friend of mine, one Lickford.",
        "> “I saw him again.”",
        "Ah.",
    )
    assert (letter.first, letter.last, letter.writer) == (1, 1, "Lickford")
    (letter,) = letters("The other letter was from one Jane Muspratt.", "> “Dear him!”", "> “Jane Muspratt.”", "Oh.")
    assert (letter.first, letter.last, letter.writer) == (1, 2, "Jane Muspratt")
    assert letters("He entered the room.", "> “I saw him again.”", "Ah.") == []


def test_speech_after_a_letter_was_spoken_of_is_no_letter() -> None:
    said = "“" + "I have thought of nothing else since you left me here alone. " * 4 + "”"
    assert letters("Anna spoke of the letter, and wept. At last she said:", said, "He went.") == []
    assert letters("They walked to Rye. " + FOLLOWS.replace("dated", "far"), said, "He went.") == []


def test_a_note_in_a_voice_and_a_note_of_what_was_said_announce_no_letter() -> None:
    assert (
        letters("There was a note in her voice that gave warning.", "“My dear Tom, you are late.”", "“I am,” said he.")
        == []
    )
    told = "He made a note of these answers and then said:"
    assert letters(told, "“" + "You have told us that you saw the mill burn. " * 5 + "”", "“I did,” said Tom.") == []
