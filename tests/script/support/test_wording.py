"""What would be broken: a message of many names, which nobody would read to its end."""

from __future__ import annotations

import pytest

from script.support.wording import some_of


@pytest.mark.parametrize(
    ("names", "said"),
    [
        ([], ""),
        (["Ann"], "Ann"),
        (["Ann", "Bob"], "Ann, Bob"),
        (["Ann", "Bob", "Cy"], "Ann, Bob and 1 more"),
        (["Ann", "Bob", *["Cy"] * 1200], "Ann, Bob and 1,200 more"),
    ],
)
def test_all_are_named_where_they_fit_and_the_rest_is_counted(names: list[str], said: str) -> None:
    assert some_of(names, 2) == said
