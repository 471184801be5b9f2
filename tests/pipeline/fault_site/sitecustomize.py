"""On PYTHONPATH, this makes the engine of worker processes fail on certain words, as engines do on real books."""

import os
from typing import Any

from voices.engines.base import EngineError
from voices.engines.pyttsx3_engine import Pyttsx3Engine

_synthesize: Any = Pyttsx3Engine.synthesize


def synthesize(self: Pyttsx3Engine, utterance: Any) -> Any:
    if "Xerxes" in utterance.text:
        raise EngineError("the name can't be spoken")
    if "five large boxes" in utterance.text and utterance.voice == os.environ.get("UNMEASURABLE"):
        raise EngineError("the voice gives up")
    if "Yorick" in utterance.text:
        os.abort()
    return _synthesize(self, utterance)


Pyttsx3Engine.synthesize = synthesize  # type: ignore[method-assign]
