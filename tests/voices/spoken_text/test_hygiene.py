"""What would be broken: marks that an engine spells out or stumbles over, pauses in the wrong places."""

from __future__ import annotations

import pytest

from voices.spoken_text import speak


@pytest.mark.parametrize(
    ("printed", "spoken"),
    [
        ("“My dear,”", "My dear,"),
        ('He called it "grand".', "He called it grand."),
        ("‘Hello,’ he said.", "Hello, he said."),
        ("“You’re ‘quite’ mad”", "You're quite mad"),
        ("I don’t know", "I don't know"),
        ("’Tis the season, ’twas", "Tis the season, twas"),
        ("the boys’ hats", "the boys hats"),
        ("goin’ fishin’", "goin fishin"),
        ("she said“Hello”", "she said Hello"),
        ("_it_ *bold* **very** `code`", "it bold very code"),
        ("*** Hello ***", "Hello"),
        ("# A title", "A title"),
        ("@home and #now", "home and now"),
        ("un*believ*able", "unbelievable"),
        ("[[h@loU]]", "h@loU"),
        ("[H]e said [sic] so.", "He said sic so."),
        ("a ~ b ^ c \\ d | e", "a b c d e"),
        ("Tom & Jerry", "Tom and Jerry"),
        ("AT&T", "AT and T"),
        ("and/or", "and or"),
        ("2 + 2 = 4, a = b", "two plus two equals four, a b"),
    ],
)
def test_marks_and_signs_are_no_words_unless_a_reader_says_them(printed: str, spoken: str) -> None:
    assert speak(printed, "en-gb").text == spoken


@pytest.mark.parametrize(
    ("printed", "spoken"),
    [
        ("so\u00adft hy\u200bphen\ufeff", "soft hyphen"),
        ("nul\x00l \x07bell", "null bell"),
        ("a\u00a0b\u2009c\u3000d\te", "a b c d e"),
        ("cafe\u0301", "café"),
        ("ﬁne ｆｕｌｌ 𝓗𝓮𝓵𝓵𝓸", "fine full Hello"),
        ("z̷̡̛a̶l̵g̸o", "zalgo"),
        ("right\u202eto\u202cleft", "righttoleft"),
        ("lone \ud800 surrogate", "lone surrogate"),
    ],
)
def test_characters_that_nobody_sees_are_not_heard_either(printed: str, spoken: str) -> None:
    assert speak(printed, "en-gb").text == spoken


@pytest.mark.parametrize(
    ("printed", "spoken"),
    [
        ("a line that\nis wrapped\r\nhard", "a line that is wrapped hard"),
        ("a well-\nknown thing", "a well-known thing"),
        ("one\u2028two\x0bthree", "one two three"),
    ],
)
def test_lines_that_a_page_wraps_are_one(printed: str, spoken: str) -> None:
    assert speak(printed, "en-gb").text == spoken


@pytest.mark.parametrize(
    ("printed", "spoken"),
    [
        ("wait... what", "wait… what"),
        ("wait… what", "wait… what"),
        ("well . . . no . . . .", "well… no…"),
        ("...and then", "and then"),
        ("innate sympathy...quickness", "innate sympathy… quickness"),
        ("yes—no", "yes, no"),
        ("yes -- no", "yes, no"),
        ("yes--no", "yes, no"),
        ("yes – no", "yes, no"),
        ("“But I—” he stopped.", "But I, he stopped."),
        ("Wait!—What?", "Wait! What?"),
        ("Why, — said he", "Why, said he"),
        ("hello!! hello?! what??", "hello! hello? what?"),
        ("Good;bad:ok", "Good; bad: ok"),
        ("end.Then he", "end. Then he"),
        (", said he", "said he"),
        ("two- and three-year-olds", "two and three-year-olds"),
    ],
)
def test_dots_and_dashes_are_the_pauses_that_a_reader_makes(printed: str, spoken: str) -> None:
    assert speak(printed, "en-gb").text == spoken


def test_verse_pauses_where_its_lines_end() -> None:
    verse = "Tyger Tyger, burning bright,\n  In the forests of the night\nWhat immortal hand"
    assert speak(verse, "en", verse=True).text == (
        "Tyger Tyger, burning bright, In the forests of the night, What immortal hand"
    )
