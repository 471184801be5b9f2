"""Pauses would be counted under the wrong name, if a join were taken for another kind."""

from __future__ import annotations

import pytest

from script.model import Kind
from tests.benchmarks.talk.joins import goes_on


@pytest.mark.parametrize(
    ("before", "after", "kind", "whether"),
    [
        ("“My dear,”", "said she", Kind.NARRATION, True),
        ("“Where?”", "asked Nell.", Kind.NARRATION, True),
        ("“Where?”", "Nell asked.", Kind.NARRATION, True),
        ("“Where?”", "Nell looked up at the clock.", Kind.NARRATION, False),
        ("said she.", "“Come in.”", Kind.SPEECH, False),
        ("he went on,", "“go and find out.”", Kind.SPEECH, True),
        ("I had a lamp", "in one hand.", Kind.NARRATION, True),
    ],
)
def test_a_sentence_goes_on_where_the_print_says_so(before: str, after: str, kind: Kind, whether: bool) -> None:
    assert goes_on(before, after, kind) is whether
