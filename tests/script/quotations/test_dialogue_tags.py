"""The words beside a quotation name its speaker: read them wrongly and a character speaks in another's voice."""

from __future__ import annotations

import pytest

from script.quotations.flat_text import flatten, name_key
from script.quotations.noun_phrases import Subject
from script.quotations.tags_after import tag_after
from script.quotations.tags_before import tag_before


@pytest.mark.parametrize(
    ("narration", "closing", "kind", "subject"),
    [
        (" said Mrs. Bennet, smiling.", ",", Subject.NAME, "Mrs. Bennet"),
        (" Mrs Bennet said.", ",", Subject.NAME, "Mrs Bennet"),
        (" replied he.", ",", Subject.PRONOUN, "he"),
        (" I quietly replied.", ",", Subject.PRONOUN, "I"),
        (" cried poor Jane in dismay.", "!", Subject.NAME, "Jane"),
        (" the old woman asked.", "?", Subject.NOUN, "the old woman"),
        (" went on the landlord,", ",", Subject.NOUN, "the landlord"),
        (" said the White Rabbit.", ",", Subject.NAME, "the White Rabbit"),
        (" Jane smiled.", ",", Subject.NAME, "Jane"),
        (" they all cried.", "!", Subject.CROWD, "they all"),
        (" was Jane's answer.", ",", Subject.NAME, "Jane"),
        (" was Mrs. Hall's first hasty exclamation.", ",", Subject.NAME, "Mrs. Hall"),
        (" was all that Jane could utter.", ",", Subject.NAME, "Jane"),
        (" said dour Major Hall.", ",", Subject.NAME, "Major Hall"),
        (" said the more candid Lady Hall.", ",", Subject.NAME, "Lady Hall"),
        (" said his friend Dr. Hall.", ",", Subject.NAME, "Dr. Hall"),
        (" cried the young Englishman.", ",", Subject.NOUN, "the young Englishman"),
        (" said the voice of Mr. Hall.", ",", Subject.NAME, "Mr. Hall"),
        (" said Jane's voice.", ",", Subject.NAME, "Jane"),
        (" said his voice.", ",", Subject.PRONOUN, "he"),
    ],
)
def test_the_tag_behind_names_the_speaker(narration: str, closing: str, kind: Subject, subject: str) -> None:
    tag = tag_after(flatten(narration), 0, len(narration), closing)
    assert tag is not None
    assert (tag.kind, tag.subject, tag.sure) == (kind, subject, True)


@pytest.mark.parametrize(
    ("narration", "subject"),
    [
        ("Then Mr. Darcy, turning to Jane, said: ", "Mr. Darcy"),
        ("He turned to Elizabeth and said, ", "he"),
        ("When Jane had gone, Elizabeth rose and said, ", "Elizabeth"),
        ("The rain fell. Anna answered: ", "Anna"),
        ("Her answer was: ", "she"),
        ("They were met at the gate by Mr. Hall, who, on hearing of it, said, ", "Mr. Hall"),
        ("Anna, taking Jane by the arm, thus began: ", "Anna"),
        ("It was noon when Tom came into the room where she and Anna sat, and said, ", "Tom"),
        ("But he laughed so heartily, that Anna could not help saying, ", "Anna"),
        ("He saw that Jane smiled, and said, ", "he"),
        ("As she went she heard Miss Hall saying, ", "Miss Hall"),
        ("The talk ended with Mr. Hall's giving a sigh, and saying, ", "Mr. Hall"),
    ],
)
def test_the_tag_before_names_the_speaker(narration: str, subject: str) -> None:
    tag = tag_before(flatten(narration), 0, len(narration))
    assert tag is not None
    assert tag.subject == subject


def test_a_new_sentence_behind_a_finished_quotation_is_no_tag() -> None:
    narration = " He went out into the rain."
    tag = tag_after(narration, 0, len(narration), ".")
    assert tag is None or not tag.sure


def test_names_are_looked_up_in_one_spelling() -> None:
    assert name_key("Mrs. Bennet’s") == name_key("mrs bennet") == "mrs bennet"
    assert name_key("the Colonel") == "colonel"
    assert name_key("poor Jane") == "jane"


def test_who_is_spoken_to_does_not_speak() -> None:
    assert tag_after(" said to Jane.", 0, 14, ",") is None
