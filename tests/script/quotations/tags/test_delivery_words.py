"""A whisper is whispered; a plain "said" leaves the voice alone."""

from __future__ import annotations

import pytest

from script.model import Delivery
from script.quotations.tags.delivery_words import delivery_of


@pytest.mark.parametrize(
    ("verb", "clause", "delivery"),
    [
        ("whispered", "whispered Ann", Delivery.WHISPER),
        ("shouted", "shouted Ben angrily", Delivery.SHOUT),
        ("said", "he said in a low whisper", Delivery.WHISPER),
        ("muttered", "muttered the man", Delivery.MURMUR),
        ("said", "she said with a sob", Delivery.SOB),
        ("said", "said Tom, laughing", Delivery.LAUGH),
        ("said", "he said hurriedly", Delivery.HURRY),
        ("drawled", "drawled Lord Henry", Delivery.DRAWL),
        ("said", "said Ann", None),
        ("cried", "cried Ann", None),
    ],
)
def test_verbs_and_adverbs_tell_the_delivery(verb: str, clause: str, delivery: Delivery | None) -> None:
    assert delivery_of(verb, clause) is delivery
