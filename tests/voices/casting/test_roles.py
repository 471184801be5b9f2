"""What would be broken: who is to sound like another doesn't, or whoever left the story takes the voice along."""

from __future__ import annotations

from script.model import NARRATOR, Gender
from tests.voices.casts import VOICES, cast_of, people
from voices.cast.cast import SpeakerShare, Wish
from voices.cast.voice_profile import VoiceProfile
from voices.casting import PRINCIPALS
from voices.casting.roles import exchanges_of, likenesses, pairs_of, roles_of


def test_likeness_is_followed_and_what_is_said_beside_it_put_on_top() -> None:
    fixed: dict[str | None, Wish] = {
        "P01": Wish(like="P02", pitch=3.0),
        "P03": Wish(like="P01", gain=-2.0),
        "P04": Wish(pitch=1.0),
        NARRATOR: Wish(like="P00"),
    }
    cast = cast_of(people(8), fixed=fixed, narrator_is="P00")
    assert cast.narrator == cast.characters["P00"]
    assert cast.characters["P01"].voice == cast.characters["P02"].voice
    assert cast.characters["P01"].pitch == 3.0
    assert (cast.characters["P03"].pitch, cast.characters["P03"].gain) == (3.0, -2.0)
    assert cast.characters["P04"].pitch == 1.0
    assert cast.like["P01"] == "P02"


def test_whom_others_sound_like_keeps_a_voice_of_their_own_gender() -> None:
    woman, man = (SpeakerShare(name, 9, 90, gender) for name, gender in (("Ada", Gender.FEMALE), ("Ben", Gender.MALE)))
    assert "+male" in cast_of([woman, man], fixed={"Ada": Wish(like="Ben")}).characters["Ada"].voice
    assert "+female" in cast_of([man, woman], fixed={"Ben": Wish(like="Ada")}).characters["Ben"].voice


def test_who_left_the_story_stays_in_the_cast_whatever_was_written_of_them() -> None:
    fixed: dict[str | None, Wish] = {
        "Gone": Wish(gain=-3.0),
        "Lost": Wish(like="Gone"),
        NARRATOR: Wish(rate=0.9),
        None: Wish(),
    }
    cast = cast_of(people(4), fixed=fixed)
    assert cast.characters["Gone"].gain == -3.0
    assert cast.characters["Lost"] == cast.characters["Gone"]
    assert cast.narrator == VoiceProfile("pyttsx3", VOICES[0].name, rate=0.9)
    assert cast_of([], fixed=fixed).characters.keys() == {"Gone", "Lost"}


def test_whoever_talks_with_the_first_person_narrator_is_cast_away_from_that_voice() -> None:
    cast = cast_of(people(6), narrator_is="P00")
    assert all(profile != cast.narrator for name, profile in cast.characters.items() if name != "P00")


def test_the_unknown_are_cast_after_those_who_talk_most_and_before_the_rest() -> None:
    roles = roles_of(people(20), {}, {"P03": "en-us"})
    assert roles[0].name == NARRATOR
    assert [role.name for role in roles].index(None) == PRINCIPALS
    assert [role.words for role in roles if role.name] == sorted(role.words for role in roles if role.name)[::-1]
    assert [role.accent for role in roles if role.name in ("P03", "P04")] == ["en-us", None]


def test_who_shares_a_voice_is_one_role_and_meets_others_as_one() -> None:
    like = likenesses(people(4), {"P01": Wish(like="P02")}, "P00")
    assert like == {"P01": "P02", "P00": NARRATOR}
    roles = {role.name: role for role in roles_of(people(4), like, {})}
    assert roles.keys() == {NARRATOR, None, "P02", "P03"}
    assert roles["P02"].words == sum(share.words for share in people(4) if share.name in ("P01", "P02"))
    met = exchanges_of([("P01", "P03", 2), ("P03", "P02", 3), ("P01", "P02", 9), ("P00", "P03", 1)], like)
    assert met == {("P02", "P03"): 5, ("P03", "P02"): 5, (NARRATOR, "P03"): 1, ("P03", NARRATOR): 1}


def test_who_share_a_voice_are_in_company_as_one_and_never_with_themselves() -> None:
    like: dict[str | None, str] = {"P01": "P02", "P00": NARRATOR}
    pairs = pairs_of([["P01", "P02"], ["P01", "P03"], ["P00", "P03"], []], like)
    assert pairs == {("P02", "P03"), ("P03", "P02"), (NARRATOR, "P03"), ("P03", NARRATOR)}
