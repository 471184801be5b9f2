"""A play's direction is followed: else what is whispered on the stage is spoken aloud."""

from __future__ import annotations

import pytest

from script.deliveries.directions import directed_delivery
from script.model import Delivery


@pytest.mark.parametrize(
    ("direction", "delivery"),
    [
        ("whispering", Delivery.WHISPER),
        ("(laughing)", Delivery.LAUGH),
        ("softly, to Ann", Delivery.SOFT),
        ("in a hoarse whisper", Delivery.WHISPER),
        ("shouting over the wind", Delivery.SHOUT),
        ("through the door", Delivery.MUFFLED),
        ("not laughing", None),
        ("while the crowd roars", None),
        ("beat", None),
        ("", None),
    ],
)
def test_a_direction_tells(direction: str, delivery: Delivery | None) -> None:
    assert directed_delivery(direction) is delivery
