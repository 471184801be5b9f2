"""A line, its speaker's profile and its delivery → what the engine is asked to say, and how loud it is mixed."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from script.text.language_tags import base_language
from voices.cast.voice_profile import PITCHES, RATES, VoiceProfile
from voices.engines import registry
from voices.engines.engine_traits import EngineTraits
from voices.engines.speech_engine import Utterance
from voices.heteronyms.readings import readings
from voices.lexicon.entries import NOTHING, Words, words_in
from voices.saying.delivery import PLAIN, effect_of
from voices.saying.occurrence_readings import OccurrenceReadings, Reading
from voices.saying.pronunciation import pronounced
from voices.saying.stress import Spans, stressed
from voices.spoken_text import SpokenText, can_be_said, speak

_PACES = (0.7, 1.6)
"""Rates beyond which only a person's own setting leads, never a delivery."""
_ASIDE = -3.0
"""dB: who said it is told more softly than what they said."""


@dataclass(frozen=True, slots=True)
class Said:
    """What the engine is given for a text, and where in it each piece of the print is."""

    utterance: Utterance
    source: tuple[int, ...]
    """The index in the printed text of each character of `utterance.text`, never decreasing."""
    printed: str
    """The text as printed."""

    def place(self, printed: int) -> int:
        """Where in `utterance.text` what is printed from that index on begins."""
        return bisect_left(self.source, printed)

    def piece(self, start: int, end: int) -> str:
        """What is said for a stretch of the print."""
        return self.utterance.text[self.place(start) : self.place(end)].strip()

    def among(self, engine: EngineTraits, before: Sequence[str] = (), after: Sequence[str] = ()) -> Said:
        """The same as a piece of a sentence, as far as its engine cares what stands around it.

        Words that are spelled alike and said otherwise are given the phonemes of those that are meant.
        """
        utterance = self.utterance
        if engine.takes_ipa and base_language(utterance.language) == "en":
            utterance = replace(utterance, phonemes=self._with_heteronyms(before, after))
        if engine.takes_context:
            utterance = replace(utterance, before=tuple(before), after=tuple(after))
        return replace(self, utterance=utterance)

    def _with_heteronyms(self, before: Sequence[str], after: Sequence[str]) -> tuple[tuple[int, int, str], ...]:
        """The phonemes of the utterance, and those of its heteronyms: what a person or the source says of one holds."""
        told = self.utterance.phonemes
        found = [
            (start, end, ipa)
            for start, end, ipa in readings(self.utterance.text, before, after)
            # A word that isn't printed so was respelled, for its sound.
            if self.printed[self.source[start] : self.source[end - 1] + 1].casefold()
            == self.utterance.text[start:end].casefold()
            and not any(start < other_end and other_start < end for other_start, other_end, _ in told)
        ]
        return tuple(sorted((*told, *found))) if found else told


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
    """What the engine is given for `text` alone: see `said_for`."""
    said = said_for(
        text, profile, delivery, language, heading=heading, verse=verse, words=words, places=places, marks=marks
    )
    return said.among(registry.traits(profile.engine)).utterance if said else None


def said_for(
    text: str,
    profile: VoiceProfile,
    delivery: str | None,
    language: str,
    *,
    heading: bool = False,
    verse: bool = False,
    words: Words = NOTHING,
    places: Sequence[tuple[int, int, str]] = (),
    readings: Sequence[Reading] = (),
    marks: Spans = (),
    tag: tuple[int, int] | None = None,
    goes_on: bool = False,
) -> Said | None:
    """What the engine is given for `text`; None if nothing of it can be said, which is a pause.

    `words` is what of the lexicon holds for its speaker, `places` are the (start, end, IPA) that the source gives for
    stretches of `text`, `readings` what a person says of single words of it, which wins over both, `marks` the
    stretches of it that are stressed (`stress.marked`), `tag` the stretch that is the tag of somebody else's speech.
    `goes_on`: whether its last sentence goes on in another voice.

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
    sayable = [reading for reading in readings if engine.takes_ipa or reading[2].respelling is not None]
    once = OccurrenceReadings(text, sayable, partial(speak, language=language, heading=heading, verse=verse))
    prepared = once.masked()
    entries = words.among(words_in(text) | words_in(prepared.text)) if words.indexes else ()
    beside = once.places_beside(places)
    spoken, phonemes = once.said(*pronounced(prepared, entries, language, takes_ipa=engine.takes_ipa, places=beside))
    if goes_on and not engine.takes_context and spoken.text[-1:].isalnum():
        # An engine knows by the mark alone that the voice is not to fall.
        spoken = SpokenText(f"{spoken.text},", (*spoken.source, spoken.source[-1]))
    utterance = Utterance(
        text=spoken.text,
        voice=profile.voice,
        rate=round(_within(profile.rate * effect.rate_factor, _paces(profile.rate)), 4),
        pitch=round(_within(profile.pitch + effect.pitch_semitones, PITCHES), 4),
        delivery=delivery if by_engine else None,
        language=language,
        phonemes=phonemes,
        melody=effect.melody if engine.takes_melody else 1.0,
        stress=stressed(text, marks, once.prepared, spoken) if marks and engine.takes_stress else (),
    )
    said = Said(utterance, spoken.source, text)
    if tag is None or not engine.takes_tags:
        return said
    start, end = said.place(tag[0]), said.place(tag[1])
    return replace(said, utterance=replace(utterance, tags=((start, end),))) if start < end else said


def mix_gain(profile: VoiceProfile, delivery: str | None, *, aside: bool = False) -> float:
    """dB on top of the levelled voice for a line of this delivery; `aside`: it is the tag of speech and no more."""
    return profile.gain + effect_of(delivery).gain_db + (_ASIDE if aside else 0.0)


def _paces(rate: float) -> tuple[float, float]:
    """The slowest and the quickest that a delivery may make a speaker of that rate."""
    return max(min(rate, _PACES[0]), RATES[0]), min(max(rate, _PACES[1]), RATES[1])


def _within(value: float, limits: tuple[float, float]) -> float:
    return min(max(value, limits[0]), limits[1])
