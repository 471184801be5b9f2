"""Talk that dashes open: a tag left in it is spoken by the character, and what is taken for one by the narrator."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from script.quotations.marks.dash_talk import DASH_START, DASH_TAG, dash_quotes, says, tag_end


def spoken(text: str, asides: bool = False) -> list[str]:
    dash = DASH_START.match(text)
    assert dash is not None
    return [text[q.start : q.end] for q in dash_quotes(text, 0, len(text), dash.end(), asides)]


@pytest.mark.parametrize(
    ("text", "speech"),
    [
        ("— Come up, said Ann.", ["— Come up,"]),
        ("— Come up, Ann went on. It is late.", ["— Come up,", "It is late."]),
        ("— Come up, I think, at noon.", ["— Come up, I think, at noon."]),
        ("— Come up — if you can — at noon.", ["— Come up — if you can — at noon."]),
        ("— Come up — said Ann — at noon.", ["— Come up", "at noon."]),
        ("—", []),
    ],
)
def test_only_tags_are_taken_out_of_what_is_said(text: str, speech: list[str]) -> None:
    assert spoken(text) == speech


def test_where_dashes_set_narration_apart_all_between_them_is_narrated() -> None:
    assert spoken("—Come up. —The wind rose—. At noon.", asides=True) == ["—Come up.", "At noon."]


def test_a_verb_tags_only_where_it_must() -> None:
    for text, tag in (("so, said Ann", True), ("so, Ann thought.", True), ("so, Ann thought of it", False)):
        match = DASH_TAG.search(text)
        assert (match is not None and says(match)) is tag


def test_the_narrator_goes_on_behind_a_tag_with_a_participle() -> None:
    for text, narrated in (
        ("he said gaily, your name.", "he said gaily,"),
        ("he said, turning round. Go.", "he said, turning round."),
    ):
        assert text[: tag_end(text, 7, len(text))] == narrated


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.sampled_from(["— ", "—", ", ", ". ", "said Ann", "he said", "Come", " ", "...", "- ", "?"]), max_size=15
    ),
    st.booleans(),
)
def test_what_is_said_is_in_order_and_holds_words(pieces: list[str], asides: bool) -> None:
    text = "— " + "".join(pieces)
    last = 0
    for quote in dash_quotes(text, 0, len(text), 2, asides):
        assert last <= quote.start < quote.end <= len(text)
        assert any(map(str.isalnum, text[quote.start : quote.end]))
        last = quote.end
