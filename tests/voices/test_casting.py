from __future__ import annotations

import itertools
import json
import os
import random
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from script.model import NARRATOR, Age, Gender
from voices.cast import Cast, SpeakerShare, Wish
from voices.casting import PRINCIPALS, Distance, Voice, choose_voices
from voices.engines.base import EngineError, VoiceInfo
from voices.engines.registry import voice_infos
from voices.engines.timbre import distance as timbre_distance
from voices.profile import VoiceProfile


def made_voices(women: int, men: int) -> tuple[list[VoiceInfo], Distance]:
    """Voices with made-up timbres that lie about as close together as espeak's, women nearer to women."""
    generator = np.random.default_rng(7)
    infos = []
    vectors = {}
    for gender, count in ((Gender.MALE, men), (Gender.FEMALE, women)):
        centre = generator.random(64) ** 3
        for number in range(count):
            name = f"en-gb+{gender}{number}"
            infos.append(VoiceInfo(name, "en-gb", gender, "adult"))
            vector = 0.4 * centre + generator.random(64) ** 3
            vectors[name] = vector / np.linalg.norm(vector)
    return infos, lambda a, b: 1 - float(vectors[a[1]] @ vectors[b[1]])


def people(count: int) -> list[SpeakerShare]:
    genders = (Gender.FEMALE, Gender.MALE, None)
    return [
        SpeakerShare(NARRATOR, 900, 20_000),
        SpeakerShare(None, 5, 40),
        *(
            SpeakerShare(f"P{number:02}", 200 - 3 * number, 4000 - 60 * number, genders[number % 3])
            for number in range(count)
        ),
    ]


TALK = [(f"P{a:02}", f"P{b:02}", 100 - a - b) for a, b in itertools.combinations(range(20), 2)]
VOICES, DISTANCE = made_voices(20, 20)


def cast_of(speakers: list[SpeakerShare], **changed: object) -> Cast:
    settings: dict[str, object] = {
        "exchanges": TALK,
        "voices": VOICES,
        "distance": DISTANCE,
        "language": "en",
        "narrator_is": None,
        **changed,
    }
    return choose_voices(speakers, **settings)  # type: ignore[arg-type]


def everybody(cast: Cast) -> list[VoiceProfile]:
    return [cast.narrator, cast.unknown, *cast.characters.values()]


def test_sixty_speakers_all_sound_different() -> None:
    cast = cast_of(people(60))
    assert len(cast.characters) == 60
    assert len(set(everybody(cast))) == 62


def test_the_most_talkative_are_told_apart_by_voice_alone() -> None:
    cast = cast_of(people(60))
    principals = [cast.narrator, *(cast.characters[f"P{number:02}"] for number in range(PRINCIPALS - 1))]
    chosen = [(profile.engine, profile.voice, profile.pitch) for profile in principals]
    closest = min(DISTANCE(a, b) for a, b in itertools.combinations(chosen, 2))
    by_chance = [(voice.engine, voice.name, 0.0) for voice in (VOICES[0], *VOICES[1:5], *VOICES[20:25])]
    assert closest > min(DISTANCE(a, b) for a, b in itertools.combinations(by_chance, 2))
    assert closest > 0.2


def test_a_cast_that_can_be_held_apart_is_though_the_nearest_choice_would_block_it() -> None:
    """Taking the voice farthest from the narrator first (c) leaves only near ones; a and b together are far enough."""
    far = {("n", "a"): 0.3, ("n", "b"): 0.3, ("n", "c"): 0.5, ("a", "b"): 0.3, ("a", "c"): 0.1, ("b", "c"): 0.1}
    voices = [VoiceInfo("n", "en", "male"), *(VoiceInfo(name, "en", "female") for name in "abc")]
    speakers = [SpeakerShare("Ann", 9, 90, Gender.FEMALE), SpeakerShare("Bea", 8, 80, Gender.FEMALE)]

    def distance(a: Voice, b: Voice) -> float:
        first, second = sorted((a[1], b[1]), key="nabc".index)
        return 0 if a[1] == b[1] else far[first, second]

    cast = cast_of(speakers, voices=voices, distance=distance, exchanges=[])
    assert {profile.voice for profile in cast.characters.values()} == {"a", "b"}


