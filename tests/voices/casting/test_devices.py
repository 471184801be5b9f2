"""What would be broken: a radio that sounds like somebody in the room, or a person who sounds like a radio."""

from __future__ import annotations

import pytest

from pipeline.sound.effects import EFFECTS
from script.quotations.speech_words import DEVICES
from tests.voices.casts import cast_of, people
from voices.cast.cast import SpeakerShare, Wish
from voices.casting.devices import device_effects


@pytest.mark.parametrize(
    "name",
    [
        "the radio",
        "the captain's radio",
        "her walkie-talkie",
        "The Loudspeaker",
        "the PA",
        "the radio (2)",
        "the radio on the shelf",
        "the voice on the intercom",
        "a woman's voice over the radio",
        "Radio",
        "Anna’s radio",
    ],
)
def test_what_carries_voices_from_elsewhere_sounds_like_a_radio(name: str) -> None:
    assert device_effects(name) == ("radio",)


@pytest.mark.parametrize(
    "name", ["the handset", "his headset", "the phone", "the voice on the phone", "Tom's answering machine", "my phone"]
)
def test_what_is_held_to_an_ear_sounds_like_a_telephone(name: str) -> None:
    assert device_effects(name) == ("telephone",)


@pytest.mark.parametrize("name", ["the ship's computer", "the AI", "the robot", "the voice of the computer"])
def test_machines_that_think_keep_a_plain_voice(name: str) -> None:
    assert device_effects(name) == ()


@pytest.mark.parametrize(
    "name",
    [
        "the radio operator",
        "the man with the radio",
        "the voice in the radio room",
        "Radio Raheem",
        "Pa",
        "my pa",
        "her PA",
        "narrator",
        "I",
        "",
    ],
)
def test_people_are_no_devices(name: str) -> None:
    assert device_effects(name) == ()


def test_every_device_that_the_tagger_knows_sounds_like_something_that_can_be_mixed() -> None:
    effects = {noun: device_effects(f"the {noun}") for noun in DEVICES}
    assert {effect for chosen in effects.values() for effect in chosen} <= set(EFFECTS)
    assert {noun for noun, chosen in effects.items() if not chosen} == {"computer", "ai"}


RADIO = SpeakerShare("the radio", 3, 30)


def test_a_device_that_is_cast_for_the_first_time_sounds_like_one_and_nobody_else_does() -> None:
    cast = cast_of([*people(3), RADIO])
    assert cast.characters["the radio"].effects == ("radio",)
    assert {profile.effects for name, profile in cast.characters.items() if name != "the radio"} == {()}
    assert (cast.narrator.effects, cast.unknown.effects) == ((), ())


@pytest.mark.parametrize(
    "written",
    [
        Wish("pyttsx3", "en-gb+male3"),
        Wish("pyttsx3", "en-gb+male3", effects=()),
        Wish("pyttsx3", "en-gb+male3", effects=("cave",)),
        Wish(pitch=2.0),
        Wish(like="P01"),
    ],
)
def test_a_device_that_is_written_down_sounds_as_it_is_written(written: Wish) -> None:
    cast = cast_of([*people(3), RADIO], fixed={"the radio": written})
    assert cast.characters["the radio"].effects == (written.effects or ())


def test_a_device_that_tells_the_book_sounds_like_the_narrator() -> None:
    cast = cast_of([*people(3), RADIO], narrator_is="the radio")
    assert cast.characters["the radio"] == cast.narrator
    assert cast.narrator.effects == ()


def test_a_device_has_the_voice_that_it_would_have_without_its_sound() -> None:
    plain = cast_of([*people(8), SpeakerShare("the rag", 3, 30)]).characters["the rag"]
    radio = cast_of([*people(8), RADIO]).characters["the radio"]
    assert (radio.engine, radio.voice, radio.rate, radio.pitch) == (plain.engine, plain.voice, plain.rate, plain.pitch)
