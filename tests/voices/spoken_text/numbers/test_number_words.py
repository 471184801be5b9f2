"""What would be broken: any number."""

from __future__ import annotations

from voices.spoken_text.numbers.number_words import cardinal, ordinal, year


def test_numbers_in_words() -> None:
    assert [cardinal(n) for n in (0, 13, 21, 100, 105, 1000, 1001, 1234)] == [
        "zero",
        "thirteen",
        "twenty-one",
        "one hundred",
        "one hundred and five",
        "one thousand",
        "one thousand and one",
        "one thousand two hundred and thirty-four",
    ]
    assert [ordinal(n) for n in (1, 2, 8, 12, 20, 101, 1000)] == [
        "first",
        "second",
        "eighth",
        "twelfth",
        "twentieth",
        "one hundred and first",
        "one thousandth",
    ]
    assert [year(n) for n in (1000, 1066, 1100, 1805, 2000, 2024)] == [
        "one thousand",
        "ten sixty-six",
        "eleven hundred",
        "eighteen oh-five",
        "two thousand",
        "twenty twenty-four",
    ]
