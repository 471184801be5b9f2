"""The words beside a quotation name its speaker: read them wrongly and a character speaks in another's voice."""

from __future__ import annotations

import pytest

from script.quotations.flat_text import flatten
from script.quotations.tags.noun_phrases import Subject
from script.quotations.tags.tags_after import tag_after


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
        (" chorused the twins.", "!", Subject.CROWD, "the twins"),
        (" said Jane and Tom.", ",", Subject.CROWD, "both"),
        (" said Jane and the cook together.", ",", Subject.CROWD, "both"),
        (" said Jane and sat down.", ",", Subject.NAME, "Jane"),
        (" said Jane and Tom laughed.", ",", Subject.NAME, "Jane"),
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
        (" Yusuf said.", ",", Subject.NAME, "Yusuf"),
        (" May said.", ",", Subject.NAME, "May"),
        (" softly replied Will.", ",", Subject.NAME, "Will"),
        (" Seven asked softly.", "?", Subject.NAME, "Seven"),
        (" said van Hall.", ",", Subject.NAME, "van Hall"),
        (" de la Cruz said.", ",", Subject.NAME, "de la Cruz"),
        (" Unit 7 said.", ",", Subject.NAME, "Unit 7"),
        (" said Unit 7.", ",", Subject.NAME, "Unit 7"),
        (" Mx. Rivera says.", ",", Subject.NAME, "Mx. Rivera"),
        (" Dr. No growled.", ",", Subject.NAME, "Dr. No"),
        (" dev said.", ",", Subject.NAME, "dev"),
        (" her roommate said.", ",", Subject.NOUN, "her roommate"),
        (" a cop said.", ",", Subject.NOUN, "the cop"),
        (" one of the cops said.", ",", Subject.NOUN, "one of the cops"),
        (" Helen's mother said.", ",", Subject.NOUN, "Helen's mother"),
        (" said Helen's roommate.", ",", Subject.NOUN, "Helen's roommate"),
        (" the taller one said.", ",", Subject.NOUN, "the taller one"),
        (" the lavender unicorn whispered.", ",", Subject.NOUN, "the lavender unicorn"),
        (" the ship's computer said.", ",", Subject.NOUN, "the ship's computer"),
        (" the man in bed four said.", ",", Subject.NOUN, "the man in bed four"),
        (" said the man in bed four.", ",", Subject.NOUN, "the man in bed four"),
        (" said the man in a low voice.", ",", Subject.NOUN, "the man"),
        (" somebody said.", ",", Subject.NOUN, "somebody"),
        (" a voice said.", ",", Subject.NOUN, "the voice"),
        (" said the twins.", ",", Subject.CROWD, "the twins"),
        (" they said together.", ",", Subject.CROWD, "they"),
        (" Sasha and Mom said together.", ",", Subject.CROWD, "both"),
        (" Tom and I say.", ",", Subject.CROWD, "both"),
        (" the sign on the door said,", ",", Subject.THING, "the sign on the door"),
        (" Mara, who had not moved, said.", ",", Subject.NAME, "Mara"),
        (" he smiled and said.", ",", Subject.PRONOUN, "he"),
        (" I whisper.", "?", Subject.PRONOUN, "I"),
        (" it said.", ",", Subject.PRONOUN, "it"),
        (" Tom grumbles.", ",", Subject.NAME, "Tom"),
    ],
)
def test_the_tag_behind_names_the_speaker(narration: str, closing: str, kind: Subject, subject: str) -> None:
    tag = tag_after(flatten(narration), 0, len(narration), closing)
    assert tag is not None
    assert (tag.kind, tag.subject, tag.sure) == (kind, subject, True)


def test_a_new_sentence_behind_a_finished_quotation_is_no_tag() -> None:
    narration = " He went out into the rain."
    tag = tag_after(narration, 0, len(narration), ".")
    assert tag is None or not tag.sure


def test_who_is_spoken_to_does_not_speak() -> None:
    assert tag_after(" said to Jane.", 0, 14, ",") is None


@pytest.mark.parametrize(
    ("narration", "closing", "told"),
    [
        (" he asked Mina.", "?", "Mina"),
        (" said Anna to Tom, softly.", ",", "Tom"),
        (" Tom said to the old man.", ",", "the old man"),
        (" Anna told Bo.", ",", "Bo"),
        (" she said, turning to Will.", ",", "Will"),
        (" Tom called back to Anna.", "!", "Anna"),
        (" he told me.", ",", "I"),
    ],
)
def test_a_tag_knows_to_whom_it_is_said(narration: str, closing: str, told: str) -> None:
    tag = tag_after(flatten(narration), 0, len(narration), closing)
    assert tag is not None
    assert tag.addressee is not None
    assert tag.addressee.text == told != tag.subject
    assert narration[tag.addressee.start : tag.addressee.end] in (told, "me")


@pytest.mark.parametrize("narration", [" asked Mina.", " said Tom.", " he said, and sat down.", " it was late."])
def test_who_speaks_is_not_spoken_to(narration: str) -> None:
    tag = tag_after(flatten(narration), 0, len(narration), "?")
    assert tag is None or tag.addressee is None


@pytest.mark.parametrize("narration", [" it was true.", " it seemed to Anna.", " then nobody."])
def test_what_only_goes_on_behind_a_comma_names_nobody(narration: str) -> None:
    assert tag_after(flatten(narration), 0, len(narration), ",") is None


def test_a_phrase_that_ends_amid_a_name_is_no_description_of_the_speaker() -> None:
    flat = flatten("“Ha!” cried the relict of Mr. Hall.")
    tag = tag_after(flat, 5, len(flat), "!")
    assert tag is None or "relict" not in tag.subject
