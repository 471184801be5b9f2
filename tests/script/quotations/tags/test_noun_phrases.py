"""Who is meant by the words of a clause: misread, an eye or a coat speaks, or somebody's brother is they themselves."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from script.quotations.flat_text import flatten
from script.quotations.tags.noun_phrases import Subject, first_subject, head_noun, is_plain, read_subject

_WORDS = (
    *("the", "old", "woman", "Anna", "Mr.", "Hale", "'s", "of", "voice", "her", "said", "May", "they", "all", "in"),
    *("bed", "four", ",", ".", "I", "one", "cops", "van", "Unit", "7", "poor", "eyes", "narrowed"),
)


def subject(sentence: str) -> tuple[Subject, str] | None:
    found = first_subject(sentence, 0, len(sentence))
    return (found.kind, found.text) if found else None


@pytest.mark.parametrize(
    ("sentence", "kind", "text"),
    [
        ("Her eyes narrowed.", Subject.PRONOUN, "she"),
        ("His hand shook.", Subject.PRONOUN, "he"),
        ("My throat tightened.", Subject.PRONOUN, "I"),
        ("Anna's hand shook.", Subject.NAME, "Anna"),
        ("His older brother left.", Subject.NOUN, "his older brother"),
        ("Her mother said nothing.", Subject.NOUN, "her mother"),
        ("Anna's mother said nothing.", Subject.NOUN, "Anna's mother"),
    ],
)
def test_whose_eyes_narrow_acts_and_whose_brother_leaves_doesn_t(sentence: str, kind: Subject, text: str) -> None:
    assert subject(sentence) == (kind, text)


@pytest.mark.parametrize(
    ("sentence", "text"),
    [
        ("Then Anna rose.", "Anna"),
        ("At last the old woman rose.", "the old woman"),
        ("From Anna he had expected it.", "he"),
        ("Suddenly, without a word, they both rose.", "they both"),
    ],
)
def test_who_acts_is_found_past_what_a_sentence_opens_with(sentence: str, text: str) -> None:
    found = subject(sentence)
    assert found is not None
    assert found[1] == text


@pytest.mark.parametrize("sentence", ["The rain fell.", "Then nothing happened.", ""])
def test_a_sentence_about_nobody_has_no_subject(sentence: str) -> None:
    assert subject(sentence) is None


@pytest.mark.parametrize(
    ("phrase", "noun"),
    [
        ("the old man", "man"),
        ("the man in bed four", "man"),
        ("one of the cops", "cops"),
        ("her uncle's clerk", "clerk"),
    ],
)
def test_a_description_is_about_its_noun(phrase: str, noun: str) -> None:
    assert head_noun(phrase) == noun


def test_a_month_is_plain_and_a_title_is_a_name() -> None:
    assert [is_plain(word) for word in ("May", "Ten.", "Anna", "Mrs.", "Lord")] == [True, True, False, False, False]


@given(st.lists(st.sampled_from(_WORDS), max_size=9), st.booleans())
def test_a_noun_phrase_lies_in_the_words_that_it_is_read_from(words: list[str], speaks: bool) -> None:
    flat = flatten("So " + " ".join(words).replace(" '", "'").replace(" ,", ",").replace(" .", "."))
    for found in (read_subject(flat, 3, len(flat), speaks=speaks), first_subject(flat, 3, len(flat))):
        if found is not None:
            assert 3 <= found.start < found.end <= len(flat)
            assert found.text.strip()


def test_a_voice_is_whoever_s_it_is() -> None:
    for text, kind, who in (
        ("The lieutenant's voice came through", Subject.NOUN, "the lieutenant"),
        ("the old captain's voice came", Subject.NOUN, "the old captain"),
        ("the old Jane's voice came", Subject.NAME, "Jane"),
        ("the kettle's voice rose", Subject.NOUN, "the kettle's voice"),
    ):
        found = read_subject(text, 0, len(text))
        assert found is not None, text
        assert (found.kind, found.text) == (kind, who), text
