"""What would be broken: a boy speaks at 102 Hz, a grown woman at 310."""

from __future__ import annotations

import numpy as np
import pytest

from script.model import Age, Gender
from tests.voices.casts import cast_of
from voices.cast.cast import SpeakerShare
from voices.casting.pitch_bands import from_the_middle, is_plausible, outside
from voices.engines.speech_engine import VoiceInfo


@pytest.mark.parametrize(
    ("f0", "gender", "age", "plausible"),
    [
        (102, Gender.MALE, Age.CHILD, False),
        (260, Gender.MALE, Age.CHILD, True),
        (102, Gender.MALE, None, True),
        (310, Gender.FEMALE, Age.ADULT, False),
        (172, Gender.FEMALE, Age.OLD, True),
        (400, None, None, True),
    ],
)
def test_a_voice_is_believed_where_people_of_that_age_speak(
    f0: float, gender: Gender | None, age: Age | None, plausible: bool
) -> None:
    assert is_plausible(f0, gender, age) is plausible
    assert (outside(np.array([f0]), gender, age) == 0) == plausible


def test_what_nobody_measured_costs_nothing_and_the_further_outside_the_more() -> None:
    costs = outside(np.array([np.nan, 120.0, 160.0, 200.0]), Gender.MALE, None)
    assert costs[:2].tolist() == [0.0, 0.0]
    assert 3 < costs[2] < costs[3]
    assert from_the_middle(np.array([np.nan]), Gender.MALE, None).tolist() == [0.0]


def voice(name: str, f0: float, gender: str = "male", **more: object) -> VoiceInfo:
    return VoiceInfo(name, "en", gender, "adult", f0=f0, **more)  # type: ignore[arg-type]


def cast_voice(share: SpeakerShare, *voices: VoiceInfo) -> str:
    others = [voice("calm", 120.0)]
    cast = cast_of([share], voices=voices, distance=lambda a, b: float(a[1] != b[1]), exchanges=[], narrators=others)
    return cast.characters[share.name or ""].voice


def test_the_voice_in_the_band_is_taken_before_one_outside_of_it() -> None:
    man = SpeakerShare("Tom", 9, 90, Gender.MALE)
    assert cast_voice(man, voice("squeak", 210.0), voice("plain", 120.0, flaw=0.9)) == "plain"


def test_a_pitch_counts_as_it_is_after_the_shift() -> None:
    man = SpeakerShare("Tom", 9, 90, Gender.MALE)
    share = cast_of([man], voices=[voice("high", 165.0)], distance=lambda a, b: 0.5, exchanges=[])
    assert share.characters["Tom"].pitch <= -3.0


def test_a_girls_voice_speaks_a_boy_before_a_womans_does() -> None:
    boy = SpeakerShare("Tom", 9, 90, Gender.MALE, Age.CHILD)
    girl = VoiceInfo("dot", "en", "female", "child", f0=270.0)
    assert cast_voice(boy, voice("ann", 232.0, "female"), girl) == "dot"


def test_where_nobody_measured_anything_a_woman_speaks_a_boy_before_a_man_does() -> None:
    boy = SpeakerShare("Tom", 9, 90, Gender.MALE, Age.CHILD)
    ann, tom = (VoiceInfo(name, "en", gender, "adult") for name, gender in (("ann", "female"), ("tom", "male")))
    assert cast_voice(boy, tom, ann) == "ann"


def test_who_leads_is_well_understood_and_who_says_little_may_be_less() -> None:
    lead = SpeakerShare("Tom", 9, 900, Gender.MALE)
    blurred, clear = voice("blurred", 120.0, errors=16.0), voice("clear", 120.0, errors=4.0, flaw=0.9)
    assert cast_voice(lead, blurred, clear) == "clear"


def test_the_narrator_is_well_understood_and_in_the_middle_of_the_band() -> None:
    voices = [voice("mumble", 113.0, errors=14.0), voice("deep", 86.0, errors=3.0), voice("easy", 113.0, errors=3.0)]
    cast = cast_of([], voices=voices, distance=lambda a, b: 0.5, exchanges=[])
    assert (cast.narrator.voice, cast.narrator.rate) == ("easy", 1.0)
