"""Whoever says who speaks is shown the same and answers span by span: an answer too few gives all that follow away."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from script.tagging.attribution.attributor import Attributor
from script.tagging.attribution.rules import RuleAttributor
from tests.script.quoted_books import book_of

_PIECES = ("“Yes,” said Anna.\n", "“No,” he said. ", "“Well.”\n", "Tom sat.\n", "“Oh,” I said.\n", "\n")


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(_PIECES), max_size=16), st.lists(st.sampled_from(["Anna", "Tom"]), unique=True))
def test_every_span_has_one_answer_about_somebody_of_the_cast(pieces: list[str], people: list[str]) -> None:
    attributor: Attributor = RuleAttributor()
    book = book_of("".join(pieces), *people)
    answers = attributor.attribute(book)
    assert len(answers) == len(book.spans)
    assert all(0 <= one.confidence <= 1 for one in answers)
    assert all(one.speaker is None or 0 <= one.speaker < len(people) for one in answers)
    assert answers == attributor.attribute(book)
