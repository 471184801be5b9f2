"""The voices to choose from, at several pitches and rates: how far apart they are, and whom they suit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from script.model import Age, Gender
from script.text.language_tags import base_language, plain_tag
from voices.cast import VoiceProfile
from voices.casting.accents import foreignness
from voices.casting.pitch_bands import MANS_F0, from_the_middle, outside
from voices.casting.roles import PRINCIPALS
from voices.engines.speech_engine import EngineError, VoiceInfo

Voice = tuple[str, str, float]
"""(engine, name, semitones)."""
Distance = Callable[[Voice, Voice], float]
"""1 − cosine of two voices' timbres; raises `EngineError` for a voice that was not measured."""

PITCHES = (0.0, 1.5, -1.5, 3.0, -3.0)
_RATES = (1.0, 0.94, 1.06)
_APART_BY_PITCH = 0.02
"""Distance that a semitone adds: far less than another voice, enough to tell two minor speakers apart."""
_APART_BY_RATE = 0.5
_UNMEASURED = 0.4
"""Taken for the distance of two different voices of which one was never measured."""
_RARE = 10
"""An accent with a tenth of the most common one's voices is left out: a language's one plain voice."""

_FLAWED = 0.4
"""What the worst voice costs on top of the best."""
_SHIFTED = 0.06
"""What each semitone costs that a voice is moved."""
_HURRIED = 0.06
"""What another rate costs."""
_MISHEARD = 0.02
"""What each word of 100 costs that is misunderstood."""
_MISHEARD_FOR_HOURS = 0.1
"""The same for the narrator."""
_FAR_FROM_MIDDLE = 0.05
"""What each semitone costs by which the narrator speaks above or below the middle of the band."""
_WELL_UNDERSTOOD, _MISUNDERSTOOD = 6.0, 6.0
"""Words of 100 up to which a voice may lead, and what it costs beyond."""
_FOREIGN = 0.7
"""What a voice costs that has nothing of the book's accent; half of it where the language is the same."""
STRANGE = 0.35
"""The same for the narrator's accent, where the book says nothing of its own."""
_WRONG_ACCENT = 16.0
"""The same for an accent that somebody is to have."""
WRONG_GENDER = 50.0
_NO_GENDER = 5.0
_OTHER_CHILD = 0.9
"""What a girl's voice costs for a boy, and a boy's for a girl: before their voices break they hardly differ."""
NO_AGE = 1.0
"""A voice that doesn't say its age was hardly made for casting."""
WRONG_AGE = 2.0
"""More than an old voice costs who isn't old; a child's costs more."""
_OLD_VOICE = 1.0
_CHILDS_VOICE = 10.0
"""For a grown-up; or an old one for a child."""
_NO_CHILDS_VOICE = 4.0
"""For a child, less a semitone's worth for each that the voice is moved up."""
_NO_OLD_VOICE = 1.5
"""For somebody old: more than a moved grown-up's voice may have before an old one. Less …"""
_SLOW_SOUNDS_OLD = 0.15
_LOW_SOUNDS_OLD = 0.05
"""… for each semitone that it is moved down."""


