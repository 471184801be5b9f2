"""On PYTHONPATH, this makes the engine of worker processes fail on certain words, as engines do on real books.

FAULTS names a folder in which it is kept what failed already: the words of what goes wrong once.
"""

import os
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

from voices.engines.espeak.pyttsx3_engine import Pyttsx3Engine
from voices.engines.speech_engine import EngineError

_synthesize: Any = Pyttsx3Engine.synthesize
_confused = False


def _now(word: str, text: str) -> bool:
    """Whether `word` is to go wrong: the first time that it is said by any process."""
    if word not in text:
        return False
    try:
        (Path(os.environ["FAULTS"]) / word).touch(exist_ok=False)
    except FileExistsError:
        return False
    return True


def synthesize(self: Pyttsx3Engine, utterance: Any) -> Any:
    global _confused
    text = utterance.text
    if "Xerxes" in text or _now("Xanthe", text):
        raise EngineError("the name can't be spoken")
    if "Yahweh" in text:
        raise RuntimeError("this is no name")
    if "five large boxes" in text and utterance.voice == os.environ.get("UNMEASURABLE"):
        raise EngineError("the voice gives up")
    if "Yorick" in text or _now("Yvonne", text):
        os.abort()
    if _now("Hugo", text):
        time.sleep(600)
    _confused = _confused or _now("Zeno", text)
    clip = _synthesize(self, utterance)
    short = _confused or "Zuleika" in text or _now("Zora", text)
    return replace(clip, samples=clip.samples[: len(clip.samples) // 10]) if short else clip


Pyttsx3Engine.synthesize = synthesize  # type: ignore[method-assign]
