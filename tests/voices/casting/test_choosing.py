"""What would be broken: a cast that changes from run to run, or that takes away what a person chose."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys

from script.model import NARRATOR
from tests.places import REPOSITORY
from tests.voices.casts import DISTANCE, TALK, VOICES, cast_of, everybody, people
from voices.cast.cast import SpeakerShare, Wish
from voices.cast.voice_profile import VoiceProfile
from voices.casting import Voice
from voices.engines.speech_engine import VoiceInfo


def test_sixty_speakers_all_sound_different() -> None:
    cast = cast_of(people(60))
    assert len(cast.characters) == 60
    assert len(set(everybody(cast))) == 62


def test_the_narrator_is_the_engines_first_voice_of_the_tellers_gender() -> None:
    assert cast_of(people(3)).narrator == VoiceProfile("pyttsx3", VOICES[0].name)
    cast = cast_of(people(3), narrator_is="P00")
    assert cast.narrator == VoiceProfile("pyttsx3", "en-gb+female0")
    assert cast.characters["P00"] == cast.narrator
    assert cast.like == {"P00": NARRATOR}


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
sys.path[:0] = [{root!r}]
from tests.voices.casts import cast_of, people
cast = cast_of(people(40), narrator_is="P02")
print(json.dumps([list(map(dataclasses.astuple, cast.characters.values())), list(cast.characters), repr(cast)]))
"""


def test_the_same_story_gives_the_same_cast_in_every_process() -> None:
    program = PROGRAM.format(root=str(REPOSITORY))
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


def test_lines_of_a_name_that_was_never_cast_sound_unknown_not_like_the_narrator() -> None:
    cast = cast_of(people(3))
    assert cast.profile(None) == cast.profile("Somebody else") == cast.unknown != cast.narrator
    assert cast.profile(NARRATOR) == cast.narrator
    assert cast.profile("P01") == cast.characters["P01"]


def test_the_same_story_gives_the_same_cast_whatever_order_the_voices_are_listed_in() -> None:
    expected = cast_of(people(30))
    for seed in range(3):
        shuffled = [VOICES[0], *random.Random(seed).sample(VOICES[1:], len(VOICES) - 1)]
        assert cast_of(people(30), voices=shuffled) == expected
