"""A letter is read in the voice of whoever wrote it, and in nobody else's."""

from __future__ import annotations

from tests.script.told_letters import letters


def test_the_writer_of_an_unsigned_letter_is_who_the_narration_names() -> None:
    (letter,) = letters("A letter from Clara came.", "Dear Oscar,", "The sea is lovely.", "“She is well,” said Oscar.")
    assert (letter.first, letter.last, letter.writer) == (1, 2, "Clara")


def test_a_letter_that_the_narrator_wrote_is_theirs() -> None:
    (letter,) = letters("It is told in a letter which I wrote that night.", "> “I saw him again.”", "Ah.")
    assert letter.writer == "I"


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