def test_everybody_has_a_voice_of_their_gender() -> None:
    cast = cast_of(people(60))
    for share in people(60):
        if share.gender and share.name:
            assert f"+{share.gender}" in cast.characters[share.name].voice


def test_speakers_of_unknown_gender_are_shared_out_between_women_and_men() -> None:
    cast = cast_of([SpeakerShare(f"P{number}", 10, 100 - number) for number in range(20)])
    women = sum("+female" in profile.voice for profile in cast.characters.values())
    assert women == 10


def test_who_talk_with_each_other_are_further_apart_than_who_never_meet() -> None:
    far = {"ab": 0.25, "ac": 0.45, "bc": 0.45, "an": 0.5, "bn": 0.5, "cn": 0.5}
    voices = [VoiceInfo("n", "en", "male"), *(VoiceInfo(name, "en", "female") for name in "abc")]
    speakers = [SpeakerShare(name, 9, words, Gender.FEMALE) for name, words in (("Ann", 90), ("Bea", 80), ("Cleo", 70))]

    def distance(a: Voice, b: Voice) -> float:
        return 0 if a[1] == b[1] else far["".join(sorted(a[1] + b[1]))]

    for pair in (("Ann", "Bea"), ("Bea", "Cleo"), ("Ann", "Cleo")):
        cast = cast_of(speakers, voices=voices, distance=distance, exchanges=[(*pair, 50)])
        first, second = (cast.characters[name] for name in pair)
        assert distance(("pyttsx3", first.voice, 0.0), ("pyttsx3", second.voice, 0.0)) == 0.45


def test_the_narrator_is_the_engines_first_voice_of_the_tellers_gender() -> None:
    assert cast_of(people(3)).narrator == VoiceProfile("pyttsx3", VOICES[0].name)
    cast = cast_of(people(3), narrator_is="P00")
    assert cast.narrator == VoiceProfile("pyttsx3", "en-gb+female0")
    assert cast.characters["P00"] == cast.narrator
    assert cast.like == {"P00": NARRATOR}


def test_whoever_talks_with_the_first_person_narrator_is_cast_away_from_that_voice() -> None:
    cast = cast_of(people(6), narrator_is="P00")
    assert all(profile != cast.narrator for name, profile in cast.characters.items() if name != "P00")


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


def test_what_a_person_chose_stays_and_the_rest_keeps_away_from_it() -> None:
    wish = Wish("pyttsx3", "en-gb+female3", rate=1.2, pitch=-2.0, effects=("room",))
    cast = cast_of(people(12), fixed={"P00": wish, "Gone": Wish("pyttsx3", "en-gb+male4")})
    assert cast.characters["P00"] == VoiceProfile("pyttsx3", "en-gb+female3", 1.2, -2.0, effects=("room",))
    assert cast.characters["Gone"].voice == "en-gb+male4"
    others = [profile for name, profile in cast.characters.items() if name not in ("P00", "Gone")]
    assert not {"en-gb+female3", "en-gb+male4"} & {profile.voice for profile in others}


def test_a_new_character_changes_no_voice_that_is_written_down() -> None:
    before = cast_of(people(20))
    names: list[str | None] = [NARRATOR, None, *before.characters]
    kept = {name: before.profile(name) for name in names}
    written = {name: Wish(p.engine, p.voice, rate=p.rate, pitch=p.pitch) for name, p in kept.items()}
    after = cast_of([*people(20), SpeakerShare("Newcomer", 999, 99_999)], fixed=written)
    assert {name: after.profile(name) for name in names} == kept
    assert after.characters["Newcomer"] not in everybody(before)


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


def test_few_voices_are_shared_but_not_with_partners_nor_with_the_narrator() -> None:
    one = [VoiceInfo("Zira", "en-US", "female")]
    speakers = people(40)
    talk = [("P30", f"P{number:02}", 9) for number in range(8)]
    cast = cast_of(speakers, voices=one, distance=lambda a, b: 0.0, exchanges=talk)
    assert len(set(everybody(cast))) == 15
    assert cast.characters["P30"] not in {cast.characters[f"P{number:02}"] for number in range(8)}
    assert cast.narrator not in [cast.unknown, *cast.characters.values()]


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


