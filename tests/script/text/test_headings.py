"""A chapter's number, rank and title are read from its heading; prose that starts alike is no heading."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from script.text.headings import Rank, join_title, looks_like_title, read_heading


@pytest.mark.parametrize(
    ("text", "family", "rank", "number", "title"),
    [
        ("CHAPTER IV.", "chapter", Rank.CHAPTER, 4, ""),
        ("Chapter xii: The Storm", "chapter", Rank.CHAPTER, 12, "The Storm"),
        ("Chapter Twenty-one", "chapter", Rank.CHAPTER, 21, ""),
        ("Stave the Second", "stave", Rank.CHAPTER, 2, ""),
        ("Vol. II", "vol", Rank.PART, 2, ""),
        ("The Third Part.", "part", Rank.PART, 3, ""),
        ("The Last Chapter", "chapter", Rank.CHAPTER, 0, ""),
        ("Epilogue: The Calm", "named", Rank.CHAPTER, 0, "The Calm"),
        ("_VII._", "bare", Rank.CHAPTER, 7, ""),
        ("VII. The River", "dotted", Rank.CHAPTER, 7, "The River"),
    ],
)
def test_what_a_heading_says(text: str, family: str, rank: Rank, number: int, title: str) -> None:
    heading = read_heading(text)
    assert heading is not None
    assert (heading.family, heading.rank, heading.number, heading.title) == (family, rank, number, title)


@pytest.mark.parametrize(
    "text",
    [
        "Part of the church",
        "Chapter five was late.",
        "Chapter nine, which I skip",
        "epilogue",
        "IIII.",
        "I. said so",
        "",
    ],
)
def test_prose_that_starts_like_a_heading_is_none(text: str) -> None:
    assert read_heading(text) is None


@given(st.text("ıİſKivxlc. ", max_size=8), st.sampled_from(["", "Chapter ", "The Storm "]))
def test_letters_that_only_fold_to_roman_figures_stop_no_book(figures: str, before: str) -> None:
    read_heading(before + figures)


def test_a_title_has_capitals_on_its_words_of_weight_and_no_full_stop() -> None:
    assert looks_like_title("The Lord of the Manor")
    assert not looks_like_title("The lord came to the manor")
    assert not looks_like_title("The Lord of the Manor.")
    assert join_title("CHAPTER I.", "The Storm") == "CHAPTER I: The Storm"
