"""A line, its speaker's profile and its delivery → what the engine is asked to say, and how loud it is mixed."""

from __future__ import annotations

from collections.abc import Sequence

from voices.cast.voice_profile import PITCHES, RATES, VoiceProfile
from voices.engines import registry
from voices.engines.speech_engine import Utterance
from voices.lexicon.entries import NOTHING, Words, words_in
from voices.saying.delivery import PLAIN, effect_of
from voices.saying.pronunciation import pronounced
from voices.saying.stress import Spans, stressed
from voices.spoken_text import can_be_said, speak

_PACES = (0.7, 1.6)
"""Rates beyond which only a person's own setting leads, never a delivery."""


def utterance_for(
    text: str,
    profile: VoiceProfile,
    delivery: str | None,
    language: str,
    *,
    heading: bool = False,
    verse: bool = False,
    words: Words = NOTHING,
    places: Sequence[tuple[int, int, str]] = (),
    marks: Spans = (),
) -> Utterance | None:
    """What the engine is given for `text`; None if nothing of it can be said, which is a pause.

    `words` is what of the lexicon holds for its speaker, `places` are the (start, end, IPA) that the source gives for
    stretches of `text`, `marks` the stretches of it that are stressed (`stress.marked`).

    Rate and pitch of the delivery are put on top of the profile's, within what a profile may have; no delivery makes a
    quick speaker quicker, or a slow one slower, than words can be told. `Utterance.delivery` is set only where the
    engine itself must speak differently, so that all else that sounds alike is one clip; for a voice that takes
    instructions, it stands for rate and pitch too. Raises `EngineError` for what can be no voice.
    """
    if not can_be_said(text, language):
        return None
    engine = registry.traits(profile.engine)
    effect = effect_of(delivery)
    by_engine = effect.by_engine
    if effect is not PLAIN and engine.takes_instructions(profile.voice):
        effect, by_engine = PLAIN, True
    prepared = speak(text, language, heading=heading, verse=verse)
    entries = words.among(words_in(text) | words_in(prepared.text)) if words.indexes else ()
    spoken, phonemes = pronounced(prepared, entries, language, takes_ipa=engine.takes_ipa, places=places)
    return Utterance(
        text=spoken.text,
        voice=profile.voice,
        rate=round(_within(profile.rate * effect.rate_factor, _paces(profile.rate)), 4),
        pitch=round(_within(profile.pitch + effect.pitch_semitones, PITCHES), 4),
        delivery=delivery if by_engine else None,
        language=language,
        phonemes=phonemes,
        melody=effect.melody if engine.takes_melody else 1.0,
        stress=stressed(text, marks, prepared, spoken) if marks and engine.takes_stress else (),
    )


def mix_gain(profile: VoiceProfile, delivery: str | None) -> float:
    """dB on top of the levelled voice for a line of this delivery."""
    return profile.gain + effect_of(delivery).gain_db


def _paces(rate: float) -> tuple[float, float]:
    """The slowest and the quickest that a delivery may make a speaker of that rate."""
    return max(min(rate, _PACES[0]), RATES[0]), min(max(rate, _PACES[1]), RATES[1])


def _within(value: float, limits: tuple[float, float]) -> float:
    return min(max(value, limits[0]), limits[1])
