"""Closings and signatures are known however they are put."""

from __future__ import annotations

import pytest

from tests.script.told_letters import letters


def test_a_signature_may_name_an_office() -> None:
    for ending in (("Yours faithfully,", "C. Harbottle, agent"), ("Yours faithfully, C. Harbottle, agent",)):
        (letter,) = letters(
            "It read:", "Dear Tenants,", "The house is to be sold to us all.", *ending, "“No!” said Lund."
        )
        assert (letter.first, letter.last, letter.writer) == (1, 2 + len(ending), "C. Harbottle")


def test_a_signature_set_apart_by_space_alone_is_one() -> None:
    (letter,) = letters("Dear Meg,", "I am having a glorious time.", "Your affectionate            Helen", "She sat.")
    assert (letter.last, letter.writer) == (2, "Helen")


@pytest.mark.parametrize(
    "ending", ["Your loving Peg", "Love Peg", "With love from Peg", "Peg x", "xx Peg", "Your own Peg."]
)
def test_a_closing_and_its_signature_need_no_comma_between(ending: str) -> None:
    (letter,) = letters("Dear Nan,", "We bought a goat. I told Joe so. “No,” says Joe.", ending, "“Well,” said Finn.")
    assert (letter.last, letter.writer) == (2, "Peg")
