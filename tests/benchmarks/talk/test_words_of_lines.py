"""Words would count as not understood that were, if the alignment with what was heard were wrong."""

from __future__ import annotations

import pytest

from tests.benchmarks.talk.words_of_lines import compared_words, names_in, understood


@pytest.mark.parametrize(
    ("heard", "right"),
    [
        ("she sat in the boathouse", "11111"),
        ("she sat in the boat house", "11111"),
        ("she sat the boathouse", "11011"),
        ("she cat in the big boathouse", "10111"),
        ("sat in the boat", "01110"),
    ],
)
def test_each_word_is_held_against_what_was_heard_in_its_place(heard: str, right: str) -> None:
    assert understood(["she", "sat", "in", "the", "boathouse"], heard.split()) == [mark == "1" for mark in right]


def test_two_words_may_be_one_to_the_recogniser() -> None:
    assert understood(["a", "flat", "iron"], ["a", "flatiron"]) == [True, True, True]


def test_figures_and_compounds_are_words() -> None:
    assert compared_words("“Twenty-two Flat-irons,” said Mr. Pask.") == compared_words("22 flat irons said mister Pask")


def test_names_are_known_by_their_capital_letter_alone() -> None:
    assert names_in(["Twelve of us saw Mrs. Tully, and I saw twelve. Then I left."]) == {"missus"}
