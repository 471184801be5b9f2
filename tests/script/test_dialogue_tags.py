"""The words beside a quotation name its speaker: read them wrongly and a character speaks in another's voice."""

from __future__ import annotations

import pytest

from script.dialogue_tags import Subject, flatten, name_key, tag_after, tag_before


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
