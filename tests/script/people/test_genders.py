"""Of which gender somebody is told to be: told wrongly, a woman has a man's voice for a whole book."""

from __future__ import annotations

import re

import pytest

from script.model import Age, Character, Gender
from script.people.characters import Mention, Stretch
from script.people.genders import with_genders
from script.people.names.name_forms import Form, Person


def told(text: str, name: str = "Vex", given: Gender | None = None) -> Character:
    """What a text tells of the one person in it; its speech stands between straight marks."""
    stretches, at = [], 0
    for quote in re.finditer(r'"[^"]*"', text):
        stretches += [Stretch(at, quote.start(), False), Stretch(quote.start(), quote.end(), True)]
        at = quote.end()
    stretches = [s for s in [*stretches, Stretch(at, len(text), False)] if s.start < s.end]
    quoted = [(s.start, s.end) for s in stretches if s.quoted]
    mentions = [
        Mention(m.start(), m.end(), 0, any(a <= m.start() < b for a, b in quoted)) for m in re.finditer(name, text)
    ]
    person = Person([Form(name.lower(), count=len(mentions))], set(), name.split()[0].lower())
    return with_genders(text, stretches, [Character(name, (), given)], [person], mentions)[0]


@pytest.mark.parametrize(
    ("text", "gender"),
    [
        ("Vex took her hat.", Gender.FEMALE),
        ("Vex shook himself.", Gender.MALE),
        ("Vex came in. They sat down.", None),
        ('"Vex took her hat," I said.', None),
        ('Vex stared at the door. "Enough!" she said.', Gender.FEMALE),
        ('Vex stared at the door.  "Enough!" she said.', None),
        ("He looked at Vex. He smiled. " * 2, Gender.MALE),
        ("He looked at Vex. He smiled. " * 6 + "Vex took her hat.", Gender.FEMALE),
    ],
)
def test_the_pronoun_that_takes_a_name_up_tells_before_one_that_only_stands_near(
    text: str, gender: Gender | None
) -> None:
    assert told(text).gender is gender


def test_what_a_person_says_of_somebody_s_gender_stands() -> None:
    assert told("Vex took her hat. Vex shook her head.", given=Gender.MALE).gender is Gender.MALE


def test_a_name_that_tells_an_age_gives_it() -> None:
    assert told("The old woman sat.", "the old woman").age is Age.OLD
    assert told("The boy sat.", "the boy").age is Age.CHILD
