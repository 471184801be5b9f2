"""Roman numerals are read exactly as they are written, and nothing else is taken for one."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from script.text.roman_figures import roman

_FIGURES = (
    *((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL")),
    *((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
)


def _written(number: int) -> str:
    numeral = ""
    for value, figure in _FIGURES:
        numeral += figure * (number // value)
        number %= value
    return numeral


NUMERALS = {_written(number): number for number in range(1, 4000)}


def test_every_numeral_has_its_value() -> None:
    assert {numeral: roman(numeral) for numeral in NUMERALS} == NUMERALS


@given(st.text("IVXLCDM", max_size=8) | st.text(max_size=4))
def test_nothing_else_is_a_numeral(text: str) -> None:
    assert roman(text) == NUMERALS.get(text)
