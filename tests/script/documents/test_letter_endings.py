"""A letter is read to its signature and postscript, and no further."""

from __future__ import annotations

from tests.script.told_letters import FOLLOWS, letters


def test_a_postscript_belongs_to_the_letter() -> None:
    (letter,) = letters("Dear Tom,", "I am well.", "Your friend,", "Ben", "P.S. Write soon.", "Tom smiled.")
    assert letter.last == 4


def test_a_letter_never_runs_into_the_next_chapter() -> None:
    found = letters("Dear Tom,", "I am well.", "# Two", "It rained.", "Yours,", "Ben")
    assert all(letter.last < 2 or letter.first > 2 for letter in found)


def test_paragraphs_in_marks_that_the_narration_shows_as_a_letter_are_one_to_the_signature() -> None:
    (letter,) = letters(
        "Anna broke the seal of the letter. " + FOLLOWS,
        "“" + "I have thought of nothing else since you left. " * 4 + "”",
        "“Forgive me if you can.”",
        "“TOBIAS HALE.”",
        "Anna put it down.",
    )
    assert (letter.first, letter.last, letter.writer) == (1, 3, "Tobias Hale")


def test_what_is_said_about_a_short_message_is_no_part_of_it() -> None:
    for answer in ("“Nine sacks?” said the miller.", "The miller took the slate. “Is that all?” he asked."):
        found = letters("Something was written on the slate. It ran as follows:", "“Nine sacks delivered.”", answer)
        assert all(letter.last == 1 for letter in found)
