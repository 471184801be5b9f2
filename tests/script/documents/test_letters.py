"""Letters in the voice of whoever wrote them, from the first word to the signature, and nothing else with them."""

from __future__ import annotations

from script.documents.letter_paragraphs import Letter, LetterPart
from script.documents.letters import find_letters
from script.quotations.dialogue_tags import flatten


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
        parts.append(LetterPart(start, end, wall or heading, heading, quoted, paragraph.startswith("> "), whole))
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


FOLLOWS = "It was dated from Rye, and was as follows:"


def test_paragraphs_in_marks_that_the_narration_shows_as_a_letter_are_one_to_the_signature() -> None:
    (letter,) = letters(
        "Anna broke the seal of the letter. " + FOLLOWS,
        "“" + "I have thought of nothing else since you left. " * 4 + "”",
        "“Forgive me if you can.”",
        "“TOBIAS HALE.”",
        "Anna put it down.",
    )
    assert (letter.first, letter.last, letter.writer) == (1, 3, "Tobias Hale")


def test_speech_after_a_letter_was_spoken_of_is_no_letter() -> None:
    said = "“" + "I have thought of nothing else since you left me here alone. " * 4 + "”"
    assert letters("Anna spoke of the letter, and wept. At last she said:", said, "He went.") == []
    assert letters("They walked to Rye. " + FOLLOWS.replace("dated", "far"), said, "He went.") == []


def test_initials_are_completed_by_the_narration_and_stay_where_nothing_else_is_known() -> None:
    words = (
        "“I cannot come, and you know the reason well enough. Burn this as soon as you have read it all twice over.”"
    )
    (letter,) = letters("A letter from Martha Dale lay there. It ran as follows:", words, "“M. D.”", "She went.")
    assert letter.writer == "Martha Dale"
    (letter,) = letters("The letter lay there. It ran as follows:", words, "“M. D.”", "She went.")
    assert letter.writer.startswith("M. D")


def test_who_is_said_to_have_sent_a_letter_wrote_it_and_not_who_is_spoken_of_before() -> None:
    words = (
        "“I am well, the roof is mended, and the hens are laying, so that you need not trouble yourself about us. Pray"
    )
    words += " write soon, and send the blue coat.”"
    (letter,) = letters("Tom's letter pleased her. She sat down at once, and wrote as follows:", words, "It went.")
    assert letter.writer == ""
    (letter,) = letters("Unlike Tom's letter was what Ben sent to her, in these words:", words, "It went.")
    assert letter.writer == "Ben"


def test_what_is_printed_for_everybody_is_the_narrators() -> None:
    (letter,) = letters(
        "Ben saw an advertisement in the newspaper. It ran thus:",
        "“Lost, on Friday last, between the bridge and the mill, a brown dog with one white ear. Whoever brings it to"
        " the inn will be well rewarded for the trouble.”",
        "He ran home.",
    )
    assert letter.writer == "narrator"


def test_a_signature_set_apart_by_space_alone_is_one() -> None:
    (letter,) = letters("Dear Meg,", "I am having a glorious time.", "Your affectionate            Helen", "She sat.")
    assert (letter.last, letter.writer) == (2, "Helen")
