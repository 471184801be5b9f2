"""What would be broken: a voice of another age or country for somebody, or one that nobody understands."""

from __future__ import annotations

from dataclasses import replace

import pytest

from script.model import Age, Gender
from tests.voices.casts import DISTANCE, VOICES, cast_of, everybody, made_voices, people
from voices.cast.cast import SpeakerShare, Wish
from voices.casting import Voice, choose_voices
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
