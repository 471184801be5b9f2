"""What an engine really takes of an utterance, by what is heard: to hold its record of traits to that."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from voices.engines.engine_traits import EngineTraits
from voices.engines.speech_engine import Engine, Utterance

TEXT = "Nobody knew about the letter."
WORDS = [(0, 6), (7, 11), (12, 17), (18, 21), (22, 28)]
TRAITS = ("takes_ipa", "takes_stress", "takes_melody", "takes_context", "takes_tags", "tells_words")


def heard(engine: Engine, voice: str) -> dict[str, bool]:
    """The name of each trait that says what the engine takes, or tells → whether it does."""
    plain = Utterance(TEXT, voice)
    others = {
        "takes_ipa": replace(plain, phonemes=((0, 6, "ˈsʌmbɒdi"),)),
        "takes_stress": replace(plain, stress=((7, 11),)),
        "takes_melody": replace(plain, melody=1.8),
        "takes_context": replace(plain, before=("Tom said,",), after=("said Tom.",)),
        "takes_tags": replace(plain, tags=((0, 12),)),
    }
    clip = engine.synthesize(plain)
    taken = {
        trait: not np.array_equal(engine.synthesize(other).samples, clip.samples) for trait, other in others.items()
    }
    return taken | {"tells_words": [(word.start, word.end) for word in clip.words] == WORDS}


def told(traits: EngineTraits) -> dict[str, bool]:
    """The same as the record tells it."""
    return {trait: getattr(traits, trait) for trait in TRAITS}
