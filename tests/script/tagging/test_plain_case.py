"""Stories typed all in capitals or all in small letters have people; ordinary ones are read as they are."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from script.model import BlockKind
from script.story import Block
from script.tagging.plain_case import in_ordinary_case
from tests.script.tagged_texts import speakers

_TALK = (
    '"Move over," said Wren.\n'
    '"There is no room," Tavi said. She pulled the blanket. "Go away, Wren."\n'
    '"It is my sofa," Wren said.\n'
    '"Mr. Abiola says it is his," Tavi said. Wren laughed.\n'
    '"It is," said Mr. Abiola from the stairs. "Good night, both of you."\n'
    '"Did you hear that, Tavi?" Wren asked. He will not move.\n'
    '"I heard," said Tavi.'
)
_SPEAKERS = ["Wren", "Tavi", "Tavi", "Wren", "Tavi", "Mr. Abiola", "Mr. Abiola", "Wren", "Tavi"]


def _cased(text: str) -> str:
    at, blocks = 0, []
    for line in text.split("\n"):
        blocks.append(Block(at, at + len(line), BlockKind.PARAGRAPH))
        at += len(line) + 1
    return in_ordinary_case(text, blocks)


@pytest.mark.parametrize("typed", [_TALK, _TALK.lower(), _TALK.upper()])
def test_people_are_the_same_in_capitals_and_in_small_letters(typed: str) -> None:
    assert speakers(typed) == _SPEAKERS


def test_capitals_stand_where_others_put_them() -> None:
    assert _cased(_TALK.lower()) == _TALK
    assert _cased(_TALK.upper()) == _TALK


def test_a_word_that_is_mostly_something_else_is_a_name_in_its_tag_alone() -> None:
    text = '"come on, it will be fun," will said.\n"no," said june.\n"it was hot in june," will said. i will go.\n'
    cased = _cased(text)
    assert '"Come on, it will be fun," Will said.' in cased
    assert '"It was hot in june," Will said. I will go.' in cased


@pytest.mark.parametrize(
    "text",
    [
        _TALK,
        "Tavi opened the door.\nbea: u awake\nkit: no\nbea: ok then i will tell you tomorrow\nkit: fine by me, night",
        "bea: did Tavi call? she told Wren\nkit: no, Tavi never calls Wren or me\nbea: then Wren made it up, ok\n",
        "他说：你好。" * 20,
    ],
)
def test_a_text_with_capitals_or_without_such_letters_is_as_it_is(text: str) -> None:
    assert _cased(text) == text


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet='abiIßİŉǆ .,!?"“”\n@:', max_size=200))
def test_every_character_stays_one_character(text: str) -> None:
    for typed in (text, text.lower(), text.upper()):
        assert len(_cased(typed)) == len(typed)


def test_a_play_in_capitals_keeps_its_speakers() -> None:
    play = "WREN: MOVE OVER.\nTAVI (YAWNING): NO.\nA VOICE: IS THERE ROOM?\nWREN: ASK TAVI.\nTAVI: THERE IS NOT."
    assert speakers(play) == ["Wren", "Tavi", "the voice", "Wren", "Tavi"]


def test_a_nickname_before_its_line_stays_as_it_is_typed() -> None:
    chat = "bea: u awake\nkitkat: no, nobody is awake at this hour\nbea: then who is that typing. you are\n"
    assert [line.split(":")[0] for line in _cased(chat).splitlines()] == ["bea", "kitkat", "bea"]
    assert "typing. You are" in _cased(chat)
