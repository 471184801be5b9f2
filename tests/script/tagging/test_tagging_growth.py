"""What would be broken: a story in one line, or of nothing but short talk, that keeps its reader waiting for hours.

Each text is tagged at two sizes. Four times the text may take four times the time, with much room for a busy machine;
where every quotation looks through the whole paragraph it takes sixteen times.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from itertools import islice

import pytest

from script.tagging.story_tagger import tag_story
from script.training.annotated_novels import story_of

_NARRATION = (
    '"I have no time," said Mr. Hill. He took his hat and went to the door, where Anna waited with the lamp. '
    '"Then go," she answered, "and come back when you have." It was late; the rain had stopped, and Ben laughed. '
)


def _one_line(size: int) -> str:
    return _NARRATION * (size // len(_NARRATION))


def _one_line_of_curly_marks(size: int) -> str:
    marks = iter("“”" * size)
    return "".join(next(marks) if char == '"' else char for char in _one_line(size))


def _quotations(size: int) -> str:
    return " ".join(f'"Word {number}," said {("Ann", "Ben", "Mrs. Hill")[number % 3]}.' for number in range(size // 25))


def _unclosed_quotations(size: int) -> str:
    return " ".join("“Word and more" for _ in range(size // 15))


def _openers_alone(size: int) -> str:
    return "“" * size


def _apostrophes(size: int) -> str:
    return " ".join("‘Word the dogs’ more" for _ in range(size // 20))


def _capitals(size: int) -> str:
    return "THE BOOK OF ANN " * (size // 16)


def _underscores(size: int) -> str:
    return "_" * size + " _I" * size


def _turns_without_tags(size: int) -> str:
    return "\n\n".join(["Ann and Ben came in.", *(f'"Line {number} of the talk?"' for number in range(size // 25))])


def _names(size: int) -> str:
    syllables = [consonant + vowel for consonant in "bdfgklmnprst" for vowel in "aeo"]
    names = (f"{a}{b}{c}".capitalize() for a in syllables for b in syllables for c in syllables)
    return "\n\n".join(f'"Yes," said {name}.' for name in islice(names, size // 20))


@pytest.mark.parametrize(
    ("text", "size"),
    [
        (_one_line, 20_000),
        (_one_line_of_curly_marks, 20_000),
        (_quotations, 2_500),
        (_unclosed_quotations, 20_000),
        (_openers_alone, 10_000),
        (_apostrophes, 30_000),
        (_capitals, 10_000),
        (_underscores, 2_000),
        (_turns_without_tags, 7_000),
        (_names, 1_500),
    ],
)
def test_time_grows_with_the_text(text: Callable[[int], str], size: int) -> None:
    tag_story(story_of(text(100), "warm"))
    small, large = _seconds(text(size)), _seconds(text(4 * size))
    assert large < 9 * max(small, 0.05)


def _seconds(text: str) -> float:
    story = story_of(text, "")
    began = time.process_time()
    tag_story(story)
    return time.process_time() - began
