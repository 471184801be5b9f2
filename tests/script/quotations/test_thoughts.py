"""Unquoted thoughts are heard in the thinker's voice; stressed words and titles stay with the narrator."""

from __future__ import annotations

import pytest

from script.quotations.thoughts import find_thoughts


@pytest.mark.parametrize(
    ("text", "thoughts"),
    [
        ("Mary stopped. _I should go now_, she thought.", ["_I should go now_"]),
        ("_What was that?_ Mary turned.", ["_What was that?_"]),
        ("It was _very_ long.", []),
        ("He read _War and Peace_ in a day.", []),
        ("The _Nautilus_ sank. He swam.", []),
        ("snake_case_name is not italic", []),
    ],
)
def test_only_thought_sentences_are_taken(text: str, thoughts: list[str]) -> None:
    assert [text[a:b] for a, b in find_thoughts(text, 0, len(text), [], [])] == thoughts


def test_what_is_spoken_already_is_left_alone() -> None:
    text = "“_I should go now_,” she said."
    assert find_thoughts(text, 0, len(text), [], [(0, 20)]) == []
