"""Names that are told to be names by where they stand, though their words mostly mean something else: "My name is May",
letters signed "River", chapters headed "June" and "Will" by turns."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping

from script.people.names.deeds import HUMAN
from script.people.names.name_words import OATHS
from script.quotations.flat_text import name_key
from script.quotations.speech_words import FUNCTION_WORDS, GIVEN_GENDER, NOT_NAMES, SAY, SAY_CORE, TITLES

_RULE = 2
"""Times that a word must head or sign what somebody tells or writes to be a name whatever else it means."""
_DOES, _SAID = "|".join(sorted(HUMAN | SAY)), "|".join(sorted(SAY_CORE))


def is_ordinary(name: str) -> bool:
    """Whether a name begins with a word that is mostly something else: "May"."""
    words = name_key(name).split()
    return bool(words) and words[0] in NOT_NAMES and words[0] not in TITLES


def is_stated_name(name: str, evident: Container[str], stated: Mapping[str, int]) -> bool:
    """Whether what is told to be somebody's name is one. `evident`: the words that the text uses as names elsewhere;
    `stated`: how often each name, by its key, heads or signs something."""
    if not is_ordinary(name):
        return bool(name_key(name))
    key = name_key(name)
    first = key.split()[0]
    if first in FUNCTION_WORDS:
        return False  # "I Go to Sea"
    if first in evident:
        return True
    return first not in OATHS and (first in GIVEN_GENDER or stated.get(key, 0) >= _RULE)


def uses_as_name(flat: str, name: str) -> tuple[int, int]:
    """How often the text uses a word as somebody's name, and how often as a time or a place: "June laughed", "in
    June"."""
    word = re.escape(name.split()[0].capitalize())
    person = re.compile(
        rf"\b{word} (?:[a-z]+ly )?(?:{_DOES})\b|\b(?:{_SAID}) {word}\b|, {word}[.!?,]*[\"“”]"
        rf"|\b(?:and|with|told|asked|loved?|kissed) {word}\b"
    )
    other = re.compile(rf"\b(?:in|on|at|since|until|till|by|during|last|next|this|every|from|the) {word}\b")
    return len(person.findall(flat)), len(other.findall(flat))
