"""What would be broken: a radio that sounds like somebody in the room, or a computer that sounds like a radio."""

from __future__ import annotations

import pytest

from pipeline.sound.effects import EFFECTS
from script.model import Device
from tests.voices.casts import cast_of, people
from voices.cast.cast import SpeakerShare, Wish
from voices.casting.devices import device_effects


def test_every_device_but_a_computer_sounds_like_something_that_can_be_mixed() -> None:
    effects = {device: device_effects(device) for device in Device}
    assert {effect for chosen in effects.values() for effect in chosen} <= set(EFFECTS)
    assert {device for device, chosen in effects.items() if not chosen} == {Device.COMPUTER}
    assert device_effects(None) == ()


RADIO = SpeakerShare("the radio", 3, 30, device=Device.RADIO)


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
