"""Which names are a device's: "the captain's radio", "the voice on the intercom", "the ship's computer"."""

from __future__ import annotations

import re

from script.model import Device
from script.quotations.speech_words import DEVICES, word_set
from script.quotations.tags.noun_phrases import DETERMINERS, head_noun

_TELEPHONES = word_set("phone telephone handset headset earpiece receiver cellphone smartphone payphone answerphone")
_COMPUTERS = word_set("computer ai")
_THROUGH = re.compile(r"\bvoice (?:on|over|from|in|through) (.+)", re.IGNORECASE)
_OWNER = ("'s", "’s")
_NUMBERED = re.compile(r" \(\d+\)$")
"""What tells a second one of that name from the first."""


def device_of(name: str) -> Device | None:
    """What device a speaker of this name is; None for whoever is none.

    "The captain's radio" and "the voice on the radio" are; "the radio operator" and "Radio Raheem" are not.
    """
    name = _NUMBERED.sub("", name)
    through = _THROUGH.search(name)
    words = (through.group(1) if through else name).lower().replace("answering machine", "answerphone").split()
    if not words or not (len(words) == 1 or words[0] in DETERMINERS or words[0].endswith(_OWNER)):
        return None
    noun = head_noun(" ".join(words))
    # Who is called Pa is a father, and so is "my pa"; "her PA" keeps her diary.
    if noun == "pa" and words[0] != "the":
        return None
    if noun in _TELEPHONES:
        return Device.TELEPHONE
    if noun in _COMPUTERS:
        return Device.COMPUTER
    return Device.RADIO if noun in DEVICES else None
