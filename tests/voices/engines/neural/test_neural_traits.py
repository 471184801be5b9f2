"""What would be broken: words said as a lexicon or the print wants them, for who listens to a neural voice."""

from __future__ import annotations

import pytest

from tests.voices.heard_traits import heard, told
from voices.engines import registry
from voices.engines.engine_traits import EngineTraits
from voices.engines.neural.neural_traits import HIBARI, KOKORO, PIPER


@pytest.mark.parametrize("traits", [HIBARI, KOKORO, PIPER], ids=lambda traits: traits.name)
def test_an_engine_takes_what_it_says_it_does(traits: EngineTraits) -> None:
    if not registry.installed(traits.name) or not registry.voice_infos(traits.name):
        pytest.skip(f"{traits.name} can't speak here")
    engine = registry.load(traits.name)
    assert heard(engine, engine.voices()[0].name) == told(traits)
