"""What an engine says, if it can be right: not silent, not broken, about as long as its text."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from pipeline.rendering.planning.estimates import speaking_work
from voices.engines import registry
from voices.engines.speech_engine import Clip, Engine, EngineError, Utterance

_FIRST_PATIENCE = 60.0
_PATIENCE = 30.0
"""Seconds that any utterance may take, and …"""
_PATIENCE_PER_CHARACTER = 0.2
"""… for each character of its text, and …"""
_SLOWNESS = 10.0
"""… times the work that its engine has with it: the machine may be slow, and busy."""
_SHORTEST = 0.02
"""Seconds of sound for each letter or digit at normal rate: English takes 0.05 to 0.11."""
_LONGEST = 1.5
"""The same at most: a digit of a long number, a letter that is spelled by its whole name."""
_EDGE = 3.0
"""Seconds of silence that an engine may add."""


def patience(engine: str, utterances: Sequence[Utterance], spoken: int) -> float:
    """Seconds that the next of `utterances` may take when so many are `spoken`, before it counts as hung."""
    spare = _PATIENCE + registry.traits(engine).patience + (_FIRST_PATIENCE if spoken == 0 else 0)
    if spoken < len(utterances):
        utterance = utterances[spoken]
        spare += _PATIENCE_PER_CHARACTER * len(utterance.text) + _SLOWNESS * speaking_work(engine, utterance)
    return spare


def plausible_clip(engine: Engine, utterance: Utterance) -> Clip:
    """What an engine says. Raises `EngineError`, also for a clip that can't be right for its text, and for whatever an
    engine's libraries raise: their faults cost a line, not the book."""
    try:
        clip = engine.synthesize(utterance)
    except EngineError:
        raise
    except Exception as error:
        raise EngineError(f"the engine failed ({type(error).__name__}: {error})") from error
    if why := implausible(clip, utterance):
        raise EngineError(why)
    return clip


def implausible(clip: Clip, utterance: Utterance) -> str:
    """Why a clip can't be what its utterance says: far too short or too long for the text, or silent. Empty: it can."""
    characters = sum(map(str.isalnum, utterance.text))
    seconds = len(clip.samples) / clip.rate
    shortest = _SHORTEST * characters / utterance.rate
    longest = _EDGE + _LONGEST * characters / utterance.rate
    if not shortest <= seconds <= longest:
        why = f"the engine gave {seconds:.1f} s of sound for {characters} letters"
        foreign = not any(character.isalnum() and character.isascii() for character in utterance.text)
        return f"{why}; their script is probably none that this voice reads" if seconds < shortest and foreign else why
    if not np.any(clip.samples):
        return "the engine gave only silence"
    if not np.all(np.isfinite(clip.samples)):
        return "the engine gave a broken signal"
    return ""
