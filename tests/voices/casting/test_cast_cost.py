"""What would be broken: two who talk with each other sound alike."""

from __future__ import annotations

import itertools

from script.model import Gender
from tests.voices.casts import cast_of, everybody, people
from voices.cast.cast import SpeakerShare
from voices.casting import Voice
from voices.engines.speech_engine import VoiceInfo


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


def test_few_voices_are_shared_but_not_with_partners_nor_with_the_narrator() -> None:
    one = [VoiceInfo("Zira", "en-US", "female")]
    speakers = people(40)
    talk = [("P30", f"P{number:02}", 9) for number in range(8)]
    cast = cast_of(speakers, voices=one, distance=lambda a, b: 0.0, exchanges=talk)
    assert len(set(everybody(cast))) == 15
    assert cast.characters["P30"] not in {cast.characters[f"P{number:02}"] for number in range(8)}
    assert cast.narrator not in [cast.unknown, *cast.characters.values()]


def test_everybody_has_a_voice_of_their_gender() -> None:
    cast = cast_of(people(60))
    for share in people(60):
        if share.gender and share.name:
            assert f"+{share.gender}" in cast.characters[share.name].voice


def test_who_share_a_scene_sound_apart_though_they_never_answer_each_other() -> None:
    voices = [VoiceInfo("n", "en", "male"), *(VoiceInfo(name, "en", "female") for name in "abc")]
    women = [SpeakerShare(name, 9, words, Gender.FEMALE) for name, words in (("Ann", 90), ("Bea", 80), ("Cleo", 70))]
    others = [SpeakerShare(f"P{number:02}", 900, 9000 - number, Gender.MALE) for number in range(10)]

    def distance(a: Voice, b: Voice) -> float:
        return 0.0 if a[1] == b[1] else 0.1 if {a[1], b[1]} == {"a", "b"} else 0.5

    for pair in (("Ann", "Bea"), ("Bea", "Cleo"), ("Ann", "Cleo")):
        cast = cast_of([*others, *women], voices=voices, distance=distance, exchanges=[], scenes=[pair])
        assert {cast.characters[name].voice for name in pair} not in ({"a", "b"}, {"a"}, {"b"}, {"c"})


def test_a_profile_is_shared_by_people_of_different_chapters_first() -> None:
    one = [VoiceInfo("Zira", "en-US", "female")]
    speakers = people(20)

    def sharing(chapters: list[list[str]]) -> set[frozenset[str]]:
        """Who has one profile with whom, without the narrator and whoever is unknown."""
        cast = cast_of(speakers, voices=one, distance=lambda a, b: 0.0, exchanges=[], chapters=chapters)
        pairs = itertools.combinations(cast.characters, 2)
        return {frozenset(pair) for pair in pairs if cast.characters[pair[0]] == cast.characters[pair[1]]}

    met = sharing([])
    assert met, "there are too few profiles for all"
    assert not met & sharing([sorted(pair) for pair in met])
