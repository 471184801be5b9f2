"""What would be broken: chapters and kings whose numbers are spelled."""

from __future__ import annotations

import pytest

from voices.spoken_text import speak


@pytest.mark.parametrize(
    ("printed", "spoken"),
    [
        ("Chapter XIV", "Chapter fourteen"),
        ("CHAPTER I. The Storm", "Chapter one. The Storm"),
        ("Act V, scene ii", "Act five, scene two"),
        ("Part I played, the part I played", "Part I played, the part I played"),
        ("Henry VIII", "Henry the eighth"),
        (
            "Louis XIV and George V, Elizabeth I was",
            "Louis the fourteenth and George the fifth, Elizabeth the first was",
        ),
        ("King Zog II", "King Zog the second"),
        ("said Charles I think", "said Charles I think"),
        ("the XIVth century", "the fourteenth century"),
        ("World War II, WWII", "World War two, World War Two"),
        ("an IV drip, MIX it, I'LL", "an IV drip, Mix it, I'll"),
    ],
)
def test_roman_numerals_are_numbers_where_a_reader_takes_them_for_some(printed: str, spoken: str) -> None:
    assert speak(printed, "en-gb").text == spoken


@pytest.mark.parametrize(
    ("printed", "spoken"),
    [
        ("XIV. The Storm", "fourteen. The Storm"),
        ("I", "one"),
        ("I. I MEET MY UNCLE", "one. I Meet My Uncle"),
        ("I Meet My Uncle", "I Meet My Uncle"),
        ("CHAPTER I IN WHICH", "Chapter one In Which"),
        ("CHAPTER IV\nTHE STORM", "Chapter four, The Storm"),
        ("The Adventure, II", "The Adventure, two"),
        ("LI: HOME", "fifty-one: Home"),
    ],
)
def test_a_heading_reads_its_numeral_and_pauses_between_lines(printed: str, spoken: str) -> None:
    assert speak(printed, "en", heading=True).text == spoken