class Candidates:
    """The voices to choose from, each as it is and at other pitches and rates at which it is clear.

    Arrays have one item a candidate: `voice` intp[candidates], the number of its voice among `voices`; `pitch`
    float64[candidates], semitones; `rate` float64[candidates], times the normal rate; `f0` float64[candidates], the
    median pitch in Hz, NaN where unmeasured; `errors` float64[candidates], words of 100 that are misunderstood. `home`
    is the accent (a language tag) that is best; empty: all are equally good. `foreign` is the cost of others.
    """

    def __init__(
        self, voices: Sequence[VoiceInfo], distance: Distance, home: str = "", foreign: float = _FOREIGN
    ) -> None:
        self.voices = voices
        self._distance = distance
        self._home = home
        self._foreign = foreign
        steps = [(pitch, rate) for rate in _RATES for pitch in PITCHES]
        pitches = np.tile([pitch for pitch, _ in steps], len(voices))
        self._clear = pitches <= np.repeat([voice.clear_to for voice in voices], len(steps))
        self.voice: NDArray[np.intp] = np.repeat(np.arange(len(voices)), len(steps))[self._clear]
        self.pitch: NDArray[np.float64] = pitches[self._clear]
        self.rate: NDArray[np.float64] = np.tile([rate for _, rate in steps], len(voices))[self._clear]
        own = np.array([voice.f0 or np.nan for voice in voices])[self.voice]
        self.f0: NDArray[np.float64] = own * 2 ** (self.pitch / 12)
        self.errors: NDArray[np.float64] = np.array([voice.errors or 0.0 for voice in voices])[self.voice]
        self._index = {key_of(voice): index for index, voice in enumerate(voices)}
        self._rows: dict[Voice, NDArray[np.float64]] = {}

    def profile(self, index: int) -> VoiceProfile:
        """The profile of a candidate, by its number."""
        engine, name = key_of(self.voices[self.voice[index]])
        return VoiceProfile(engine, name, rate=float(self.rate[index]), pitch=float(self.pitch[index]))

    def timbre(self, profile: VoiceProfile) -> NDArray[np.float64]:
        """float64[candidates]: distance of every candidate's timbre to a profile's."""
        key = (profile.engine, profile.voice, profile.pitch)
        if key not in self._rows:
            apart = [[self._between((*key_of(voice), pitch), key) for pitch in PITCHES] for voice in self.voices]
            self._rows[key] = np.tile(np.array(apart), len(_RATES)).ravel()[self._clear]
        return self._rows[key]

    def apart(self, profile: VoiceProfile) -> NDArray[np.float64]:
        """float64[candidates]: distance of every candidate to a profile, pitch and rate included."""
        by_pitch = _APART_BY_PITCH * (self.pitch - profile.pitch)
        by_rate = _APART_BY_RATE * (self.rate - profile.rate)
        # As three dimensions: a shift parts a voice from itself, hardly from one that is another anyway.
        return np.sqrt(self.timbre(profile) ** 2 + by_pitch**2 + by_rate**2)

    def same(self, profile: VoiceProfile) -> NDArray[np.bool_]:
        """bool[candidates]: which candidate is that very profile."""
        voice = self._index.get((profile.engine, profile.voice), -1)
        same: NDArray[np.bool_] = (self.voice == voice) & (self.pitch == profile.pitch) & (self.rate == profile.rate)
        return same

    @cached_property
    def reluctance(self) -> NDArray[np.float64]:
        """float64[candidates]: cost of a voice's flaws, of an accent that isn't the book's, and of being moved."""
        costs = [
            _FLAWED * voice.flaw + self._foreign * foreignness(voice.language, self._home) for voice in self.voices
        ]
        moved: NDArray[np.float64] = np.array(costs)[self.voice] + _SHIFTED * np.abs(self.pitch)
        return moved

    @cached_property
    def strangeness(self) -> NDArray[np.float64]:
        """float64[candidates]: the same, the cost of another rate, and of words that are misunderstood."""
        cost: NDArray[np.float64] = self.reluctance + _HURRIED * (self.rate != 1) + _MISHEARD * self.errors
        return cost

    def misfit(
        self, gender: Gender | None, age: Age | None, accent: str | None, leads: bool = False
    ) -> NDArray[np.float64]:
        """float64[candidates]: how badly a candidate suits somebody of that gender, age and accent; 0 suits.

        `leads`: who is heard so much that every word is to be understood.
        """
        cost = np.array(
            [
                _misfit_of(voice, gender, age) + _WRONG_ACCENT * foreignness(voice.language, accent)
                for voice in self.voices
            ]
        )[self.voice]
        cost += outside(self._f0_for_children if age == Age.CHILD else self.f0, gender, age)
        if leads:
            cost += np.where(self.errors > _WELL_UNDERSTOOD, _MISUNDERSTOOD, 0.0)
        is_child = np.array([voice.age == Age.CHILD for voice in self.voices])[self.voice]
        is_old = np.array([voice.age == Age.OLD for voice in self.voices])[self.voice]
        if age == Age.CHILD:
            # Without a child's voice, a higher one will do.
            cost += np.where(is_child, 0.0, _NO_CHILDS_VOICE - self.pitch)
        elif age == Age.OLD:
            otherwise = _NO_OLD_VOICE - _SLOW_SOUNDS_OLD * (self.rate < 1) + _LOW_SOUNDS_OLD * self.pitch
            cost += np.where(is_old, 0.0, otherwise)
        return cost

    def discomfort(self, gender: Gender | None) -> NDArray[np.float64]:
        """float64[candidates]: how little one likes to hear a candidate for hours: misunderstood words, and a pitch far
        from the middle of what people of that gender (None: the voice's own) have."""
        own = np.array([gender or voice.gender or "" for voice in self.voices])[self.voice]
        far = sum(np.where(own == each, from_the_middle(self.f0, each, None), 0.0) for each in Gender)
        cost: NDArray[np.float64] = _MISHEARD_FOR_HOURS * self.errors + _FAR_FROM_MIDDLE * far
        return cost

    @cached_property
    def _f0_for_children(self) -> NDArray[np.float64]:
        """float64[candidates]: `f0`, and for men's voices that nobody measured what men have: none is a child's."""
        men = np.array([voice.gender == Gender.MALE and voice.age != Age.CHILD for voice in self.voices])[self.voice]
        return np.where(men & np.isnan(self.f0), MANS_F0 * 2 ** (self.pitch / 12), self.f0)

    def _between(self, a: Voice, b: Voice) -> float:
        if a == b:
            return 0.0
        try:
            return self._distance(a, b)
        except EngineError:
            return 0.0 if a[:2] == b[:2] else _UNMEASURED


