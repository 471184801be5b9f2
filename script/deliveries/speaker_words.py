"""By which words the text around a line may mean the one who says it: pronouns, possessives, names."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from script.model import Character, Gender
from script.quotations.speech_words import FUNCTION_WORDS, TITLES
from script.quotations.tags.noun_phrases import Subject

_OWNERS = {
    "he": ("his",),
    "she": ("her",),
    "i": ("my",),
    "they": ("their",),
    "we": ("our",),
    "it": ("its", "his", "her"),
}
_OF_GENDER = {Gender.FEMALE: ("she",), Gender.MALE: ("he",), None: ("he", "she")}


@dataclass(frozen=True, slots=True)
class SpeakerWords:
    """By which words a sentence may mean the one who speaks: pronouns ("she"), possessives ("her"), and the words of
    their names, in small letters."""

    pronouns: frozenset[str]
    owners: frozenset[str]
    names: frozenset[str]


ANYBODY = SpeakerWords(frozenset(("he", "she", "they")), frozenset(("his", "her", "their")), frozenset())
"""Words for a speaker of whom nothing is known."""


@lru_cache(maxsize=1024)
def speaker_words(person: Character | None, kind: Subject | None, subject: str, *, teller: bool) -> SpeakerWords:
    """The words that may mean a speaker: `person`, None where nobody knows who it is. `kind`, `subject`: what their
    line's own tag calls them, None and "" where it has none; `teller`: whether they are "I" in the narration there."""
    pronouns = _OF_GENDER[person.gender if person else None]
    names = {word for name in (person.names if person else ()) for word in _names(name)}
    if kind is Subject.PRONOUN:
        pronouns = (subject.lower(),)
    elif kind is Subject.CROWD:
        pronouns = ("they", "we")
    else:
        names.update(_names(subject))
    if teller:
        pronouns = (*pronouns, "i")
    owners = frozenset(owner for pronoun in pronouns for owner in _OWNERS.get(pronoun, ()))
    return SpeakerWords(frozenset(pronouns), owners, frozenset(names))


def _names(name: str) -> list[str]:
    """A name, and its words but for titles and articles."""
    low = name.lower()
    words = (word.strip(".'") for word in low.split() if word not in FUNCTION_WORDS)
    return [low, *(word for word in words if word not in TITLES)]
