"""What would be broken: those who talk most can't be told from each other."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from script.model import NARRATOR, Gender
from tests.voices.casts import DISTANCE, VOICES, cast_of, everybody, people
from voices.cast import SpeakerShare, VoiceProfile, Wish
from voices.casting import PRINCIPALS, Voice, cast_search
from voices.casting.candidates import Candidates
from voices.casting.cast_cost import Listener
from voices.casting.cast_search import Director
from voices.casting.roles import Company, roles_of
from voices.engines.registry import voice_infos
from voices.engines.speech_engine import VoiceInfo
from voices.engines.timbre import distance as timbre_distance


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


def test_nobody_is_parted_from_another_by_a_voice_that_does_not_suit() -> None:
    """Two women have two voices that are nearly one; the child's voice lies far from both."""
    voices = [VoiceInfo(name, "en", "female", "adult") for name in "ab"]
    voices += [VoiceInfo("k", "en", "male", "child"), VoiceInfo("n", "en", "male", "adult")]
    women = [SpeakerShare(name, 9, 90, Gender.FEMALE) for name in ("Ann", "Bea", "Cleo")]

    def distance(a: Voice, b: Voice) -> float:
        return 0.0 if a[1] == b[1] else 0.05 if {a[1], b[1]} == {"a", "b"} else 0.6

    cast = cast_of(women, voices=voices, distance=distance, exchanges=[])
    assert {cast.characters[name].voice for name in ("Ann", "Bea", "Cleo")} <= {"a", "b"}


@pytest.mark.parametrize("teller", [None, "P00", "P01"])
def test_the_default_engines_voices_are_enough_for_sixty_speakers(teller: str | None) -> None:
    infos = voice_infos("pyttsx3", "en")
    cast = cast_of(people(60), voices=infos, distance=timbre_distance, narrator_is=teller)
    names = [f"P{number:02}" for number in range(60) if f"P{number:02}" != teller]
    profiles = [cast.narrator, *(cast.characters[name] for name in names)]
    assert len(set(profiles)) == len(profiles)
    principals = [(profile.engine, profile.voice, profile.pitch) for profile in profiles[:PRINCIPALS]]
    assert all(timbre_distance(a, b) > 0.18 for a, b in itertools.combinations(principals, 2))
    assert all(timbre_distance(a, b) > 0.2 for a, b in itertools.combinations(principals[:8], 2))
    described = {info.name: info for info in infos}
    for share in people(60):
        if share.gender and share.name:
            assert described[cast.characters[share.name].voice].gender == share.gender


def director(voices: list[VoiceInfo], speakers: list[SpeakerShare]) -> Director:
    candidates = Candidates(voices, _half_apart)
    roles = roles_of(speakers, {}, {})
    return Director(candidates, roles, Listener(candidates, roles, Company({})))


def test_nobody_but_a_narrator_is_a_cast() -> None:
    cast = cast_of([], exchanges=[])
    assert cast.characters == {}
    assert cast.narrator != cast.unknown


def test_who_is_cast_already_is_left_alone_though_nobody_is_left() -> None:
    fixed = {name: VoiceProfile("elsewhere", "voice") for name in (NARRATOR, None, "P00")}
    assert director(VOICES, people(1)).fill(fixed) == fixed


def test_one_voice_is_enough_for_a_whole_cast() -> None:
    """At all its pitches and rates, of which nobody shares one; the sixteenth speaker must."""
    voice = VoiceInfo("only", "en", None, None)
    few = cast_of(people(13), voices=[voice], distance=_half_apart)
    assert len(set(everybody(few))) == 15
    many = cast_of(people(14), voices=[voice], distance=_half_apart)
    assert len(set(everybody(many))) == 15


def test_the_two_nearest_are_parted_further_than_the_search_asked_for() -> None:
    """Held apart by 0.15, with "e": but "b" in its place is 0.19 from the narrator, and 0.2 from the other."""
    places = {"a": 0.12, "b": 0.31, "c": 0.3, "d": 0.51, "e": 0.36}
    voices = [VoiceInfo(name, "en", "female", "adult") for name in places]
    speakers = [SpeakerShare(f"P{number}", 10, 100 - number, Gender.FEMALE) for number in range(2)]
    cast = cast_of(
        [SpeakerShare(NARRATOR, 99, 999, Gender.FEMALE), *speakers],
        voices=voices,
        distance=lambda a, b: abs(places[a[1]] - places[b[1]]),
        exchanges=[],
    )
    assert [cast.narrator.voice, *(profile.voice for profile in cast.characters.values())] == ["a", "d", "b"]


