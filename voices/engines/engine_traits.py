"""What an engine is like: one record each, that can be had without loading the engine."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast an engine is, for estimates: measured on prose and dialogue, one process on one processor."""

    letter: float
    """Seconds of sound for each letter or digit at rate 1, pauses at commas included, …"""
    line: float
    """… and for each utterance on top: edges, and the slowness of short ones."""
    speed: float
    """Seconds of sound for each second of work."""
    start: float = 0.5
    """Seconds until a new process speaks."""


def _always() -> bool:
    return True


def _never(voice: str) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class EngineTraits:
    """How an engine is had, what it takes of an `Utterance`, and how it speaks."""

    name: str
    """As in voices.toml and book.toml: "pyttsx3"."""
    what: str
    """For people who choose."""
    pace: Pace
    """How fast it is."""

    extra: str = ""
    """The optional part of make-audio that brings it; empty: it is always there."""
    needs: tuple[str, ...] = ()
    """The packages of that part without which it can't be made."""
    has_model: Callable[[], bool] = _always
    """Whether the model is there that comes apart from these packages; of an engine without one: always."""
    pack: str = ""
    """The pack of voices without which it has none (`voices.engines.packs`)."""
    voices_by: str = ""
    """What to do where it has no voice; empty: nothing can be done."""
    language: str = ""
    """The only language that it speaks (BCP 47, a base language); empty: several, or any."""
    systems: tuple[str, ...] = ()
    """The only `sys.platform`s that it works on; empty: all."""
    any_voice: bool = False
    """Whether any name may be a voice of it, known or not, so that finding one there says nothing."""

    takes_ipa: bool = True
    """Whether it says `Utterance.phonemes`; the others are given respellings."""
    takes_stress: bool = True
    """Whether it stresses `Utterance.stress`; the others say those words like all."""
    takes_melody: bool = False
    """Whether it follows `Utterance.melody`; the others have the one that they have."""
    takes_context: bool = False
    """Whether it says a piece of a sentence as part of it, told what stands around (`Utterance.before`, `after`)."""
    takes_tags: bool = False
    """Whether it says `Utterance.tags` lower and softer; the others say those words like all."""
    tells_words: bool = False
    """Whether its clips tell when each word begins, so that several lines can be one utterance: without that, it speaks
    line by line."""
    takes_instructions: Callable[[str], bool] = _never
    """Whether the voice of that name is told of every delivery, in words, and needs no rate or pitch for it. Raises
    `EngineError` for what can be no voice of the engine."""
    own_readings: bool = False
    """Whether it reads as `voices.engines.neural.english_phonemizer` does, and not as espeak."""

    deterministic: bool = True
    """Whether the same utterance always gives the same samples, in every process. Nothing is done otherwise for an
    engine that says no: what it once said is kept in the clip cache, but a book made without that comes out anew."""
    patience: float = 0.0
    """Seconds that an utterance may take on top of what speaking takes: a server's queue, and asking it again."""
    even: bool = False
    """Whether it says every sentence about as loud as the next, so that a few of them tell a voice's level: measured,
    within 0.2 dB for any four of them."""
    level_reach: float = 0.0
    """Semitones up or down for which a voice's level stays within 0.3 dB: measured, where pitch is a matter of playing
    the samples faster or slower."""

    def level_holds(self, pitch: float) -> bool:
        """Whether a voice moved by `pitch` semitones is as loud as unmoved, within 0.3 dB."""
        return abs(pitch) <= self.level_reach
