"""The way words are written tells how they are said: else an alarm is read calmly, or a title is shouted."""

from __future__ import annotations

import pytest

from script.deliveries.written_manner import exclaims, is_bare, written_manner
from script.model import Delivery


@pytest.mark.parametrize(
    ("words", "delivery"),
    [
        ("STOP IT!", Delivery.SHOUT),
        ("Is nobody there? COME BACK HERE!", Delivery.SHOUT),
        ("Help! Help!", Delivery.SHOUT),
        ("NO!", Delivery.SHOUT),
        ("THE SEA KEEPS WHAT IT TAKES", None),
        ("You are a VERY naughty boy!", None),
        ("The BBC said so!", None),
        ("Henry VIII!", None),
        ("Ahoy, the boat!", Delivery.CALL),
        ("Psst! Over here.", Delivery.WHISPER),
        ("Shh, he's asleep.", Delivery.WHISPER),
        ("She sells shells.", None),
        ("Ha, ha, ha! You should see yourself.", Delivery.LAUGH),
        ("Ha! I knew it.", None),
        ("He, he alone can say.", None),
        ("Boo-hoo!", Delivery.SOB),
        ("I d-don't know.", Delivery.TREMBLE),
        ("I—I don't know.", Delivery.TREMBLE),
        ("They saw you—you couldn't run.", None),
        ("Y-yes.", None),
        ("A well-lit to-do.", None),
        ("It was, that is, it is my own.", None),
    ],
)
def test_capitals_alarms_laughter_and_stammering_are_heard(words: str, delivery: Delivery | None) -> None:
    assert written_manner(words) is delivery
    assert delivery is None or not is_bare(words)


@pytest.mark.parametrize(
    ("words", "loud"),
    [
        ("What a day!", True),
        ("Do you hear? Come here!", True),
        ("Come here! I have something to tell you about the house.", False),
        ("I have something to tell you about the house. Come!", False),
        ("We are sure of that, Mme. Giry!", True),
        ("Good morning!", False),
        ("Alas, my poor friend!", False),
        ("He only ever says 'Never!'", False),
        ("So.", False),
    ],
)
def test_only_what_is_mostly_exclaimed_to_its_end_is_exclaimed(words: str, loud: bool) -> None:
    assert exclaims(words) is loud