def usable_voices(
    voices: Sequence[VoiceInfo], distance: Distance, language: str, accents: Collection[str]
) -> list[VoiceInfo]:
    """The voices that a book may be cast from.

    They speak `language`, are measured ones if there are any, and have no accent with next to no voice unless it is one
    of `accents`: as a rule the variants of one accent are worth more. Wholly flawed ones are there only where the
    others are too few for the principals, retired ones never. Raises `EngineError` where there is no voice at all.
    """
    voices = [voice for voice in voices if not voice.retired]
    if not voices:
        raise EngineError("The speech engine has no voice; choose another engine in voices.toml.")
    fitting = _speaking(voices, language, accents)
    usable = [voice for voice in fitting if _is_measured(key_of(voice), distance)] or fitting
    good = [voice for voice in usable if voice.flaw < 1]
    return good if len(good) >= PRINCIPALS else usable


def _speaking(voices: Sequence[VoiceInfo], language: str, accents: Collection[str]) -> list[VoiceInfo]:
    """The voices that speak `language`, or else all, in the common accents and those that are wanted."""
    base = base_language(language)
    counts = Counter(own for voice in voices if base_language(own := plain_tag(voice.language)) == base)
    counts = counts or Counter(plain_tag(voice.language) for voice in voices)
    wanted = {plain_tag(accent) for accent in accents}
    kept = {own for own, count in counts.items() if own in wanted or _RARE * count > max(counts.values())}
    return [voice for voice in voices if plain_tag(voice.language) in kept]


def accent_of(profile: VoiceProfile | None, voices: Iterable[VoiceInfo]) -> str:
    """The language tag of a profile's voice; empty if it isn't known."""
    key = (profile.engine, profile.voice) if profile else None
    return next((voice.language for voice in voices if key_of(voice) == key), "")


def key_of(voice: VoiceInfo) -> tuple[str, str]:
    """(engine, name)."""
    return voice.engine, voice.name


def _is_measured(voice: tuple[str, str], distance: Distance) -> bool:
    try:
        distance((*voice, 0.0), (*voice, 0.0))
    except EngineError:
        return False
    return True


def _misfit_of(voice: VoiceInfo, gender: Gender | None, age: Age | None) -> float:
    cost = 0.0
    if voice.gender is None:
        cost += _NO_GENDER
    elif gender is not None and voice.gender != gender:
        cost += _other_gender(voice, age)
    if voice.age is None:
        cost += NO_AGE
    elif voice.age == Age.CHILD and age != Age.CHILD:
        cost += _CHILDS_VOICE
    elif voice.age == Age.OLD and age != Age.OLD:
        cost += _CHILDS_VOICE if age == Age.CHILD else _OLD_VOICE
    return cost


def _other_gender(voice: VoiceInfo, age: Age | None) -> float:
    if age != Age.CHILD:
        return WRONG_GENDER
    if voice.age == Age.CHILD:
        return _OTHER_CHILD
    # Women speak boys on every stage.
    return _NO_GENDER if voice.gender == Gender.FEMALE else WRONG_GENDER
