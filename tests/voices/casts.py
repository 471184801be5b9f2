"""Casts of made-up voices with known distances."""

from __future__ import annotations

import itertools

import numpy as np

from script.model import NARRATOR, Gender
from voices.cast.cast import Cast, SpeakerShare
from voices.cast.voice_profile import VoiceProfile
from voices.casting import Distance, choose_voices
from voices.engines.speech_engine import VoiceInfo


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
