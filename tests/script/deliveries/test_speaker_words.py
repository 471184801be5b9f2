"""A voice is known by the words for its owner: else "his voice shook" makes her tremble."""

from __future__ import annotations

from script.deliveries.speaker_words import speaker_words
from script.model import Character, Gender
from script.quotations.tags.noun_phrases import Subject

ANN = Character("Mrs Ann Hale", ("the landlady",), Gender.FEMALE)


def test_a_character_is_meant_by_gender_and_names_but_not_by_a_title() -> None:
    words = speaker_words(ANN, None, "", teller=False)
    assert words.pronouns == {"she"}
    assert words.owners == {"her"}
    assert {"ann", "hale", "the landlady", "landlady"} <= words.names
    assert not {"mrs", "the"} & words.names


def test_the_tags_own_pronoun_counts_more_than_the_gender() -> None:
    words = speaker_words(ANN, Subject.PRONOUN, "I", teller=True)
    assert words.pronouns == {"i"}
    assert words.owners == {"my"}


def test_of_somebody_unknown_either_gender_may_be_told() -> None:
    assert speaker_words(None, None, "", teller=False).pronouns == {"he", "she"}
    assert "porter" in speaker_words(None, Subject.NOUN, "the porter", teller=False).names
