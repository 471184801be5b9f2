"""How a name is used tells a person from a place: misread, a town speaks, or somebody has no voice."""

from __future__ import annotations

import re
from collections import Counter

from script.people.characters import Stretch
from script.people.names.found_names import capitalised
from script.people.names.name_forms import Form
from script.people.names.name_uses import name_forms
from script.people.names.name_words import name_words
from script.quotations.tags.dialogue_tags import Tag
from script.quotations.tags.tags_after import tag_after


def forms(flat: str) -> dict[str, Form]:
    """The ways to name somebody in a text whose speech stands between straight marks."""
    stretches: list[Stretch] = []
    tags: list[Tag] = []
    at = 0
    for quote in re.finditer(r'"[^"]*"', flat):
        stretches += [Stretch(at, quote.start(), False), Stretch(quote.start(), quote.end(), True)]
        at = quote.end()
        if tag := tag_after(flat, at, len(flat), flat[at - 2]):
            tags.append(tag)
    stretches.append(Stretch(at, len(flat), False))
    found = [item for stretch in stretches for item in capitalised(flat, stretch)]
    small = Counter(re.findall(r"\b[a-z]+", flat))
    return name_forms(flat, found, name_words(flat, found, small, tags), tags)


def test_who_is_said_to_speak_is_counted_as_a_speaker() -> None:
    found = forms('"Come," said Anna. "No," dev said. "Come, Anna."')
    assert (found["anna"].tags, found["anna"].count) == (1, 2)
    assert (found["dev"].tags, found["dev"].shown) == (1, Counter({"dev": 1}))


def test_who_is_called_is_told_from_who_is_spoken_of() -> None:
    found = forms('Then Anna and Tom came. "Come here, Anna," said Tom. "I saw Tom there."')
    assert (found["anna"].vocatives, found["anna"].called) == (1, 1)
    assert found["tom"].vocatives == 0


def test_to_whom_a_tag_says_something_is_said_is_called() -> None:
    assert forms('"Come in," said Anna to Vex.')["vex"].called == 1


def test_a_place_is_told_from_somebody_who_acts() -> None:
    found = forms("We left Orm and slept in Orm along the Orm. Then Anna smiled, and Anna was glad.")
    assert (found["orm"].places, found["orm"].acts) == (3, 0)
    assert (found["anna"].places, found["anna"].acts, found["anna"].human) == (0, 2, 1)


def test_the_pronouns_that_take_a_name_up_are_counted_up_to_the_next_name() -> None:
    found = forms("Then Vex took her hat. So Quill came, and Vex laughed at himself.")
    assert (found["vex"].she, found["vex"].he) == (1, 1)
    assert (found["quill"].she, found["quill"].he) == (0, 0)


def test_a_title_amid_capitals_begins_another_name() -> None:
    found = forms('"Oh," said Anna. "Oh," said Mrs. Hale. There were Anna Mrs. Hale too.')
    assert (found["anna"].count, found["mrs hale"].count) == (2, 2)
    assert "anna mrs hale" not in found


def test_a_mere_title_is_nobody_until_it_speaks() -> None:
    assert "captain" not in forms("Then Captain came.")
    assert forms('"Come," said the Captain.')["captain"].tags == 1


def test_what_somebody_is_to_others_is_counted_where_it_stands_beside_the_name() -> None:
    found = forms(
        'Her brother Rook came. Then Wren, the old man\'s daughter, rose. "Sit," said Pell. '
        '"My sister Pell." "My uncle, Pell, is here."'
    )
    told = {name: (form.woman, form.man) for name, form in found.items()}
    assert told == {"rook": (0, 1), "wren": (1, 0), "pell": (1, 0)}
    assert forms("Her brother and Rook came. Tom, his sister and Rook sat.")["rook"].man == 0
