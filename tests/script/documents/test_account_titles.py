"""What a title says of who tells what follows: misread, a diary is read in another's voice."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from script.documents.account_titles import Title, plain_words, read_title

_WORDS = ("Ruth", "Arden's", "Journal", "Letter", "from", "to", "the", "By", "—", "continued", "II.", "CHAPTER", "(2)")


def title(text: str, heading: bool = True) -> Title:
    found = read_title(text, 0, heading)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("text", "teller", "written"),
    [
        ("Ruth Arden's Journal", "Ruth Arden", True),
        ("Ruth Arden's Narrative", "Ruth Arden", False),
        ("RUTH'S SIDE", "Ruth", False),
        ("Diary kept by Ruth Arden", "Ruth Arden", True),
        ("Related by Ruth Arden", "Ruth Arden", True),
    ],
)
def test_an_account_is_told_by_whom_its_title_names(text: str, teller: str, written: bool) -> None:
    found = title(text)
    assert (found.teller, found.written, found.sure, found.letter) == (teller, written, True, False)


def test_a_letter_is_told_from_a_journal() -> None:
    assert [title(text).letter for text in ("Ruth's Letter", "Ruth Arden to Miss Lowe", "Ruth's Diary")] == [
        True,
        True,
        False,
    ]


def test_a_mere_name_is_less_sure_than_a_title() -> None:
    for text in ("Ruth", "Ruth (2)", "Ruth — Tuesday", "Ruth, 4 May"):
        found = title(text)
        assert (found.teller, found.sure, found.bare) == ("Ruth", False, True)


def test_an_account_that_goes_on_is_told_by_whoever_told_it_before() -> None:
    assert title("The same, continued").same
    assert title("CHAPTER III. In continuation").numbered


def test_a_cutting_is_told_by_nobody_in_the_book() -> None:
    assert title("Cutting from the Rye Gazette").teller == ""


@pytest.mark.parametrize(
    "text", ["Ruth's letter was long in coming.", "Letter from the sea was all he had.", "It rained."]
)
def test_a_sentence_about_a_letter_is_no_title(text: str) -> None:
    assert read_title(text, 0, heading=False) is None


def test_marks_of_emphasis_and_what_nobody_sees_are_no_part_of_a_title() -> None:
    assert plain_words("_**Ruth's\u2060  Diary**_") == "Ruth's Diary"


@given(st.lists(st.sampled_from(_WORDS), min_size=1, max_size=7), st.booleans())
def test_a_title_names_only_who_stands_in_it(words: list[str], heading: bool) -> None:
    text = " ".join(words)
    found = read_title(text, 3, heading)
    if found is not None:
        assert found.at == 3
        assert (found.teller or "").lower() in text.lower()
