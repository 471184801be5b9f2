"""Who says something in a clause: misread, a sign speaks, or somebody without a name has no voice."""

from __future__ import annotations

import pytest

from script.quotations.tags.noun_phrases import Noun, Subject, read_subject
from script.quotations.tags.said_clauses import (
    read_nickname,
    read_saying,
    spoken_to,
    thing_before,
    two_together,
    verb_after,
)


def saying(clause: str) -> tuple[Subject, str, str] | None:
    found = read_saying(clause, 0, len(clause))
    return (found[0].kind, found[0].text, found[1]) if found else None


@pytest.mark.parametrize(
    ("clause", "kind", "text", "verb"),
    [
        ("her roommate said", Subject.NOUN, "her roommate", "said"),
        ("a cop asked", Subject.NOUN, "the cop", "asked"),
        ("the twins replied", Subject.CROWD, "the twins", "replied"),
        ("Unit 7 replied", Subject.NAME, "Unit 7", "replied"),
        ("Anna's roommate said", Subject.NOUN, "Anna's roommate", "said"),
        ("the sign on the door said", Subject.THING, "the sign on the door", "said"),
    ],
)
def test_whoever_is_said_to_speak_is_known_by_all_words_that_tell_them(
    clause: str, kind: Subject, text: str, verb: str
) -> None:
    assert saying(clause) == (kind, text, verb)


@pytest.mark.parametrize(
    "clause", ["as he said", "and then Anna said", "the cook when Anna said", "nobody smiled", "the lamp went out"]
)
def test_what_is_no_whole_phrase_says_nothing(clause: str) -> None:
    assert saying(clause) is None


def test_a_name_in_small_letters_is_one_and_an_adverb_is_none() -> None:
    found = read_nickname("bell hooks said", 0, 15)
    assert found is not None
    assert (found[0].kind, found[0].text, found[1]) == (Subject.NAME, "bell hooks", "said")
    assert read_nickname("softly said", 0, 11) is None
    assert read_nickname("suddenly he said", 0, 16) is None


def test_it_is_a_note_where_a_note_was_told_of_last() -> None:
    for text, note in (
        ("The cook took the note.", "note"),
        ("The note fell. The cook sat.", ""),
        ("It rained.", ""),
    ):
        assert thing_before(text, 0, len(text)) == note


def test_two_who_speak_together_are_seen() -> None:
    flat = "Anna and the cook both said"
    anna = read_subject(flat, 0, len(flat))
    assert anna is not None
    assert two_together(flat, anna, len(flat)) == ("said", len(flat))
    assert two_together("Anna and Tom sat", anna, 16) is None


@pytest.mark.parametrize(
    ("clause", "verb"),
    [
        ("Anna had never said", "said"),
        ("Anna, who had not moved, said", "said"),
        ("Anna rose and said", "said"),
        ("Anna lay down", "lay"),
    ],
)
def test_the_verb_is_found_past_adverbs_and_asides(clause: str, verb: str) -> None:
    assert verb_after(clause, Noun(Subject.NAME, "Anna", 0, 4), len(clause))[0] == verb


def test_only_several_and_i_say_in_plain_form() -> None:
    assert verb_after("they whisper", Noun(Subject.CROWD, "they", 0, 4), 12)[2] == 0
    assert verb_after("Anna whisper", Noun(Subject.NAME, "Anna", 0, 4), 12)[2] == 9


def test_whom_a_clause_speaks_to_is_not_its_speaker() -> None:
    flat = "Anna said to me"
    anna = Noun(Subject.NAME, "Anna", 0, 4)
    found = spoken_to(flat, 0, len(flat), anna)
    assert found is not None
    assert found.text == "I"
    assert spoken_to("told Anna", 0, 9, Noun(Subject.NAME, "Anna", 5, 9)) is None
