"""How devices sound that speak: a radio like a radio, a handset like a telephone."""

from __future__ import annotations

import re

from script.quotations.speech_words import DEVICES, word_set
from script.quotations.tags.noun_phrases import DETERMINERS, head_noun

_TELEPHONES = word_set("phone telephone handset headset earpiece receiver cellphone smartphone payphone answerphone")
_MACHINES = word_set("computer ai")
"""What has a voice of its own: nobody is heard through it."""
_THROUGH = re.compile(r"\bvoice (?:on|over|from|in|through) (.+)", re.IGNORECASE)
_OWNER = ("'s", "’s")
_NUMBERED = re.compile(r" \(\d+\)$")
"""What tells a second one of that name from the first."""


def device_effects(name: str) -> tuple[str, ...]:
    """The treatments for a speaker of this name, none for whoever is no device.

    "the captain's radio" and "the voice on the radio" are; "the radio operator" and "Radio Raheem" are not.
    """
    name = _NUMBERED.sub("", name)
    through = _THROUGH.search(name)
    words = (through.group(1) if through else name).lower().replace("answering machine", "answerphone").split()
    if not words or not (len(words) == 1 or words[0] in DETERMINERS or words[0].endswith(_OWNER)):
        return ()
    noun = head_noun(" ".join(words))
    # Who is called Pa is a father, and so is "my pa"; "her PA" keeps her diary.
    if noun in _MACHINES or (noun == "pa" and words[0] != "the"):
        return ()
    return ("telephone",) if noun in _TELEPHONES else ("radio",) if noun in DEVICES else ()
