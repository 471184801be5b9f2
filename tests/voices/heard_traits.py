"""What an engine really takes of an utterance, by what is heard: to hold its record of traits to that."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from voices.engines.engine_traits import EngineTraits
from voices.engines.speech_engine import Engine, Utterance

TEXT = "Nobody knew about the letter."


def heard(engine: Engine, voice: str) -> dict[str, bool]:
    """The name of each trait that says what the engine takes → whether that changes what is heard."""
    plain = Utterance(TEXT, voice)
    others = {
        "takes_ipa": replace(plain, phonemes=((0, 6, "ˈsʌmbɒdi"),)),
        "takes_stress": replace(plain, stress=((7, 11),)),
        "takes_melody": replace(plain, melody=1.8),
    }
    samples = engine.synthesize(plain).samples
    return {trait: not np.array_equal(engine.synthesize(other).samples, samples) for trait, other in others.items()}


def told(traits: EngineTraits) -> dict[str, bool]:
    """The same as the record tells it."""
    return {trait: getattr(traits, trait) for trait in ("takes_ipa", "takes_stress", "takes_melody")}
