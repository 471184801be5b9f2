"""Who answers whom: taken for somebody who answers themselves, one person is two; and two who talk are never one."""

from __future__ import annotations

import re

from script.model import Character
from script.people.characters import People
from script.people.talk_turns import NEXT_TURN, is_next_paragraph, is_same_paragraph, talk_turns, who_answer
from script.quotations.flat_text import flatten
from script.quotations.tags.dialogue_tags import Tag
from script.quotations.tags.tags_after import tag_after

_FLAT = flatten("“No,” said Ann.\n\n“Yes,” said Tom.\n\n“No,” said Ann again.")
_PLACES = [index for index in range(len(_FLAT)) if _FLAT.startswith("said", index)]


def test_a_paragraph_is_the_next_one_to_the_one_before_it_alone() -> None:
    first, second, third = _PLACES
    assert is_next_paragraph(_FLAT, first, second)
    assert not is_next_paragraph(_FLAT, first, third)
    assert not is_next_paragraph(_FLAT, first, first + 5)


def test_a_paragraph_ends_where_the_next_begins() -> None:
    first, second, _ = _PLACES
    assert is_same_paragraph(_FLAT, first, first + 5)
    assert not is_same_paragraph(_FLAT, first, second)


def test_what_stands_far_away_is_no_talk() -> None:
    far = "a" * NEXT_TURN
    assert not is_same_paragraph(far, 0, NEXT_TURN)
    assert not is_next_paragraph(f"{far}  b", 0, NEXT_TURN + 2)


def test_who_speaks_in_the_paragraph_behind_somebody_else_answers_them() -> None:
    flat = flatten(
        "“No,” said Ann.\n\n“Yes,” said the cook.\n\n“Why?” she asked.\n\n“So,” said Ann.\n\n“Well,” said Ann."
    )
    tags: list[Tag] = []
    for quotation in re.finditer("“[^”]+”", flat):
        tag = tag_after(flat, quotation.end(), len(flat), quotation.group()[-2])
        assert tag is not None
        tags.append(tag)
    cast = People((Character("Ann"), Character("the cook")), {"ann": 0, "the cook": 1}, described=frozenset({1}))
    turns = talk_turns(cast, reversed(tags))
    assert [who for _, who in turns] == [0, 1, None, 0, 0]
    assert who_answer(flat, turns) == {frozenset((0, 1))}
