"""A name that is not known for one leaves its bearer without a voice, whatever else the word means."""

from __future__ import annotations

import pytest

from tests.script.tagged_texts import speakers, tagged

_NAMES = """Will, May, June, Summer, Winter, Wednesday, King, Duke, Earl, Prince, Major, Young, Two, Seven, Eleven,
    North, West, Captain, Doctor, Sister, God, V, X, Q, Mother, Hope, Grace, Art, Ghost, River, Ash, Bear, Fox, Ngozi,
    Yusuf, Xiomara, Vex, Happy, Short, Fields, Curly, Legend, Echo, T-Rex, Jean-Luc, McCoy, Unit 7, R2D2, Agent K,
    Mr. Fox, Ms. Frizzle, Dr. No, Mx. Rivera, van Hall, de la Cruz, Lady Ash, Captain Blaze, Honey, O'Neil, Rain"""
NAMES = [" ".join(name.split()) for name in _NAMES.split(",")]
ORDERS = (
    '"Not me," {} said.',
    '"Not me," said {}.',
    '"Not me?" {} asked softly.',
    '"Not me," {} says.',
    '"Not me," softly replied {}.',
    '{} said, "Not me."',
)


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("name", NAMES)
def test_whoever_is_said_to_speak_has_that_name(name: str, order: str) -> None:
    script = tagged(
        'Helen and Tom stopped at the gate.\n"Who is there?" said Helen.\n"Nobody you know," said Tom.\n'
        f'{order.format(name)}\n"I know everybody," said Tom.\nHelen looked at Tom.'
    )
    spoken = [line.speaker for chapter in script.chapters for line in chapter.lines if line.speaker != "narrator"]
    assert spoken[:2] == ["Helen", "Tom"]
    assert spoken[2] == name
    assert spoken[3] == "Tom"


@pytest.mark.parametrize("name", ["Ever", "Once", "Still", "Than"])
def test_not_even_a_word_of_grammar_is_kept_from_being_a_name(name: str) -> None:
    text = (
        f'"Evening," said {name}.\n"You came," said Tom.\n"I did," {name} said.\nTom gave {name} the key.\n'
        f'"{name} after that we left," said Tom. {name} they had gone, it rained.'
    )
    assert speakers(text) == [name, "Tom", name, "Tom"]


@pytest.mark.parametrize("word", ["Then", "She", "There", "Once"])
def test_a_word_of_grammar_that_opens_a_sentence_is_nobody(word: str) -> None:
    assert {person.name for person in tagged(f'"Go," said Tom. {word} said nothing.\n{word} it was.').characters} == {
        "Tom"
    }


def test_a_word_that_is_a_name_is_none_where_it_has_its_other_meaning() -> None:
    script = tagged(
        '"I know," said Will.\n"Will you come in May?" said Anna.\nIt was the will of us all.\n"May I?" Will said.\n'
    )
    assert sorted(person.name for person in script.characters) == ["Anna", "Will"]


def test_who_only_does_and_is_called_what_people_are_is_a_person() -> None:
    text = (
        'June smiled at Anna. "Sit down, June," said Anna.\nAnna took June\'s hand, and June shrugged.\n'
        'June looked at the fire. "Thank you."'
    )
    assert speakers(text) == ["Anna", "June"]


def test_a_name_in_small_letters_speaks() -> None:
    assert speakers('"Hi," dev said.\n"Hi yourself," bell hooks said.\n"Well," dev said.') == [
        "dev",
        "bell hooks",
        "dev",
    ]


def test_who_is_only_spoken_to_is_there_to_answer() -> None:
    assert speakers('"Come in," said Anna to Vex. "Sit down."\nVex sat. "Why?"') == ["Anna", "Anna", "Vex"]
