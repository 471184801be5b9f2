from __future__ import annotations

import pytest

from script.model import Delivery
from voices.saying.delivery import EFFECTS, PLAIN, effect_of


@pytest.mark.parametrize("delivery", list(Delivery))
def test_every_delivery_is_heard_and_stays_intelligible(delivery: Delivery) -> None:
    effect = effect_of(delivery.value)
    assert effect != PLAIN
    assert 0.75 <= effect.rate_factor <= 1.3
    assert 0.5 <= effect.melody <= 1.5
    assert -3 <= effect.pitch_semitones <= 3
    assert -8 <= effect.gain_db <= 6


def test_no_two_deliveries_sound_the_same() -> None:
    assert set(EFFECTS) == set(Delivery)
    assert len(set(EFFECTS.values())) == len(Delivery)


def test_quiet_deliveries_are_quiet_and_loud_ones_loud() -> None:
    assert effect_of("whisper").gain_db < effect_of(None).gain_db < effect_of("shout").gain_db
    assert effect_of("drawl").rate_factor < 1 < effect_of("hurry").rate_factor


@pytest.mark.parametrize("word", [None, "", "growl", "WHISPER", "whisper "])
def test_a_word_that_is_no_delivery_is_said_plainly(word: str | None) -> None:
    assert effect_of(word) == PLAIN
