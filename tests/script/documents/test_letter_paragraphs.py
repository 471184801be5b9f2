"""What stands around a letter: misread, a letter runs into the next chapter, or speech announces it."""

from __future__ import annotations

from script.documents.letter_paragraphs import LetterPart, Pages

FLAT = 'He said "So!" and wrote to her.  Dear Anna,  ***  The end.'
PAGES = Pages(
    FLAT,
    [
        LetterPart(0, 31, speech=((8, 13),)),
        LetterPart(33, 43),
        LetterPart(45, 48, wall=True),
        LetterPart(50, 58, chapter=1),
    ],
)


def test_only_narration_right_before_a_letter_announces_it() -> None:
    assert PAGES.told_before(1, 99) == " and wrote to her."
    assert PAGES.told_before(1, 8) == " to her."


def test_a_letter_ends_at_a_break_at_its_chapter_s_end_and_at_the_book_s() -> None:
    assert [PAGES.goes_on(index, 0) for index in range(5)] == [True, True, False, False, False]
    assert PAGES.goes_on(3, 3)


def test_the_words_of_a_paragraph_are_its_own() -> None:
    assert PAGES.text(1) == "Dear Anna,"
