"""What would be broken: a boy who has a woman's voice, a bachelor who is one, a grandmother who sounds like thirty."""

from __future__ import annotations

import pytest

from script.model import Age, Character, Device, Gender
from script.tagging.story_tagger import tag_story
from script.tagging.told_by_people import ToldByPeople
from tests.script.plain_stories import story_of
from tests.script.tagged_texts import tagged

TALK = "\n\n".join(f"“It is {word},” said NAME." for word in ("cold", "late", "dark"))


def portrayed(text: str, name: str = "Vex") -> Character:
    """What a story tells of a person who says something in it."""
    return {person.name: person for person in tagged(f"{text}\n\n{TALK.replace('NAME', name)}").characters}[name]


@pytest.mark.parametrize(
    ("text", "gender"),
    [
        ("The door opened, and her brother Vex came in.", Gender.MALE),
        ("Vex was a bachelor.", Gender.MALE),
        ("Vex was an old woman with a stick.", Gender.FEMALE),
        ("Vex's husband had died at sea.", Gender.FEMALE),
        ("Vex laughed, and stroked her chin.", Gender.FEMALE),
        ("Vex, the smith's daughter, stood at the gate.", Gender.FEMALE),
    ],
)
def test_what_stands_beside_a_name_tells_the_gender(text: str, gender: Gender) -> None:
    found = portrayed(text)
    assert (found.gender, found.gender_guessed) == (gender, False)


@pytest.mark.parametrize(("called", "gender"), [("sir", Gender.MALE), ("ma'am", Gender.FEMALE), ("lad", Gender.MALE)])
def test_who_is_called_so_by_others_is_a_man_or_a_woman(called: str, gender: Gender) -> None:
    talk = "\n\n".join(f"“It is {word},” said Vex.\n\n“Yes, {called},” said Mara." for word in ("cold", "late", "dark"))
    found = {person.name: person for person in tagged(talk).characters}["Vex"]
    assert (found.gender, found.gender_guessed) == (gender, False)


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("Vex came in. He was ten years old, and he had no hat.", Age.CHILD),
        ("Vex, aged nine, had a kite.", Age.CHILD),
        ("Twelve-year-old Vex had a kite.", Age.CHILD),
        ("Vex was a little boy with a kite.", Age.CHILD),
        ("Vex was a man of seventy-two.", Age.OLD),
        ("Vex was a white-haired old man.", Age.OLD),
        ("Vex was in his eighties.", Age.OLD),
        ("Vex was thirty-one years old.", Age.ADULT),
        ("Vex was ten minutes late.", None),
        ("Vex waited. When he was ten he had had a kite.", None),
        ("Vex was not a child.", None),
    ],
)
def test_what_the_book_says_of_years_tells_the_age(text: str, age: Age | None) -> None:
    assert portrayed(text).age is age


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("Vex, who was eight, did not come in.", Age.CHILD),
        ("Vex (who had just turned nine) ran.", Age.CHILD),
        ("Vex, just turned nine, ran.", Age.CHILD),
        ("Vex, not yet ten, ran.", Age.CHILD),
        ("Vex (9) ran.", Age.CHILD),
        ("Vex, nine, ran.", Age.CHILD),
        ("Vex, eight years old, ran.", Age.CHILD),
        ("Vex, a nine-year-old, ran.", Age.CHILD),
        ("Vex, a child of seven, ran.", Age.CHILD),
        ("The nine-year-old Vex ran.", Age.CHILD),
        ("Aged nine, Vex ran.", Age.CHILD),
        ("A boy of nine called Vex ran.", Age.CHILD),
        ("A little girl named Vex ran.", Age.CHILD),
        ("Vex, who was forty, ran.", Age.ADULT),
        ("Vex, who was over eighty now, sat down.", Age.OLD),
        ("Vex, now eighty, sat down.", Age.OLD),
        ("Vex, eighty if a day, sat down.", Age.OLD),
        ("Vex, who was very old, sat down.", Age.OLD),
        ("Vex, in her seventies, sat down.", Age.OLD),
        ("At eighty, Vex sat down.", Age.OLD),
        ("The old caretaker, Josiah Vex, sat down.", Age.OLD),
        ("Vex, the old caretaker, sat down.", Age.OLD),
        ("Vex, who was ten minutes late, ran.", None),
        ("Vex, who was six feet tall, ran.", None),
        ("Vex, who was eight miles away, ran.", None),
        ("At nine, Vex ran.", None),
        ("For Vex, two, three or four hats were enough.", None),
    ],
)
def test_years_beside_a_name_tell_the_age_however_the_sentence_runs(text: str, age: Age | None) -> None:
    assert portrayed(text).age is age


@pytest.mark.parametrize("name", ["Mr Vex", "Professor Amelia Vex"])
def test_a_title_makes_nobody_of_eighty_one_younger(name: str) -> None:
    text = f"{name}, who was eighty-one, shook a tired head."
    assert [person.age for person in tagged(f"{text}\n\n{TALK.replace('NAME', name)}").characters] == [Age.OLD]


