"""Whom a pronoun of the narration stands for: taken for another, she speaks whom nobody has told of for pages."""

from __future__ import annotations

from script.model import Character, Gender
from script.people.antecedents import LOST
from script.people.characters import Mention
from script.tagging.attribution.rules.references import References
from tests.script.quoted_books import book_of

ANNA, RUTH = Character("Anna", (), Gender.FEMALE), Character("Ruth", (), Gender.FEMALE)
TOM = Character("Tom", (), Gender.MALE)


def referred(text: str) -> list[tuple[str, str, bool]]:
    """(the word, whom it means, whether as a subject) of all by which narration refers to Anna, Ruth and Tom."""
    references = References(book_of(text, ANNA, RUTH, TOM))
    flat = references.book.flat
    return [
        (flat[at:].split()[0].strip(".,"), references.people[who].name, acts) for at, who, acts in references.referred
    ]


def test_a_pronoun_stands_for_the_last_of_its_gender_who_acts() -> None:
    assert referred("Anna saw Ruth. She sat.") == [
        ("Anna", "Anna", True),
        ("Ruth", "Ruth", False),
        ("She", "Anna", True),
    ]
    assert referred("Anna rose. Tom sat. She left. He stayed.")[2:] == [("She", "Anna", True), ("He", "Tom", True)]


def test_a_pronoun_stands_for_nobody_when_all_are_long_gone() -> None:
    assert [who for _, who, _ in referred("Anna left." + " It rained." * (LOST // 10) + " She came.")] == ["Anna"]


def test_a_pronoun_in_speech_refers_to_nobody_in_the_room() -> None:
    assert [word for word, _, _ in referred("Anna rose. “She left,” said Tom.")] == ["Anna", "Tom"]


def test_mentions_are_found_between_two_places_only() -> None:
    references = References(book_of("Anna rose. Tom sat. Ruth left.", ANNA, RUTH, TOM))
    found: list[Mention] = list(references.between(references.narrated, references.narrated_at, 11, 20))
    assert [references.people[mention.person].name for mention in found] == ["Tom"]
