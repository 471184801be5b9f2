"""Letters in the voice of whoever wrote them, from the first word to the signature, and nothing else with them."""

from __future__ import annotations

from script.dialogue_tags import flatten
from script.letters import Letter, Part, find_letters


def letters(*paragraphs: str) -> list[Letter]:
    """Each paragraph a part; "***" a break, "# …" a heading, "> …" a block quote."""
    text = "\n".join(paragraphs)
    parts = []
    at = 0
    for paragraph in paragraphs:
        end = at + len(paragraph)
        heading, wall = paragraph.startswith("# "), paragraph == "***"
        quoted = "“" in paragraph
        whole = paragraph.removeprefix("> ").startswith("“") and paragraph.endswith("”")
        start = at + 2 if paragraph.startswith("> ") else at
        parts.append(Part(start, end, wall or heading, heading, quoted, paragraph.startswith("> "), whole))
        at = end + 1
    return find_letters(flatten(text), parts)


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


def test_a_postscript_belongs_to_the_letter() -> None:
    (letter,) = letters("Dear Tom,", "I am well.", "Your friend,", "Ben", "P.S. Write soon.", "Tom smiled.")
    assert letter.last == 4


def test_the_writer_of_an_unsigned_letter_is_who_the_narration_names() -> None:
    (letter,) = letters("A letter from Clara came.", "Dear Oscar,", "The sea is lovely.", "“She is well,” said Oscar.")
    assert (letter.first, letter.last, letter.writer) == (1, 2, "Clara")


def test_an_announced_note_is_a_letter() -> None:
    (letter,) = letters("On the table lay a note. It read:", "Gone out. Back at noon. — Ben", "Anna frowned.")
    assert (letter.first, letter.last, letter.writer) == (1, 1, "Ben")
    (quote,) = letters("The letter ran thus:", "> I shall come on Monday.", "> Wait for me.", "Anna frowned.")
    assert (quote.first, quote.last) == (1, 2)


def test_a_spoken_address_is_no_letter() -> None:
    assert letters("“My dear Tom, you are late.”", "“I know.”") == []
    assert letters("Dear me, what a day it was. He sat down.", "Then he slept.") == []


def test_a_letter_never_runs_into_the_next_chapter() -> None:
    found = letters("Dear Tom,", "I am well.", "# Two", "It rained.", "Yours,", "Ben")
    assert all(letter.last < 2 or letter.first > 2 for letter in found)


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


def test_a_letter_that_the_narrator_wrote_is_theirs() -> None:
    (letter,) = letters("It is told in a letter which I wrote that night.", "> “I saw him again.”", "Ah.")
    assert letter.writer == "I"


def test_a_signature_may_name_an_office() -> None:
    for ending in (("Yours faithfully,", "C. Harbottle, agent"), ("Yours faithfully, C. Harbottle, agent",)):
        (letter,) = letters(
            "It read:", "Dear Tenants,", "The house is to be sold to us all.", *ending, "“No!” said Lund."
        )
        assert (letter.first, letter.last, letter.writer) == (1, 2 + len(ending), "C. Harbottle")
