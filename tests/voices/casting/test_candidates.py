"""What would be broken: a voice of another age or country for somebody, or one that nobody understands."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pytest

from script.model import Age, Gender
from tests.voices.casts import DISTANCE, VOICES, cast_of, everybody, made_voices, people
from voices.cast.cast import SpeakerShare, Wish
from voices.casting import Voice, choose_voices
from voices.casting.candidates import STRANGE, Candidates
from voices.engines.registry import voice_infos
from voices.engines.speech_engine import EngineError, VoiceInfo
from voices.engines.timbre import distance as timbre_distance


def test_voices_that_were_never_measured_are_taken_only_if_there_are_no_others() -> None:
    def distance(a: Voice, b: Voice) -> float:
        if "female1" in a[1] + b[1]:
            raise EngineError("not measured")
        return DISTANCE(a, b)

    cast = cast_of(people(30), distance=distance)
    assert not any("female1" in profile.voice for profile in everybody(cast))

    def none(a: Voice, b: Voice) -> float:
        raise EngineError("not measured")

    assert len(set(everybody(cast_of(people(30), distance=none)))) == 32


def test_the_cast_speaks_the_storys_language() -> None:
    german = [VoiceInfo(f"de+{number}", "de", gender) for number in range(3) for gender in ("female", "male")]
    measured = lambda a, b: 0.0 if a[1] == b[1] else 0.3  # noqa: E731
    cast = cast_of(people(4), voices=[*VOICES, *german], distance=measured, language="de-AT")
    assert all(profile.voice.startswith("de+") for profile in everybody(cast))
    assert cast_of(people(4), language="en-gb") == cast_of(people(4), language="en_US") == cast_of(people(4))


def test_no_voice_at_all_is_a_plain_error() -> None:
    with pytest.raises(EngineError, match="no voice"):
        cast_of(people(2), voices=[])


def test_no_variant_that_nobody_understands_is_cast_beside_voices_enough_that_are_understood() -> None:
    cast = choose_voices(people(40), (), voice_infos("pyttsx3"), timbre_distance, "en", None)
    flawed = {voice.name for voice in voice_infos("pyttsx3") if voice.flaw == 1}
    assert flawed
    assert not flawed & {profile.voice for profile in everybody(cast)}


def test_a_retired_voice_is_never_cast_however_few_there_are() -> None:
    retired = {voice.name for voice in VOICES[2:]}
    voices = [replace(voice, retired=voice.name in retired) for voice in VOICES]
    assert not retired & {profile.voice for profile in everybody(cast_of(people(30), voices=voices))}


def test_a_voice_that_is_understood_worse_when_raised_is_not_raised_however_many_speak() -> None:
    voices, distance = made_voices(2, 2)
    speakers = people(40)
    raised = choose_voices(speakers, (), voices, distance, "en-gb", None)
    assert any(profile.pitch > 1.5 for profile in everybody(raised))
    clear = [replace(voice, clear_to=1.5) for voice in voices]
    cast = choose_voices(speakers, (), clear, distance, "en-gb", None)
    assert max(profile.pitch for profile in everybody(cast)) == 1.5


def test_flawed_voices_are_cast_only_where_the_good_ones_are_not_enough() -> None:
    flawed = {f"en-gb+{gender}{number}" for gender in ("female", "male") for number in range(8)}
    voices = [replace(voice, flaw=0.7 if voice.name in flawed else 0.2) for voice in VOICES]
    few = cast_of(people(8), voices=voices)
    assert not flawed & {profile.voice for profile in everybody(few)}
    many = cast_of(people(60), voices=voices)
    assert flawed & {profile.voice for profile in everybody(many)}


def test_a_british_book_is_cast_with_british_voices_and_with_others_where_those_are_too_alike() -> None:
    voices = [replace(voice, language="en-gb" if number % 2 else "en-us") for number, voice in enumerate(VOICES)]
    tags = {voice.name: voice.language for voice in voices}
    for language in ("en-gb", "en-us"):
        cast = cast_of(people(6), voices=voices, language=language)
        assert {tags[profile.voice] for profile in everybody(cast)} == {language}
    narrated = cast_of(people(6), voices=voices, language="en")
    assert {tags[profile.voice] for profile in everybody(narrated)} == {tags[narrated.narrator.voice]}

    def alike(a: Voice, b: Voice) -> float:
        return 0.03 if tags[a[1]] == tags[b[1]] == "en-gb" and a[1] != b[1] else DISTANCE(a, b)

    mixed = cast_of(people(6), voices=voices, language="en-gb", distance=alike)
    assert {tags[profile.voice] for profile in everybody(mixed)} == {"en-us", "en-gb"}


def test_who_is_to_have_an_accent_has_it_though_the_book_has_another() -> None:
    voices = [replace(voice, language="en-gb" if number % 4 else "en-us") for number, voice in enumerate(VOICES)]
    tags = {voice.name: voice.language for voice in voices}
    cast = cast_of(people(6), voices=voices, language="en-gb", fixed={"P02": Wish(accent="en-us")})
    assert tags[cast.characters["P02"].voice] == "en-us"
    assert {tags[profile.voice] for name, profile in cast.characters.items() if name != "P02"} == {"en-gb"}
    # What there is not, the nearest stands for.
    cast = cast_of(people(6), voices=voices, language="en-us", fixed={"P02": Wish(accent="en-gb-scotland")})
    assert tags[cast.characters["P02"].voice] == "en-gb"


def test_children_and_old_people_get_voices_of_their_age_or_what_comes_near() -> None:
    child = SpeakerShare("Tim", 10, 100, Gender.MALE, Age.CHILD)
    old = SpeakerShare("Gran", 10, 90, Gender.FEMALE, Age.OLD)
    assert cast_of([child, old]).characters["Tim"].pitch > 0
    ages = {"en-gb+male3": "child", "en-gb+female3": "old"}
    aged = [replace(voice, age=ages.get(voice.name, "adult")) for voice in VOICES]
    cast = cast_of([child, old, *people(12)], voices=aged)
    assert cast.characters["Gran"].voice == "en-gb+female3"
    assert cast.characters["Tim"].voice == "en-gb+male3"
    assert not set(ages) & {cast.characters[f"P{number:02}"].voice for number in range(12)}


@dataclass(frozen=True)
class Heard:
    """A voice as it would be heard."""

    voice: VoiceInfo
    pitch: float = 0.0
    rate: float = 1.0


@dataclass(frozen=True)
class Sought:
    """Who is to be cast, in a book of which accent; `foreign` as for `Candidates`, None: as it is by itself."""

    gender: Gender | None = Gender.FEMALE
    age: Age | None = None
    accent: str | None = None
    home: str = "en-gb"
    foreign: float | None = None


WOMAN = VoiceInfo("w", "en-gb", "female", "adult")
MAN = replace(WOMAN, gender="male")
SCOTSMAN = replace(MAN, language="en-gb-scotland")
ANYBODY = Sought()
BOY = Sought(Gender.MALE, Age.CHILD)
GIRL = Sought(Gender.FEMALE, Age.CHILD)
OLD = Sought(Gender.FEMALE, Age.OLD)
AMERICAN_BOY = Sought(Gender.MALE, Age.CHILD, "en-us")
SCOT = Sought(accent="en-gb-scotland")
AMERICAN = Sought(accent="en-us")


@pytest.mark.parametrize("engine", ["hibari", "pyttsx3"])
@pytest.mark.parametrize("lines", [3, 12, 30])
def test_the_only_old_woman_gets_the_old_womans_voice(engine: str, lines: int) -> None:
    sybil = SpeakerShare("Sybil", lines, 9 * lines, Gender.FEMALE, Age.OLD)
    tom, anna = SpeakerShare("Tom", 20, 200, Gender.MALE), SpeakerShare("Anna", 18, 180, Gender.FEMALE)
    talk = [("Tom", "Anna", 10), ("Tom", "Sybil", lines // 2), ("Anna", "Sybil", lines // 3)]
    voices = voice_infos(engine)
    cast = choose_voices([tom, anna, sybil], talk, voices, timbre_distance, "en", None)
    assert cast.characters["Sybil"].voice in {voice.name for voice in voices if voice.age == Age.OLD}


def british(flaw: float, **changed: str | None) -> Heard:
    return Heard(replace(WOMAN, flaw=flaw, **changed))  # type: ignore[arg-type]


def american(flaw: float = 0.0, voice: VoiceInfo = WOMAN) -> Heard:
    return Heard(replace(voice, language="en-us", flaw=flaw))


def german(flaw: float, age: str | None = "adult") -> Heard:
    return Heard(replace(WOMAN, language="de", flaw=flaw, age=age))


def cost(heard: Heard, sought: Sought) -> float:
    foreign = {} if sought.foreign is None else {"foreign": sought.foreign}
    candidates = Candidates([heard.voice], lambda a, b: 0.0, sought.home, **foreign)
    costs = candidates.misfit(sought.gender, sought.age, sought.accent) + candidates.strangeness
    (at,) = np.flatnonzero((candidates.pitch == heard.pitch) & (candidates.rate == heard.rate))
    return float(costs[at])


@pytest.mark.parametrize(
    ("sought", "rather", "than"),
    [
        # Quality: how good a voice must be before it is better unmoved, or at its own pace.
        (ANYBODY, british(0.2), Heard(WOMAN, pitch=1.5)),
        (ANYBODY, Heard(WOMAN, pitch=1.5), british(0.25)),
        (ANYBODY, Heard(WOMAN, pitch=-3.0), british(0.5)),
        (ANYBODY, british(0.14), Heard(WOMAN, rate=1.06)),
        (ANYBODY, Heard(WOMAN, rate=0.94), british(0.16)),
        # The book's accent: rather a bad British voice than an American one in a British book, but not the worst.
        (ANYBODY, british(0.85), american()),
        (ANYBODY, american(), british(0.9)),
        # Half as much where the book has only its narrator's accent.
        (replace(ANYBODY, foreign=STRANGE), british(0.43), american()),
        (replace(ANYBODY, foreign=STRANGE), american(), british(0.45)),
        # Somebody's own accent: an American boy is rather an American woman, raised, than a British boy, unless she has
        # flaws.
        (AMERICAN_BOY, Heard(american().voice, pitch=1.5), Heard(replace(MAN, age="child"))),
        (AMERICAN_BOY, Heard(replace(MAN, age="child")), Heard(american(0.2).voice, pitch=1.5)),
        # Gender: a girl's voice speaks a boy before any man does, and nearly as gladly as a boy's.
        (BOY, Heard(replace(WOMAN, age="child")), Heard(MAN, pitch=1.5)),
        (BOY, Heard(replace(MAN, age="child"), pitch=-3.0), Heard(replace(WOMAN, age="child"))),
        (GIRL, german(0.7), Heard(replace(WOMAN, gender=None, age="child"))),
        (GIRL, Heard(replace(WOMAN, gender=None, age="child")), german(0.8)),
        # Anything before a man's voice for a woman.
        (SCOT, Heard(VoiceInfo("x", "de", None, "child", flaw=1.0), pitch=3.0), Heard(SCOTSMAN)),
        # Age: a voice that doesn't say its age, or an old one, is worth as little as a German one with flaws.
        (ANYBODY, german(0.7), Heard(replace(WOMAN, age=None))),
        (ANYBODY, Heard(replace(WOMAN, age=None)), german(0.8)),
        (ANYBODY, german(0.7), Heard(replace(WOMAN, age="old"))),
        (ANYBODY, Heard(replace(WOMAN, age="old")), german(0.8)),
        # A child speaks no grown-up: an American old Briton is better, an American Scot is not.
        (AMERICAN, Heard(replace(WOMAN, age="old", flaw=1.0), pitch=-3.0), american(0.0, replace(WOMAN, age="child"))),
        (SCOT, Heard(replace(WOMAN, language="en-gb-scotland", age="child")), american()),
        # A grown-up speaks a child, better the higher, worse the lower.
        (GIRL, Heard(WOMAN, pitch=3.0), Heard(WOMAN, pitch=1.5)),
        (GIRL, Heard(WOMAN), Heard(WOMAN, pitch=-1.5)),
        # An old voice speaks somebody old, even a German one with flaws; without one, a grown-up's, slow and low.
        (OLD, german(1.0, "old"), Heard(WOMAN, pitch=-3.0, rate=0.94)),
        (OLD, Heard(WOMAN, rate=0.94), Heard(WOMAN)),
        (OLD, Heard(WOMAN, rate=0.94), Heard(WOMAN, rate=1.06)),
        (OLD, Heard(WOMAN, pitch=-3.0), Heard(WOMAN, pitch=3.0)),
    ],
)
def test_what_speaks_against_a_voice_weighs_as_it_does_for_a_listener(
    sought: Sought, rather: Heard, than: Heard
) -> None:
    assert cost(rather, sought) < cost(than, sought)
