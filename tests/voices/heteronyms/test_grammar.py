"""What would be broken: a verb taken for a noun, an adjective for a verb, because of the words beside it."""

from __future__ import annotations

import pytest

from voices.heteronyms.grammar import Part, subject_asked, weights
from voices.heteronyms.neighbours import Sentence


def sentence(text: str) -> tuple[Sentence, int]:
    """A sentence, and the place of the word X in it."""
    printed = text.replace(",", " ,").split()
    parted: list[bool] = []
    words: list[str] = []
    comma = False
    for word in printed:
        if word == ",":
            comma = True
            continue
        words.append(word)
        parted.append(comma)
        comma = False
    return Sentence([word.lower() for word in words], words, parted), words.index("X")


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("the X was lost", Part.NOUN),
        ("two hundred X were lost", Part.PLURAL),
        ("they want to X it", Part.BASE),
        ("would your brother X to it", Part.BASE),
        ("he heard the door X", Part.BASE),
        ("they could never X the house", Part.BASE),
        ("he never X it", Part.THIRD),
        ("he has X the letter", Part.PAST),
        ("she was so X", Part.ADJECTIVE),
    ],
)
def test_the_likeliest_part_of_speech_is_that_of_the_place(text: str, part: Part) -> None:
    found = weights(*sentence(text))
    assert max((weight, other.name) for other, weight in found.items() if other is not Part.NAME)[1] == part.name


def test_a_verb_goes_on_behind_its_conjunction() -> None:
    past, infinitive = weights(*sentence("he took it and X it")), weights(*sentence("he came to take it and X it"))
    assert past[Part.PAST] > past[Part.BASE]
    assert infinitive[Part.BASE] > infinitive[Part.PAST]


def test_only_a_capital_within_the_sentence_makes_a_name() -> None:
    inside, at = sentence("we met old X there")
    assert weights(inside, at)[Part.NAME] > 5
    first, at = sentence("X came to see us there")
    assert weights(first, at)[Part.NAME] < 5
    small = Sentence(inside.words, [word.lower() for word in inside.printed], inside.parted)
    assert weights(small, 3)[Part.NAME] < 0


def test_a_subject_is_asked_behind_its_auxiliary_alone() -> None:
    assert subject_asked(sentence("did you X")[0], 1)
    assert not subject_asked(sentence("so you X")[0], 1)
