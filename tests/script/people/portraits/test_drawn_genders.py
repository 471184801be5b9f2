"""What would be broken: all unknowns of a book are women, or they change with the order in which they are listed."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from script.model import Gender
from script.people.portraits.drawn_genders import drawn_genders

NAMES = st.lists(st.text("abcdefgh", min_size=1, max_size=6), min_size=4, max_size=30, unique=True)
KNOWN = st.lists(st.sampled_from(Gender), max_size=30)


@given(NAMES, KNOWN)
def test_unknowns_are_mixed_whoever_is_known(names: list[str], known: list[Gender]) -> None:
    drawn = drawn_genders(dict.fromkeys(names, 0.0), known)
    women = sum(gender is Gender.FEMALE for gender in drawn.values())
    assert drawn.keys() == set(names)
    assert 0.2 * len(names) <= women <= 0.8 * len(names)


@given(NAMES, KNOWN, st.randoms())
def test_the_order_of_the_names_is_no_matter(names: list[str], known: list[Gender], random: st.DataObject) -> None:
    shuffled = list(names)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert drawn_genders(dict.fromkeys(names, 0.0), known) == drawn_genders(dict.fromkeys(shuffled, 0.0), known)


def test_they_make_the_cast_even_as_far_as_they_can() -> None:
    names = {f"P{number}": 0.0 for number in range(10)}
    men = list(drawn_genders(names, [Gender.FEMALE] * 20).values()).count(Gender.MALE)
    women = list(drawn_genders(names, [Gender.MALE] * 20).values()).count(Gender.FEMALE)
    assert men >= 6
    assert women >= 6


def test_who_leans_is_what_they_lean_to() -> None:
    drawn = drawn_genders({"the doctor": -0.6, "the nurse-maid": 0.6}, [Gender.MALE] * 9)
    assert drawn == {"the doctor": Gender.MALE, "the nurse-maid": Gender.FEMALE}
