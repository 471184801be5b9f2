"""What a delivery does to the sound: moderate, so that every word stays intelligible."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from script.model import Delivery


@dataclass(frozen=True, slots=True)
class DeliveryEffect:
    """How a line differs from the same voice speaking plainly."""

    rate_factor: float = 1.0
    """Times the speaker's rate."""
    pitch_semitones: float = 0.0
    """Added to the speaker's pitch."""
    melody: float = 1.0
    """Times each rise and fall of the speaker's pitch, of the engines that can: low is flat, high is lively."""
    gain_db: float = 0.0
    """dB, when the line is mixed: voices are levelled before, so that loudness is never the engine's."""
    by_engine: bool = False
    """Whether rate and pitch are not enough: the engine itself speaks differently (without voice, say)."""


PLAIN = DeliveryEffect()

EFFECTS: Mapping[Delivery, DeliveryEffect] = MappingProxyType(
    {
        Delivery.WHISPER: DeliveryEffect(rate_factor=0.95, gain_db=-8.0, by_engine=True),
        Delivery.MURMUR: DeliveryEffect(
            rate_factor=0.95, pitch_semitones=-1.5, melody=0.6, gain_db=-6.5, by_engine=True
        ),
        Delivery.SHOUT: DeliveryEffect(rate_factor=0.95, pitch_semitones=2.5, melody=1.2, gain_db=6.0, by_engine=True),
        Delivery.SOB: DeliveryEffect(rate_factor=0.9, pitch_semitones=1.0, melody=1.2, gain_db=-2.0, by_engine=True),
        Delivery.LAUGH: DeliveryEffect(rate_factor=1.04, pitch_semitones=1.5, melody=1.3, gain_db=1.0, by_engine=True),
        Delivery.HURRY: DeliveryEffect(rate_factor=1.22, pitch_semitones=0.5, gain_db=1.0),
        Delivery.DRAWL: DeliveryEffect(rate_factor=0.8, pitch_semitones=-0.5, melody=0.75, gain_db=-1.0),
        Delivery.SOFT: DeliveryEffect(
            rate_factor=0.97, pitch_semitones=-0.5, melody=0.85, gain_db=-4.5, by_engine=True
        ),
        Delivery.EXCLAIM: DeliveryEffect(
            rate_factor=1.02, pitch_semitones=1.5, melody=1.3, gain_db=3.5, by_engine=True
        ),
        Delivery.CALL: DeliveryEffect(rate_factor=0.92, pitch_semitones=1.5, melody=1.1, gain_db=4.0, by_engine=True),
        Delivery.TREMBLE: DeliveryEffect(
            rate_factor=0.95, pitch_semitones=0.5, melody=1.1, gain_db=-3.5, by_engine=True
        ),
        Delivery.SLEEPY: DeliveryEffect(
            rate_factor=0.84, pitch_semitones=-1.5, melody=0.55, gain_db=-5.5, by_engine=True
        ),
        Delivery.MUFFLED: DeliveryEffect(gain_db=-4.0, by_engine=True),
    }
)


def effect_of(delivery: str | None) -> DeliveryEffect:
    """The effect of a line's delivery; `PLAIN` for none and for a word that isn't one of `Delivery`."""
    try:
        return EFFECTS[Delivery(delivery)] if delivery is not None else PLAIN
    except ValueError:
        return PLAIN
