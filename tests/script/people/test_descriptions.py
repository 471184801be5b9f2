"""Somebody without a name has a voice of their own, and the same one each time."""

from __future__ import annotations

from collections import Counter
from time import process_time

import pytest

from script.people.descriptions import add_described
from script.quotations.tags.dialogue_tags import Tag
from script.quotations.tags.noun_phrases import Subject
from tests.script.tagged_texts import speakers, tagged

GATE = 'Helen and Tom stopped at the gate.\n"Who is there?" said Helen.\n'


@pytest.mark.parametrize(
    ("subject", "name"),
    [
        ("her roommate", "her roommate"),
        ("a cop", "the cop"),
        ("one of the cops", "one of the cops"),
        ("Helen's mother", "Helen's mother"),
        ("the taller one", "the taller one"),
        ("the twins", "the twins"),
        ("the lavender unicorn", "the lavender unicorn"),
        ("the goat", "the goat"),
        ("the ship's computer", "the ship's computer"),
        ("a voice", "the voice"),
        ("somebody", "somebody"),
        ("the man in bed four", "the man in bed four"),
        ("the radio", "the radio"),
        ("the guy from the pizza place", "the guy from the pizza place"),
    ],
)
def test_whoever_a_tag_describes_speaks(subject: str, name: str) -> None:
    assert speakers(GATE + f'"Nobody," {subject} said.\n"Oh," said Tom.') == ["Helen", name, "Tom"]


def test_two_men_told_apart_are_two() -> None:
    text = '"Help," said the man in bed four.\n"Hush," the man in bed two said.\n"Help," the man in bed four said.'
    assert speakers(text) == ["the man in bed four", "the man in bed two", "the man in bed four"]


def test_the_freckled_one_is_the_freckled_guard_and_no_third_man() -> None:
    text = '"Name?" said the freckled guard.\n"Next," said the bandaged guard.\n"I know her," the freckled one said.'
    assert speakers(text) == ["the freckled guard", "the bandaged guard", "the freckled guard"]
    two = text.replace("bandaged", "freckled young")
    assert speakers(two)[2] == "the freckled one"


def test_what_is_written_is_read_and_not_spoken() -> None:
    text = GATE + 'The sign on the door said "Closed," and Tom read the note. "Come at once," it said.\n"Oh," said Tom.'
    assert speakers(text) == ["Helen", "Tom"]


def test_an_animal_is_it_and_speaks() -> None:
    text = 'The dragon landed. "I am hungry," it said.\n"Why?" said Anna.\n"No food," the dragon said.'
    assert speakers(text) == ["the dragon", "Anna", "the dragon"]


def test_a_second_turn_of_a_paragraph_has_its_own_speaker() -> None:
    assert speakers('"Yes," said Tom. "No," said the cook. "Yes," Anna says.') == ["Tom", "the cook", "Anna"]


def test_two_who_speak_together_are_not_one_of_them() -> None:
    assert speakers(GATE + '"No," Helen and Tom said together.') == ["Helen", "Everyone"]


def test_a_description_keeps_the_capitals_of_names() -> None:
    assert [person.name for person in tagged('"Boo," the ghost of Mrs. Hall said.').characters] == [
        "the ghost of Mrs. Hall"
    ]


def test_guards_that_are_counted_are_as_many_people() -> None:
    text = '"One," said the first guard.\n"Two," the second guard said.\n"Three," a third guard said.\n"Two," he said.'
    assert speakers(text)[:3] == ["the first guard", "the second guard", "the third guard"]


@pytest.mark.parametrize("subject", ["she", "her mother", "the cook"])
def test_who_speaks_alone_is_no_crowd(subject: str) -> None:
    assert speakers(GATE + f'"No," they all said.\n"No," they all said.\n"Yes," {subject} said.')[-1] != "Everyone"


def test_a_crowd_of_described_people_takes_as_long_for_each_as_a_few_do() -> None:
    def seconds(people: int) -> float:
        tags = [Tag(Subject.NOUN, f"the {n} man", 0, 1, "said", True, "", (0, 1)) for n in range(people)]
        start = process_time()
        add_described(tags, [], {}, Counter())
        return process_time() - start

    assert min(seconds(4000) for _ in range(3)) < 10 * min(seconds(1000) for _ in range(5))


@pytest.mark.parametrize("more", ["", '"No," said Paul.', '"No," said Paul.\n"Why?" said Ruth.\n"Oh," said Ann.'])
def test_a_witness_who_acts_beside_words_says_them_however_many_others_have_names(more: str) -> None:
    acts = 'The witness nodded. "I saw him."\n"When?" asked Tom.\nThe witness sighed. "At nine."\n'
    told = speakers(GATE + acts + more)
    assert told[1:4] == ["the witness", "Tom", "the witness"]


def test_a_girl_with_a_name_is_not_another_one_where_she_acts() -> None:
    text = GATE + "".join(f'"So," said {name}.\n' for name in ("Ruth", "Ann", "Paul", "Mark", "Jane"))
    text += 'The girl nodded. "Well."\n"When?" asked Tom.\nThe girl sighed. "At nine."\n'
    assert "the girl" not in speakers(text)
