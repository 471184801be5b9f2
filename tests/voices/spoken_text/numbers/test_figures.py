"""What would be broken: years, pages, measures and house numbers, read as other numbers than they are."""

from __future__ import annotations

import pytest

from voices.spoken_text import speak


@pytest.mark.parametrize(
    ("printed", "spoken"),
    [
        ("in 1984 and 1815", "in nineteen eighty-four and eighteen fifteen"),
        ("in 1900, 1905, 2005, 2012", "in nineteen hundred, nineteen oh-five, two thousand and five, twenty twelve"),
        ("1,500 men and 1500 men", "one thousand five hundred men and fifteen hundred men"),
        ("the 1890s, the '80s", "the eighteen nineties, the eighties"),
        ("1914-18", "nineteen fourteen to eighteen"),
        ("In 1066 William came", "In ten sixty-six William came"),
        ("By 1050 it was done", "By ten fifty it was done"),
        ("the Battle of 1066", "the Battle of ten sixty-six"),
        ("in 1050 ways, of 1050 men", "in one thousand and fifty ways, of one thousand and fifty men"),
        ("a total of 1050, up by 1010.", "a total of one thousand and fifty, up by one thousand and ten."),
        ("1914–1918", "nineteen fourteen to nineteen eighteen"),
        ("pages 3-5", "pages three to five"),
        ("20-20 vision", "twenty twenty vision"),
        ("call 555-1234", "call five five five, one two three four"),
        ("1st 2nd 3rd 12th 23rd", "first second third twelfth twenty-third"),
        ("½ cup, 3½ miles, ⅔", "half cup, three and a half miles, two thirds"),
        ("1/2 cup, 3 1/4 miles, 24/7", "one half cup, three and a quarter miles, twenty-four seven"),
        ("50%, 20°, 5°C", "fifty percent, twenty degrees, five degrees Celsius"),
        ("-5 degrees, .5 litres", "minus five degrees, point five litres"),
        ("6 ft. tall, 12 lbs. and 1 lb", "six feet tall, twelve pounds and one pound"),
        ("5’6” tall", "five foot six tall"),
        ("12,000,567 people", "twelve million, five hundred and sixty-seven people"),
    ],
)
def test_figures_are_said_as_the_numbers_that_they_are(printed: str, spoken: str) -> None:
    assert speak(printed, "en-gb").text == spoken
