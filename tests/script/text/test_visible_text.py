"""What would be broken: script file and story counting different characters, so that labels slip."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from script.text.visible_text import Visible, bare, joins_word, visible_edges, word_before, word_goes_on
from tests.script.chapters import STORY_CHARACTERS


@settings(max_examples=300, deadline=None)
@given(st.text(STORY_CHARACTERS, max_size=20))
def test_visible_characters_are_all_but_white_space(text: str) -> None:
    visible = Visible(text)
    offsets = [offset for offset, character in enumerate(text) if not character.isspace()]
    assert visible.text == "".join(text[offset] for offset in offsets)
    assert len(visible) == len(offsets)
    assert [visible.offset(index) for index in range(len(visible))] == offsets
    assert [visible.index(offset) for offset in range(len(text) + 1)] == [
        sum(1 for other in offsets if other < offset) for offset in range(len(text) + 1)
    ]
    words = text.split()
    assert [visible.word(index) for index in range(len(visible))] == [n for n, word in enumerate(words) for _ in word]


@given(st.lists(st.text(STORY_CHARACTERS, max_size=8), max_size=6))
def test_the_edges_of_texts_are_where_each_begins_in_all_of_them_together(texts: list[str]) -> None:
    edges = visible_edges(texts)
    assert edges == [len(Visible("".join(texts[:count])).text) for count in range(len(texts) + 1)]
    assert bare("".join(texts)) == Visible("".join(texts)).text


@pytest.mark.parametrize(
    ("before", "after", "joined"),
    [
        ("Tom", "’s", True), ("haven’", "t", True), ("well-", "known", True), ("well", "-known", True),
        ("3.", "14", True), ("3", ",000", True), ("e", "\u0301a", True), ("e\u0301", "a", True), ("a", "1", True),
        ("“", "Tom", False), ("Tom", "’”", False), ("‘", "Tom", False), ("Tom", "—no", False), ("one", ".two", False),
        ("end", ".", False), ("!", "”", False), ("’", "’", False),
    ],
)  # fmt: skip
def test_where_a_word_goes_on(before: str, after: str, joined: bool) -> None:
    assert joins_word(before, after) is joined


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("He had read", "read"),
        ("“read", "read"),
        ("of St.", "St."),
        ("the U.S.A.", "U.S.A."),
        ("the U.S.A", "U.S.A"),
        ("Nynaeve’s", "Nynaeve’s"),
        ("well-read", "well-read"),
        ("one—two", "two"),
        ("3/4", "3/4"),
        ("at 10:30", "10:30"),
        ("1,000", "1,000"),
        ("yes,no", "no"),
        ("for $5", "$5"),
        ("AT&T", "AT&T"),
        ("50%", "50%"),
        ("cafe\u0301", "cafe\u0301"),
        ("…I", "I"),
    ],
)
def test_a_word_is_what_people_see_as_one(text: str, word: str) -> None:
    assert word_before(text) == len(text) - len(word)


@pytest.mark.parametrize("text", ["", ".", "read ", "read,", "read!", "“", "…", "read..", "—", "’"])
def test_no_word_ends_where_none_stands(text: str) -> None:
    assert word_before(text) is None


@pytest.mark.parametrize(
    ("before", "after", "goes_on"),
    [
        ("re", "ad", True),
        ("Jane", "’s hat", True),
        ("3", "/4", True),
        ("well", "-read", True),
        ("read", "", False),
        ("read", ".", False),
        ("read", "’ he", False),
        ("read", "—now", False),
        ("St", ". John", False),
        ("read", " it", False),
    ],
)
def test_a_word_goes_on_where_people_would_not_divide_it(before: str, after: str, goes_on: bool) -> None:
    assert word_goes_on(before, after) is goes_on
