"""What somebody does stands behind the name: missed, who only acts is nobody and has no voice."""

from __future__ import annotations

import pytest

from script.people.names.deeds import FOLLOWING


@pytest.mark.parametrize(
    ("behind", "word"),
    [(" smiled.", "smiled"), (" quietly smiled.", "smiled"), (", who smiled", ""), (". Then", ""), ("’s hand", "")],
)
def test_a_deed_is_found_past_an_adverb_and_not_past_a_mark(behind: str, word: str) -> None:
    match = FOLLOWING.match(behind)
    assert (match["word"] if match else "") == word
