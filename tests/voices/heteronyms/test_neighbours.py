"""What would be broken: what a word beside another is, by which all else is told."""

from __future__ import annotations

import pytest

from voices.heteronyms.neighbours import Beside, Sentence


def beside(text: str, at: int) -> Beside:
    printed = text.split()
    return Sentence([word.lower() for word in printed], printed, [False] * len(printed)).beside(at)


@pytest.mark.parametrize(
    ("text", "at", "expected"),
    [
        ("the", 0, Beside.DETERMINER),
        ("she'll", 0, Beside.MODAL),
        ("Tom's", 0, Beside.POSSESSIVE),
        ("he's", 0, Beside.BE),
        ("slowly", 0, Beside.ADVERB),
        ("of family", 1, Beside.WORD),
        ("walked", 0, Beside.PAST),
        ("stood", 0, Beside.PAST),
        ("dangerous", 0, Beside.ADJECTIVE),
        ("detective", 0, Beside.WORD),
        ("finest", 0, Beside.ADJECTIVE),
        ("forest", 0, Beside.WORD),
        ("houses", 0, Beside.PLURAL),
        ("saw Anna", 1, Beside.NAME),
        ("we all", 1, Beside.ADVERB),
        ("of all", 1, Beside.MANY),
        ("no longer", 0, Beside.ADVERB),
        ("had better", 1, Beside.MODAL),
        ("I'd so much rather", 3, Beside.MODAL),
        ("houses that", 1, Beside.PLURAL),
        ("said that", 1, Beside.DEMONSTRATIVE),
        ("the very", 1, Beside.ADJECTIVE),
    ],
)
def test_a_word_is_known_by_its_form_and_its_place(text: str, at: int, expected: Beside) -> None:
    assert beside(text, at) is expected