@pytest.mark.parametrize(
    "text",
    [
        "“Who goes there?” said Vex. It was a boy's voice, high and frightened.",
        "“Who goes there?” said Vex in a small boy's voice.",
    ],
)
def test_who_is_heard_to_have_a_boys_voice_is_one(text: str) -> None:
    found = portrayed(text)
    assert (found.gender, found.age, found.gender_guessed) == (Gender.MALE, Age.CHILD, False)


def test_a_voice_that_somebody_else_hears_makes_nobody_a_child() -> None:
    assert portrayed("“Hush,” said Vex.\n\nOut of the dark came a boy's voice.").age is None


def test_one_who_says_i_tells_of_themselves() -> None:
    text = "“I am eleven years old,” said Vex.\n\n“I'm a bachelor,” said Orrin."
    found = {person.name: person for person in tagged(text).characters}
    assert found["Vex"].age is Age.CHILD
    assert (found["Orrin"].gender, found["Orrin"].gender_guessed) == (Gender.MALE, False)


def test_who_is_a_child_once_and_grown_up_for_the_rest_of_the_book_is_grown_up() -> None:
    later = "\n\n".join("Vex went to his office. Vex was a married man." for _ in range(20))
    assert portrayed(f"Vex was twelve years old.\n\n{later}").age is Age.ADULT


def test_a_profession_tells_nothing_for_certain_and_a_pronoun_does() -> None:
    assert portrayed("", "the doctor").gender_guessed
    told = portrayed("The doctor took off her hat.", "the doctor")
    assert (told.gender, told.gender_guessed) == (Gender.FEMALE, False)


@pytest.mark.parametrize(
    ("text", "name", "gender"),
    [
        ("“Stop!” cried the nurse, and he caught the rope.", "the nurse", Gender.MALE),
        ("“Stop!” cried the captain, and she caught the rope.", "the captain", Gender.FEMALE),
        ("“Stop!” cried the nurse.", "the nurse", Gender.FEMALE),
        ("“Stop!” cried the nurse. Tom saw the nurse, and he ran.", "the nurse", Gender.FEMALE),
    ],
)
def test_a_pronoun_in_the_clause_of_a_tag_outweighs_the_calling(text: str, name: str, gender: Gender) -> None:
    found = portrayed(text, name)
    assert (found.gender, found.gender_guessed) == (gender, False)


def test_the_title_beside_a_description_tells_its_gender() -> None:
    found = portrayed("“Good day,” said Miss Ada Lane, the banker.", "the banker")
    assert (found.gender, found.gender_guessed) == (Gender.FEMALE, False)


def test_a_list_of_people_tells_no_gender() -> None:
    assert portrayed("“Good day,” said Miss Ada Lane, the banker and the cook.", "the banker").gender_guessed


def test_a_she_of_somebody_else_does_not_make_a_rabbit_a_woman() -> None:
    text = (
        "Mara was a girl. Mara took her hat. She was late when the Rabbit came near her, and she began to run. "
        "Mara ran after the Rabbit. The Rabbit looked over his shoulder. The Rabbit put on his gloves."
    )
    assert portrayed(text, "the Rabbit").gender is Gender.MALE


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The villagers stood at the gate.", "the villagers"),
        ("Vex came in. Vex took off their hat. Vex said they were cold; they had lost their gloves.", "Vex"),
    ],
)
def test_several_and_who_is_they_are_neither_she_nor_he(text: str, name: str) -> None:
    found = portrayed(text, name)
    assert (found.gender, found.gender_guessed) == (None, False)


def test_in_a_book_of_children_who_has_a_bare_name_is_one_and_who_has_a_title_is_none() -> None:
    children = "The children ran to the nursery. " * 20
    text = f"{children}\n\n{TALK.replace('NAME', 'Vex')}\n\n{TALK.replace('NAME', 'Captain Orrin')}"
    ages = {person.name: person.age for person in tagged(text).characters}
    assert ages == {"Vex": Age.CHILD, "Captain Orrin": Age.ADULT}


def test_who_is_the_boy_all_book_long_is_a_child_however_often() -> None:
    assert portrayed("The boy ran. The boy sat down at the gate.\n\n" * 40, "the boy").age is Age.CHILD


def test_what_a_person_says_of_somebody_is_so() -> None:
    text = "Vex was a little boy with a kite.\n\n" + TALK.replace("NAME", "Vex")
    told = ToldByPeople(people=(Character("Vex", (), Gender.FEMALE, Age.OLD),))
    (found,) = tag_story(story_of(text), known=told).characters
    assert (found.gender, found.age, found.gender_guessed) == (Gender.FEMALE, Age.OLD, False)


def test_a_radio_is_a_device_in_the_script() -> None:
    assert portrayed("", "the radio").device is Device.RADIO
    assert portrayed("Vex was a bachelor.").device is None
