"""What the one who says "I" is called: misread, the teller speaks in the voice of whom they talk to."""

from __future__ import annotations

import re

import pytest

from script.people.characters import Mention
from script.people.tellers.teller_names import Evidence, acts_in, introduces_self, named_teller

NAMES = (("Ellen Marsh", "Ellen"), ("Brown", "Farmer Brown"), ("Nell", "Nellie"))


def evidence(
    pro: dict[int, float], con: dict[int, float] | None = None, introduced: set[int] | None = None
) -> Evidence:
    found = Evidence(inside={0, 1, 2}, introduced=introduced or set())
    found.pro.update(pro)
    found.con.update(con or {})
    return found


def teller(found: Evidence, words: int = 2000, elsewhere: dict[int, float] | None = None) -> list[int]:
    return named_teller(found, words, NAMES.__getitem__, elsewhere or {})


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("My name is Ellen Marsh.", ["Ellen Marsh"]),
        ("Everyone calls me Ellen.", ["Ellen"]),
        ("I was christened late. My brother named me Ellen, too.", ["Ellen"]),
        ("They all knew that I, Ellen Marsh, had done it.", ["Ellen Marsh"]),
        ("My dog's name is Rex.", []),
        ("Everyone calls her Ellen.", []),
    ],
)
def test_a_teller_says_what_they_are_called(text: str, names: list[str]) -> None:
    assert list(introduces_self(text, [(0, len(text))])) == names


def test_who_is_seen_to_act_is_told_of_by_another() -> None:
    text = "Ellen ran. Then Ellen's came. So said Ellen. It was for Ellen."
    mentions = [Mention(m.start(), m.end(), 0, False) for m in re.finditer(r"Ellen(?:'s)?", text)]
    assert acts_in(text, mentions) == {0: 2.0}


def test_a_long_book_asks_for_more_signs_than_a_short_story() -> None:
    found = evidence({0: 1.5})
    assert teller(found) == [0]
    assert teller(found, 9000) == []


def test_who_does_things_in_the_story_does_not_tell_it() -> None:
    found = evidence({0: 3.0}, {0: 2.0})
    found.told_of.add(0)
    assert teller(found) == []


def test_nobody_is_the_teller_where_as_much_speaks_for_another() -> None:
    assert teller(evidence({0: 3.0, 1: 2.5})) == []
    assert teller(evidence({0: 3.0, 1: 1.0})) == [0]
    assert teller(evidence({0: 3.0, 1: 2.5}, introduced={0})) == [0]


def test_a_short_form_of_the_teller_s_name_is_the_teller_too() -> None:
    names = (("Conrad",), ("Con",), ("Brown",))
    found = evidence({0: 4.0, 1: 2.0, 2: 2.0}, {1: 0.5, 2: 0.5})
    assert named_teller(found, 2000, names.__getitem__, {}) == [0, 1]


def test_what_two_parts_of_a_book_show_adds_up() -> None:
    found, more = evidence({0: 1.0}), evidence({0: 2.0, 1: 1.0}, {1: 1.0}, {1})
    found.add(more)
    assert (dict(found.pro), dict(found.con), found.introduced) == ({0: 3.0, 1: 1.0}, {1: 1.0}, {1})
