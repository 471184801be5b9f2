from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.cli.exit_codes import UsageError
from pipeline.cli.option_values import chapter_numbers, parse_chapter_ranges, parse_formats, parse_size


@pytest.mark.parametrize(
    ("text", "chosen"),
    [
        ("3-5", {3, 4, 5}),
        ("2", {2}),
        ("1,4,7-", {1, 4, 7, 8, 9}),
        ("-2", {1, 2}),
        (" 1 , 2-3 ", {1, 2, 3}),
        ("9,9,9", {9}),
    ],
)
def test_chapters_are_chosen_as_people_write_them(text: str, chosen: set[int]) -> None:
    assert chapter_numbers(parse_chapter_ranges(text), 9) == chosen


@pytest.mark.parametrize("text", ["", "-", "three", "3..5", "5-3", "0", "1,,2", "1-2-3", "1;2", "９-"])
def test_a_chapter_list_that_means_nothing_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="names no chapters"):
        parse_chapter_ranges(text)


@pytest.mark.parametrize("text", ["10", "8-10", "10-", "1,12"])
def test_a_chapter_that_the_book_lacks_is_refused_with_how_many_there_are(text: str) -> None:
    with pytest.raises(UsageError, match=r"There is no chapter 1[02]: the book has 9\."):
        chapter_numbers(parse_chapter_ranges(text), 9)


@settings(max_examples=200, deadline=None)
@given(st.sets(st.integers(1, 60), min_size=1))
def test_any_set_of_chapters_can_be_asked_for(wanted: set[int]) -> None:
    text = ",".join(str(number) for number in wanted)
    assert chapter_numbers(parse_chapter_ranges(text), 60) == wanted


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=12))
def test_no_text_after_chapter_ends_in_anything_but_a_plain_answer(text: str) -> None:
    try:
        ranges = parse_chapter_ranges(text)
    except UsageError:
        return
    assert ranges


def test_formats_may_be_given_with_commas_or_one_by_one() -> None:
    known = ("mp3", "m4b")
    assert parse_formats(["mp3,m4b"], known) == ("mp3", "m4b")
    assert parse_formats(["m4b", "MP3", ".m4b"], known) == ("m4b", "mp3")


def test_a_misspelt_format_is_answered_with_the_right_one() -> None:
    with pytest.raises(UsageError, match="did you mean m4b"):
        parse_formats(["m4"], ("mp3", "m4b"))
    with pytest.raises(UsageError, match="write one of mp3, m4b"):
        parse_formats(["wav"], ("mp3", "m4b"))


@pytest.mark.parametrize(
    ("text", "size"), [("1000", 1000), ("500MB", 500_000_000), ("2 gb", 2_000_000_000), ("1.5k", 1500), ("1GiB", 10**9)]
)
def test_sizes_are_read_as_people_write_them(text: str, size: int) -> None:
    assert parse_size(text) == size


@pytest.mark.parametrize("text", ["", "big", "MB", "-1MB", "1 parsec"])
def test_a_size_that_means_nothing_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="is not a size"):
        parse_size(text)
