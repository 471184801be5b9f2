"""What would be broken: a mark that hangs on other words than a person hung it on."""

from __future__ import annotations

from script.merging.settled_text import Places


def test_a_place_is_found_also_where_its_character_is_left_out() -> None:
    places = Places()
    places.add(range(3), 10, kept=True)
    places.add(range(3, 5), 13, kept=False)
    places.add(range(5, 9), 13, kept=True)
    assert [places.of(index) for index in (0, 2, 3, 4, 5, 8)] == [
        (10, True),
        (12, True),
        (13, False),
        (13, False),
        (13, True),
        (16, True),
    ]
