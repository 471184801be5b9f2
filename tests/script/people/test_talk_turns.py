from __future__ import annotations

from script.people.talk_turns import NEXT_TURN, is_next_paragraph, is_same_paragraph
from script.quotations.flat_text import flatten

_FLAT = flatten("“No,” said Ann.\n\n“Yes,” said Tom.\n\n“No,” said Ann again.")
_PLACES = [index for index in range(len(_FLAT)) if _FLAT.startswith("said", index)]


def test_a_paragraph_is_the_next_one_to_the_one_before_it_alone() -> None:
    first, second, third = _PLACES
    assert is_next_paragraph(_FLAT, first, second)
    assert not is_next_paragraph(_FLAT, first, third)
    assert not is_next_paragraph(_FLAT, first, first + 5)


def test_a_paragraph_ends_where_the_next_begins() -> None:
    first, second, _ = _PLACES
    assert is_same_paragraph(_FLAT, first, first + 5)
    assert not is_same_paragraph(_FLAT, first, second)


def test_what_stands_far_away_is_no_talk() -> None:
    far = "a" * NEXT_TURN
    assert not is_same_paragraph(far, 0, NEXT_TURN)
    assert not is_next_paragraph(f"{far}  b", 0, NEXT_TURN + 2)
