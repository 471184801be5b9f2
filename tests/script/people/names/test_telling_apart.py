"""What shows that two names are two people's: overlooked, a mother and her son have one voice."""

from __future__ import annotations

import re

from script.people.characters import Mention, Stretch
from script.people.names.telling_apart import signs_apart
from script.quotations.flat_text import flatten
from script.quotations.tags.dialogue_tags import Tag
from script.quotations.tags.tags_after import tag_after

NAMES = ("tom", "mr hale", "hale")


def signs(text: str) -> float:
    """How many signs there are that "Tom" and "Mr. Hale" are two people."""
    flat = flatten(text)
    stretches: list[Stretch] = []
    tags: list[Tag] = []
    for paragraph in re.finditer(r"[^\n]+", text):
        at = paragraph.start()
        for quote in re.finditer(r"“[^”]*”", paragraph[0]):
            start, end = paragraph.start() + quote.start(), paragraph.start() + quote.end()
            if start > at:
                stretches.append(Stretch(at, start, False))
            stretches.append(Stretch(start, end, True))
            if tag := tag_after(flat, end, paragraph.end(), text[end - 2]):
                tags.append(tag)
            at = end
        if at < paragraph.end():
            stretches.append(Stretch(at, paragraph.end(), False))
    quoted = [(stretch.start, stretch.end) for stretch in stretches if stretch.quoted]
    spots = [
        Mention(
            m.start(), m.end(), NAMES.index(m[0].lower().replace(".", "")), any(a <= m.start() < b for a, b in quoted)
        )
        for m in re.finditer(r"Tom|Mr\. Hale|Hale", text)
    ]
    return signs_apart(flat, stretches, tags, NAMES, spots).get(frozenset(("tom", "mr hale")), 0)


def test_who_answers_in_the_next_paragraph_is_another() -> None:
    assert signs("“Come,” said Tom.\n“No,” said Mr. Hale.") == 1
    assert signs("“Come,” said Tom.\nThe rain fell.\n“No,” said Mr. Hale.") == 1


def test_who_speaks_again_after_an_answer_may_be_the_same() -> None:
    assert signs("“Come,” said Tom.\n“Why?”\n“It rains,” said Mr. Hale.") == 0


def test_who_is_called_is_not_who_calls() -> None:
    assert signs("“Come here, Mr. Hale,” said Tom.") == 1
    assert signs("“I saw Mr. Hale there,” said Tom.") == 0


def test_side_by_side_are_two() -> None:
    assert signs("The door opened, and Tom and Mr. Hale came in.") == 1.5


def test_who_does_something_to_another_is_not_that_other() -> None:
    assert signs("Then Tom looked long at Mr. Hale.") == 1


def test_one_who_is_called_so_too_is_not_two() -> None:
    assert signs("Tom, or Mr. Hale, sat down.") == 0
    assert signs("Then Tom was Mr. Hale to everybody.") == 0
    assert signs("Tom sat. Mr. Hale stood.") == 0


def test_whoever_is_somebody_s_son_or_guest_is_not_that_one() -> None:
    assert signs("Mr. Hale came in. His son Tom held the lamp.") == 2
    assert signs("Mr. Hale came in. Tom, his younger son, held the lamp.") == 2
    assert signs("Mr. Hale's son, Tom, held the lamp.") == 2
    assert signs("Mr. Hale came in with his hat.\n\nHer friend Tom held the lamp.") == 0
