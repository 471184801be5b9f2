"""A tag as others read it: what it shows as evidence, whether the words are heard, and to whom they are said."""

from __future__ import annotations

import pytest

from script.quotations.tags.dialogue_tags import tag_of
from script.quotations.tags.noun_phrases import Noun, Subject


@pytest.mark.parametrize(("verb", "thinks"), [("thought", True), ("mused", True), ("said", False), ("wrote", False)])
def test_a_thought_is_told_from_what_is_heard(verb: str, thinks: bool) -> None:
    flat = f"{verb} Anna"
    noun = Noun(Subject.NAME, "Anna", len(verb) + 1, len(flat))
    assert tag_of(flat, noun, verb, (0, len(flat)), (0, len(flat)), sure=True).thinks is thinks


def test_evidence_is_short_and_names_the_speaker() -> None:
    flat = "said Anna, " + "who had come a long way, " * 9
    tag = tag_of(flat, Noun(Subject.NAME, "Anna", 5, 9), "said", (0, len(flat)), (0, len(flat)), sure=True)
    assert tag.words.startswith("said Anna")
    assert len(tag.words) <= 60


def test_who_speaks_is_not_who_is_spoken_to() -> None:
    flat = "said Anna to Tom"
    tag = tag_of(flat, Noun(Subject.NAME, "Anna", 5, 9), "said", (0, 9), (0, len(flat)), sure=True)
    assert tag.addressee == Noun(Subject.NAME, "Tom", 13, 16)