def test_a_narrator_of_one_engine_and_speakers_of_another_are_held_apart() -> None:
    narrators = [VoiceInfo(name, "en-us", "female", "adult", engine="other") for name in ("calm", "bright")]

    def distance(a: Voice, b: Voice) -> float:
        # One of the speakers' voices is all but the narrator's.
        if "calm" in (a[1], b[1]):
            return 0.02 if "en-gb+female0" in (a[1], b[1]) else 0.5
        return DISTANCE(a, b) if "bright" not in (a[1], b[1]) else 0.5

    cast = cast_of(people(12), narrators=narrators, distance=distance, narrator_is="P03")
    assert (cast.narrator.engine, cast.narrator.voice) == ("other", "calm")
    assert cast.characters["P03"] == cast.narrator
    others = [profile for name, profile in cast.characters.items() if name != "P03"]
    assert {profile.engine for profile in others} == {"pyttsx3"}
    assert "en-gb+female0" not in {profile.voice for profile in others}


def test_no_voice_at_all_is_a_plain_error() -> None:
    with pytest.raises(EngineError, match="no voice"):
        cast_of(people(2), voices=[])


def test_the_same_story_gives_the_same_cast_whatever_order_it_comes_in() -> None:
    speakers = people(60)
    expected = cast_of(speakers)
    for seed in range(3):
        shuffled = random.Random(seed).sample(speakers, len(speakers))
        talk = random.Random(seed).sample(TALK, len(TALK))
        turned = [(b, a, count) if seed % 2 else (a, b, count) for a, b, count in talk]
        assert cast_of(shuffled, exchanges=turned) == expected


PROGRAM = """
import dataclasses, json, sys
sys.path[:0] = [{tests!r}, {root!r}]
from test_casting import cast_of, people
cast = cast_of(people(40), narrator_is="P02")
print(json.dumps([list(map(dataclasses.astuple, cast.characters.values())), list(cast.characters), repr(cast)]))
"""


def test_the_same_story_gives_the_same_cast_in_every_process() -> None:
    here = Path(__file__).parent
    program = PROGRAM.format(tests=str(here), root=str(here.parents[1]))
    outputs = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "4242")
    }
    assert len(outputs) == 1
    assert len(json.loads(outputs.pop())[0]) == 40


@pytest.mark.parametrize("teller", [None, "P00", "P01"])
def test_the_default_engines_voices_are_enough_for_sixty_speakers(teller: str | None) -> None:
    infos = voice_infos("pyttsx3", "en")
    cast = cast_of(people(60), voices=infos, distance=timbre_distance, narrator_is=teller)
    names = [f"P{number:02}" for number in range(60) if f"P{number:02}" != teller]
    profiles = [cast.narrator, *(cast.characters[name] for name in names)]
    assert len(set(profiles)) == len(profiles)
    principals = [(profile.engine, profile.voice, profile.pitch) for profile in profiles[:PRINCIPALS]]
    assert all(timbre_distance(a, b) > 0.2 for a, b in itertools.combinations(principals, 2))
    described = {info.name: info for info in infos}
    for share in people(60):
        if share.gender and share.name:
            assert described[cast.characters[share.name].voice].gender == share.gender


def test_lines_of_a_name_that_was_never_cast_sound_unknown_not_like_the_narrator() -> None:
    cast = cast_of(people(3))
    assert cast.profile(None) == cast.profile("Somebody else") == cast.unknown != cast.narrator
    assert cast.profile(NARRATOR) == cast.narrator
    assert cast.profile("P01") == cast.characters["P01"]


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


def test_a_voice_at_another_pitch_counts_as_a_voice_of_its_own_where_it_was_measured_so() -> None:
    """Two women's voices, all but alike as they are, far apart at other pitches: they are held apart by those."""
    voices = [VoiceInfo("n", "en", "male"), *(VoiceInfo(name, "en", "female") for name in "ab")]
    speakers = [SpeakerShare("Ann", 9, 90, Gender.FEMALE), SpeakerShare("Bea", 8, 80, Gender.FEMALE)]

    def distance(a: Voice, b: Voice) -> float:
        if "n" in (a[1], b[1]):
            return 0.0 if a[1] == b[1] else 0.5
        return 0.4 if abs(a[2] - b[2]) == 3 else 0.03

    cast = cast_of(speakers, voices=voices, distance=distance, exchanges=[])
    assert abs(cast.characters["Ann"].pitch - cast.characters["Bea"].pitch) == 3


