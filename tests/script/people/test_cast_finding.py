"""The cast: two people under one name share a voice, one person under two names has two."""

from __future__ import annotations

import re

from script.model import Gender
from script.people.cast_finding import find_cast
from script.people.characters import People, Stretch
from script.quotations.flat_text import flatten
from script.quotations.tags.dialogue_tags import Tag
from script.quotations.tags.tags_after import tag_after


def cast_of(text: str) -> People:
    flat = flatten(text)
    stretches: list[Stretch] = []
    tags: list[Tag] = []
    at = 0
    matches = list(re.finditer(r"“[^”]*”", text))
    for number, match in enumerate(matches):
        if match.start() > at:
            stretches.append(Stretch(at, match.start(), False))
        stretches.append(Stretch(match.start(), match.end(), True))
        at = match.end()
        stop = matches[number + 1].start() if number + 1 < len(matches) else len(text)
        if tag := tag_after(flat, at, stop, text[at - 2]):
            tags.append(tag)
    if at < len(text):
        stretches.append(Stretch(at, len(text), False))
    return find_cast(flat, stretches, tags)


def test_husband_and_wife_are_two_and_a_surname_alone_is_the_man() -> None:
    cast = cast_of("“Yes,” said Mr. Bennet. “No,” said Mrs. Bennet. “Come,” said Mr. Bennet. “Go,” said Bennet.")
    assert cast.resolve("Mr. Bennet") != cast.resolve("Mrs. Bennet")
    assert cast.resolve("Bennet") == cast.resolve("Mr. Bennet")
    assert cast.people[cast.resolve("Mrs. Bennet") or 0].gender is Gender.FEMALE


def test_short_forms_join_the_full_name_and_siblings_stay_apart() -> None:
    cast = cast_of(
        "“A,” said Elizabeth Bennet. “B,” said Jane Bennet. “C,” said Elizabeth. “D,” said Lizzy. “E,” said Jane."
    )
    assert cast.resolve("Elizabeth") == cast.resolve("Elizabeth Bennet") == cast.resolve("Lizzy")
    assert cast.resolve("Jane") == cast.resolve("Jane Bennet") != cast.resolve("Elizabeth")


def test_pronouns_tell_the_gender_of_an_unknown_name() -> None:
    cast = cast_of("Zorblax raised her hand. “Stop,” said Zorblax. Quill took his hat. “Why?” asked Quill.")
    assert cast.people[cast.resolve("Zorblax") or 0].gender is Gender.FEMALE
    assert cast.people[cast.resolve("Quill") or 0].gender is Gender.MALE


def test_the_pronoun_of_a_tag_tells_the_gender_of_who_was_named_before_the_speech() -> None:
    cast = cast_of("Zorblax stared. “Who,” she shouted, “is there?”\n\n“I,” said Zorblax.")
    assert cast.people[cast.resolve("Zorblax") or 0].gender is Gender.FEMALE
    cast = cast_of("Zorblax stared.\n\n“Who?” she said.\n\n“I,” said Zorblax.")
    assert cast.people[cast.resolve("Zorblax") or 0].gender is None


def test_descriptions_that_speak_are_characters() -> None:
    cast = cast_of("“Rooms are dear,” said the landlord. He shrugged.")
    assert [person.name for person in cast.people] == ["the landlord"]


def test_places_and_days_are_not_people() -> None:
    cast = cast_of(
        "On Monday they drove to London. They stayed in London. “Well,” said Ann, in London. From London they wrote."
    )
    assert [person.name for person in cast.people] == ["Ann"]


def test_a_rank_alone_is_the_one_person_who_bears_it() -> None:
    cast = cast_of("“Sit,” said Professor Derrick. “No,” said the professor. “Why?” asked Captain Hay.")
    assert cast.resolve("the professor") == cast.resolve("Professor Derrick") != cast.resolve("Captain Hay")
    assert cast.resolve("the Professor") == cast.resolve("Professor Derrick")
    two = cast_of("“Sit,” said Captain Gray. “No,” said Captain Hay. “Why?” asked the captain.")
    assert two.resolve("the captain") not in (two.resolve("Captain Gray"), two.resolve("Captain Hay"))


def test_a_pet_name_that_shortens_a_surname_joins_it() -> None:
    cast = cast_of(
        "“Garny, old man!” said Paul. “Yes?” said Mr. Garnet. “Come here, Garny.” “I will,” said Mr. Garnet."
    )
    assert cast.resolve("Garny") == cast.resolve("Mr. Garnet") != cast.resolve("Paul")


def test_a_place_with_an_article_is_no_person() -> None:
    cast = cast_of(
        "She walked on the Cob. Down along the Cob he rowed. The Cob had crumbled. “Well,” said Ann, on the Cob."
        " The Cob was old. From the Cob they saw the sea."
    )
    assert [person.name for person in cast.people] == ["Ann"]


def test_calling_a_crowd_makes_nobody() -> None:
    cast = cast_of("“Gentlemen,” said Paul. “Listen, Gentlemen!” “Ho, there!” said Paul. “Ho!” “Come, Gentlemen.”")
    assert [person.name for person in cast.people] == ["Paul"]


def test_who_acts_and_is_called_is_a_person_without_a_tag() -> None:
    cast = cast_of("“Well,” said Wren. “Gone?” Tam spat. “It is, Tam,” said Wren.")
    assert {person.name for person in cast.people} == {"Wren", "Tam"}


def test_a_small_family_is_as_many_people_as_it_has_members() -> None:
    cast = cast_of(
        "“Lay the table, Ben,” said Mr Hollis.\n\n“Soon,” said Ben Hollis.\n\n“Ben has the forks,” said Nora Hollis."
        "\n\nMrs Hollis came in. “Hush,” said Mrs Hollis.\n\n“In my day,” said Grandma Hollis.\n\n“Yes, Mother,” said"
        " Mr Hollis.\n\n“Ben!” said Nora."
    )
    names = ("Mr Hollis", "Ben Hollis", "Nora Hollis", "Mrs Hollis", "Grandma Hollis")
    assert len({cast.resolve(name) for name in names}) == 5
    assert cast.resolve("Nora") == cast.resolve("Nora Hollis")


def test_a_captain_and_his_daughter_are_two_and_one_captain_is_one() -> None:
    cast = cast_of(
        "Captain Adeyo slept. His daughter Kit Adeyo steered. “Wake up,” said Kit.\n\n“Soon,” said Captain Adeyo."
    )
    assert cast.resolve("Kit") == cast.resolve("Kit Adeyo") != cast.resolve("Captain Adeyo")
    cast = cast_of(
        "“Sail,” said Captain Rusk.\n\n“Aye, Rusk,” said Pol.\n\n“Now,” said Luke Rusk.\n\n“Aye.”\n\n“Good,” said Rusk."
    )
    assert cast.resolve("Rusk") == cast.resolve("Captain Rusk") == cast.resolve("Luke Rusk")
