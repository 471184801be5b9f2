"""What would be broken: script file and story counting different characters, so that labels slip."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from script.text.visible_text import Visible, bare, joins_word, visible_edges
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
