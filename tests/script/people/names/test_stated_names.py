"""May, Will and River are names where the book states them to be: else they share one unnamed "I"."""

from __future__ import annotations

import pytest

from script.people.names.stated_names import is_stated_name, uses_as_name
from tests.script.tagged_texts import tagged


def test_who_says_that_their_name_is_may_is_may() -> None:
    text = 'My name is May. I live by the sea, and I keep my house.\n"Well?" said Tom.\n"I know," I said.'
    assert tagged(text).narrator == "May"


def test_where_i_went_is_not_what_i_am_called() -> None:
    text = 'I went to London. I live by the sea, and I keep my house.\n"Well?" said Tom.\n"I know," I said.'
    assert tagged(text).narrator == "I"


def test_a_letter_that_may_signs_is_hers() -> None:
    text = 'Tom read it.\nDear Tom,\nI am well, and I hope to see you soon.\nYours ever,\nMay\n"Well?" said Ann.'
    assert "May" in {person.name for person in tagged(text).characters}


@pytest.mark.parametrize(
    ("name", "evident", "times", "is_name"),
    [
        ("Ruth", (), 1, True),
        ("May", (), 1, True),
        ("River", (), 1, False),
        ("River", (), 2, True),
        ("River", ("river",), 1, True),
        ("Please", (), 3, False),
        ("", (), 1, False),
    ],
)
def test_a_word_is_a_name_by_being_one_elsewhere_or_as_a_rule(
    name: str, evident: tuple[str, ...], times: int, is_name: bool
) -> None:
    assert is_stated_name(name, evident, {name.lower(): times}) is is_name


def test_a_month_is_told_from_a_girl() -> None:
    assert uses_as_name("In June I saw June. June laughed. I kissed June in June.", "June") == (2, 1)