def test_the_same_story_gives_the_same_cast_whatever_order_the_voices_are_listed_in() -> None:
    expected = cast_of(people(30))
    for seed in range(3):
        shuffled = [VOICES[0], *random.Random(seed).sample(VOICES[1:], len(VOICES) - 1)]
        assert cast_of(people(30), voices=shuffled) == expected


def test_those_who_talk_most_are_further_apart_than_the_cast_is_on_the_whole() -> None:
    """Twelve principals and minor speakers of whom some pairs do all the talking."""
    speakers = people(12)
    pairs = [(f"P{a:02}", f"P{a + 3:02}") for a in range(9)]
    cast = cast_of(speakers, exchanges=[(*pair, 100) for pair in pairs])

    def apart(a: str, b: str) -> float:
        first, second = cast.characters[a], cast.characters[b]
        return DISTANCE((first.engine, first.voice, 0.0), (second.engine, second.voice, 0.0))

    everyone = [
        apart(a, b)
        for a, b in itertools.combinations(cast.characters, 2)
        if (int(a[1:]) - int(b[1:])) % 3 == 0  # of the same gender, as the pairs are
    ]
    talking = [apart(*pair) for pair in pairs]
    assert np.mean(talking) > np.mean(everyone) + 0.02


def test_where_voices_are_too_few_the_leads_are_held_apart_rather_than_all_principals() -> None:
    """Eight timbres for ten men: the eight who say most have them, and the others share."""
    voices = [VoiceInfo(f"m{number}", "en", "male", "adult") for number in range(8)]
    speakers = [SpeakerShare(f"P{number}", 10, 900 - number, Gender.MALE) for number in range(11)]
    cast = cast_of([SpeakerShare(NARRATOR, 900, 9000), *speakers], voices=voices, distance=_half_apart, exchanges=[])
    leads = [cast.narrator, *(cast.characters[f"P{number}"] for number in range(7))]
    assert len({profile.voice for profile in leads}) == 8


def test_unknown_speakers_who_say_much_are_held_apart_from_the_leads() -> None:
    voices = [VoiceInfo(f"m{number}", "en", "male", "adult") for number in range(4)]
    speakers = [SpeakerShare(name, 10, 100, Gender.MALE) for name in ("Ann", "Bea")]
    cast = cast_of(
        [SpeakerShare(NARRATOR, 9, 999), SpeakerShare(None, 9, 500), *speakers],
        voices=voices,
        distance=_half_apart,
        exchanges=[],
    )
    assert len({profile.voice for profile in everybody(cast)}) == 4


def test_a_voice_that_a_person_moved_a_little_parts_the_cast_as_the_voice_itself_would() -> None:
    """Six women along a line: with the second given by hand, the others are spread over the rest of it."""
    places = dict(zip("abcdef", (0.05, 0.2, 0.3, 0.45, 0.46, 0.6), strict=True))
    voices = [VoiceInfo(name, "en", "female", "adult") for name in places]
    speakers = [
        SpeakerShare(NARRATOR, 99, 999),
        *(SpeakerShare(f"P{number}", 10, 100 - number, Gender.FEMALE) for number in range(4)),
    ]
    by_hand = [Wish(engine="pyttsx3", voice="b", pitch=pitch) for pitch in (0.0, 0.01)]
    plain, moved = (
        cast_of(
            speakers,
            voices=voices,
            distance=lambda a, b: abs(places[a[1]] - places[b[1]]),
            exchanges=[],
            fixed={"P3": wish},
        )
        for wish in by_hand
    )
    assert [profile.voice for profile in everybody(moved)] == [profile.voice for profile in everybody(plain)]


def _half_apart(a: Voice, b: Voice) -> float:
    return 0.0 if a[1] == b[1] else 0.5