def test_two_alike_who_were_both_given_by_hand_are_left_alike() -> None:
    """Nobody may move them, and no other voice can help."""
    voices = [VoiceInfo(name, "en", "male", "adult") for name in ("a", "b")]
    fixed = {name: Wish(engine="pyttsx3", voice="a") for name in (NARRATOR, None, "Bob", "Carl")}
    speakers = [SpeakerShare(name, 9, 90, Gender.MALE) for name in ("Bob", "Carl")]
    cast = cast_of([SpeakerShare(NARRATOR, 9, 99), *speakers], voices=voices, distance=_half_apart, fixed=fixed)
    assert {profile.voice for profile in everybody(cast)} == {"a"}


def test_who_sounds_like_a_voice_given_by_hand_is_moved_away_from_it() -> None:
    """The voice given by hand is of another engine, and so no candidate; of the two left one is all but the same."""
    voices = [VoiceInfo(name, "en", "male", "adult") for name in ("near", "far")]

    def distance(a: Voice, b: Voice) -> float:
        names = {a[1], b[1]}
        return 0.0 if len(names) == 1 else 0.04 if names == {"hand", "near"} else 0.15

    cast = cast_of(
        [SpeakerShare(NARRATOR, 9, 999), SpeakerShare("Bob", 9, 90, Gender.MALE)],
        voices=voices,
        distance=distance,
        exchanges=[],
        fixed={NARRATOR: Wish(engine="elsewhere", voice="hand")},
    )
    assert cast.characters["Bob"].voice == "far"


def test_a_voice_given_by_hand_stays_though_another_would_be_told_apart_better() -> None:
    voices = [VoiceInfo(name, "en", "male", "adult") for name in "abcd"]

    def distance(a: Voice, b: Voice) -> float:
        names = {a[1], b[1]}
        return 0.0 if len(names) == 1 else 0.15 if "d" in names else 0.06 if names == {"a", "b"} else 0.1

    speakers = [SpeakerShare(name, 9, 90, Gender.MALE) for name in (NARRATOR, "Bob", "Carl")]
    fixed = {NARRATOR: Wish(engine="pyttsx3", voice="a"), "Bob": Wish(engine="pyttsx3", voice="b")}
    cast = cast_of(speakers, voices=voices, distance=distance, exchanges=[], fixed=fixed)
    assert [cast.characters[name].voice for name in ("Bob", "Carl")] == ["b", "d"]


def test_who_says_nothing_has_a_voice_as_well() -> None:
    silent = [SpeakerShare(f"S{number}", 0, 0) for number in range(12)]
    cast = cast_of([*people(3), *silent])
    assert len(set(everybody(cast))) == 2 + 3 + 12


def test_a_search_that_is_given_up_leaves_everybody_a_voice_of_their_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cast_search, "_SEARCH_STEPS", 0)
    cast = cast_of(people(30))
    assert len(set(everybody(cast))) == 32


def test_the_narrator_is_held_apart_however_little_the_narrator_says() -> None:
    """The narrator is heard between all the others: the one voice that nobody else is like is theirs."""
    voices = [VoiceInfo(f"m{number}", "en", "male", "adult") for number in range(8)]
    speakers = [SpeakerShare(f"P{number}", 10, 900 - number, Gender.MALE) for number in range(12)]
    cast = cast_of([*speakers, SpeakerShare(NARRATOR, 1, 1)], voices=voices, distance=_half_apart, exchanges=[])
    leads = [cast.characters[f"P{number}"].voice for number in range(7)]
    assert cast.narrator.voice not in leads


@pytest.mark.parametrize(("age", "taken"), [("old", True), ("child", False)])
def test_an_old_voice_parts_a_woman_from_the_narrator_where_no_other_does_but_not_a_childs(
    age: str, taken: bool
) -> None:
    voices = [
        VoiceInfo("n", "en", "female", "adult"),
        VoiceInfo("alike", "en", "female", "adult"),
        # A voice that is cast only where nothing else will do: then its age matters less, too.
        VoiceInfo("other", "en", "female", age, flaw=0.99),
    ]

    def distance(a: Voice, b: Voice) -> float:
        return 0.0 if a[1] == b[1] else 0.5 if "other" in (a[1], b[1]) else 0.06

    speakers = [SpeakerShare(NARRATOR, 9, 999, Gender.FEMALE), SpeakerShare("Ann", 9, 90, Gender.FEMALE)]
    cast = cast_of(speakers, voices=voices, distance=distance, exchanges=[])
    assert (cast.characters["Ann"].voice == "other") is taken


def _half_apart(a: Voice, b: Voice) -> float:
    return 0.0 if a[1] == b[1] else 0.5
