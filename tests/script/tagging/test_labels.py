"""Whoever corrected a whole book of letters, or a long play, must not wait the longer the more they did."""

from __future__ import annotations

from script.documents.letter_paragraphs import Letter
from script.model import EDITED, Character
from script.people.characters import People
from script.quotations.flat_text import flatten
from script.tagging.book_texts import book_texts
from script.tagging.labels import letter_labels, talk_labels
from script.tagging.spoken_words import SpokenWords
from script.tagging.told_by_people import Fixed
from script.training.annotated_novels import story_of

_CAST = People((Character("Ida"), Character("Voss")), {"ida": 0, "voss": 1})
_READS = 60
"""Looks at corrections for each line, at the most: a search by halves takes about twenty."""


class _Counted(Fixed):
    """A correction that counts how often it is looked at."""

    reads = 0

    def __getattribute__(self, name: str) -> object:
        _Counted.reads += 1
        return super().__getattribute__(name)


def _words(text: str) -> SpokenWords:
    story = story_of(text, "")
    texts = [text for number, section in enumerate(story.sections) for text in book_texts(story, section, number)]
    return SpokenWords(story, flatten(story.text), texts)


def test_corrections_of_a_play_are_looked_up_by_halves() -> None:
    words = _words("IDA: The kettle is cold.\n\nVOSS: So is the cook.\n\n" * 200)
    fixed = [_Counted(line.said, line.end, "Voss") for line in words.talk]
    _Counted.reads = 0
    labels = talk_labels(words, _CAST, fixed)
    assert _Counted.reads < _READS * len(fixed)
    said = [label for label in labels if label.evidence == EDITED]
    assert len(said) == len(fixed) == 400
    assert {label.speaker for label in said} == {"Voss"}


def test_corrections_of_letters_are_looked_up_by_halves() -> None:
    words = _words("The roof holds.\n\nThe cat is well.\n\n" * 200)
    half = len(words.texts) // 2
    short = [Letter(index, index, "Ida", "", "letter: signature: Ida") for index in range(half)]
    words.letters = [*short, Letter(half, len(words.texts) - 1, "Ida", "", "letter: signature: Ida")]
    fixed = [_Counted(text.start, text.end, "Voss") for text in words.texts]
    _Counted.reads = 0
    labels = letter_labels(words, _CAST, fixed)
    assert _Counted.reads < _READS * len(fixed)
    assert len(labels) == len(fixed) == 400
    assert {(label.speaker, label.evidence) for label in labels} == {("Voss", EDITED)}
