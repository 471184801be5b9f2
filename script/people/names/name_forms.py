"""One way to name somebody, and somebody by all their names."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from script.model import Gender
from script.quotations.flat_text import PARTICLES
from script.quotations.speech_words import (
    FEMALE_TITLES,
    GIVEN_GENDER,
    MALE_TITLES,
    PERSON_NOUNS,
    SAME_KIN,
    TITLES,
    word_set,
)

_JOINTS = frozenset({"of", "the"})
_COURTESY = {
    **dict.fromkeys(("monsieur", "signor", "senor", "herr", "mynheer"), "mr"),
    **dict.fromkeys(("madame", "signora", "senora", "frau"), "mrs"),
    **dict.fromkeys(("mademoiselle", "signorina", "senorita", "fraulein", "ms"), "miss"),
}
"""What one person is called in several languages."""
_SENIOR = word_set("senior sr elder père pere")
_JUNIOR = word_set("junior jr jnr younger fils")
FAMILY = frozenset(SAME_KIN)
"""Titles that are names by themselves."""


@dataclass(slots=True)
class Form:
    """What is known of one way to name somebody. `tags`: as a speaker; `acts`: as who does something, `human`: what
    only people do; `vocatives`: addressed, `called`: so that no exclamation is meant; `places`: after "in", "from" and
    the like; `narrated`: outside speech."""

    key: str
    shown: Counter[str] = field(default_factory=Counter)
    count: int = 0
    tags: int = 0
    vocatives: int = 0
    called: int = 0
    places: int = 0
    acts: int = 0
    human: int = 0
    narrated: int = 0
    she: int = 0
    he: int = 0
    """Pronouns that follow it."""
    woman: int = 0
    man: int = 0
    """Nouns that it stands beside: "her brother Tom"."""

    @property
    def title(self) -> str:
        """In one language and spelling: "mr" of "Monsieur Boirac" too."""
        first = self.key.split()[0]
        return _COURTESY.get(first, first) if first in TITLES and " " in self.key else ""

    @property
    def rest(self) -> tuple[str, ...]:
        """The names without the title and without "of Coketown" or "the Banker"."""
        words = self.key.split()[bool(self.title) :]
        while len(words) > 1 and (words[0] in PARTICLES or (self.title and words[0] in PERSON_NOUNS)):
            words = words[1:]  # "Captain van Riebeek", "Mr. Manager Richard"
        ends = _JOINTS | _SENIOR | _JUNIOR
        joint = next((index for index, word in enumerate(words) if index and word in ends), len(words))
        return tuple(words[:joint])

    @property
    def generation(self) -> str:
        """ "senior" or "junior", where the name says so: "Hale Senior", "Tom Hale, Jr."."""
        words = self.key.split()[1:]
        return "senior" if any(word in _SENIOR for word in words) else "junior" if {*words} & _JUNIOR else ""

    @property
    def of_husband(self) -> bool:
        """ "Mrs. John Dashwood": her husband's name, not hers."""
        return self.title == "mrs" and GIVEN_GENDER.get(self.rest[0]) is Gender.MALE


@dataclass(slots=True)
class Person:
    """Somebody by all their names; `first` and `last` where a full name or the kind of name tells them."""

    forms: list[Form]
    titles: set[str] = field(default_factory=set)
    first: str = ""
    last: str = ""

    @property
    def count(self) -> int:
        """How often they are named."""
        return sum(form.count for form in self.forms)

    def take(self, form: Form) -> None:
        """Adds a name of theirs."""
        self.forms.append(form)
        self.titles |= {form.title} - {""}


SERVING = word_set(
    """captain capt colonel col general gen major maj lieutenant lieut lt sergeant sgt corporal admiral commodore
    brigadier reverend rev"""
)
"""Titles that tell no gender for certain: most who bear them in old books are men."""


def title_gender(title: str) -> Gender | None:
    """The gender that a title tells, or None."""
    if title in SERVING:
        return None
    if title in FEMALE_TITLES:
        return Gender.FEMALE
    return Gender.MALE if title in MALE_TITLES else None
