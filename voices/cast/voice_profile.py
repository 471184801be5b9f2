"""VoiceProfile: how somebody sounds, in terms that hold for every engine."""

from __future__ import annotations

from dataclasses import dataclass

RATES = (0.5, 3.0)
PITCHES = (-12.0, 12.0)
GAINS = (-20.0, 20.0)
PANS = (-1.0, 1.0)
"""Lowest and highest value of each number of a profile."""


@dataclass(frozen=True, slots=True)
class VoiceProfile:
    """How a speaker sounds.

    `engine`, `voice`, `rate` and `pitch` shape the clip (they are part of its cache key); `gain`, `pan` and `effects`
    are applied when clips are mixed (they are not).
    """

    engine: str
    """An engine's name: "pyttsx3"."""
    voice: str
    """A voice of that engine: "en-gb+felix"."""
    rate: float = 1.0
    """Speed as a multiple of the engine's normal rate, 0.5–3."""
    pitch: float = 0.0
    """Semitones, −12…+12."""
    gain: float = 0.0
    """dB on top of the levelled voice, −20…+20."""
    pan: float = 0.0
    """−1 left … +1 right, constant power. Any voice off the middle makes the whole book stereo."""
    effects: tuple[str, ...] = ()
    """Treatments on every line of this speaker, by name (`pipeline.sound.effects`)."""
