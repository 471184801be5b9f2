"""What would be broken: a radio that nobody takes for one, or a person who is taken for a radio."""

from __future__ import annotations

import pytest

from script.model import Device
from script.people.portraits.device_names import device_of
from script.quotations.speech_words import DEVICES


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
def test_what_carries_voices_from_elsewhere_is_a_radio(name: str) -> None:
    assert device_of(name) is Device.RADIO


@pytest.mark.parametrize(
    "name", ["the handset", "his headset", "the phone", "the voice on the phone", "Tom's answering machine", "my phone"]
)
def test_what_is_held_to_an_ear_is_a_telephone(name: str) -> None:
    assert device_of(name) is Device.TELEPHONE


@pytest.mark.parametrize("name", ["the ship's computer", "the AI"])
def test_machines_that_think_are_computers(name: str) -> None:
    assert device_of(name) is Device.COMPUTER


@pytest.mark.parametrize(
    "name",
    [
        "the robot",
        "the voice of the computer",
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
    assert device_of(name) is None


def test_every_device_that_the_tagger_knows_is_one_for_its_voice() -> None:
    assert all(device_of(f"the {noun}") for noun in DEVICES)
