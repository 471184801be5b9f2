"""What was read from a file, in the order in which a reader meets it."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from script.story import LeftOut, Style, StyledSpan, in_reading_order

_SPANS = st.builds(StyledSpan, st.integers(0, 9), st.integers(0, 9), st.sampled_from(Style))


def test_of_styles_that_begin_together_the_outer_one_comes_first() -> None:
    outer, inner = StyledSpan(2, 9, Style.ITALIC), StyledSpan(2, 4, Style.BOLD)
    before = StyledSpan(0, 1, Style.BOLD)
    assert in_reading_order([inner, outer, before]) == [before, outer, inner]


@given(st.lists(_SPANS, max_size=8), st.randoms(use_true_random=False))
def test_styles_come_in_one_order_however_they_were_found(spans: list[StyledSpan], rng: random.Random) -> None:
    shuffled = list(spans)
    rng.shuffle(shuffled)
    assert in_reading_order(shuffled) == in_reading_order(spans)


def test_what_is_left_out_says_how_much_that_is() -> None:
    assert LeftOut(0, " All rights\n reserved. ", "copyright page").words == 3
