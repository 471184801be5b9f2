"""The guises a novel is learned from in: a span that slips off its words teaches the tagger the wrong speakers."""

from __future__ import annotations

import copy
import random
import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from script.training.variants import excerpts, renamed_once, variants

Gold = dict[str, Any]


class Upset:
    """Changes that show in the text: a first paragraph that tells what was done."""

    def _with(self, novel: Gold, words: str) -> Gold:
        changed = copy.deepcopy(novel)
        for quote in changed["quotes"]:
            quote["spans"] = [[a + len(words), b + len(words)] for a, b in quote["spans"]]
        changed["text"] = words + changed["text"]
        return changed

    def rename(self, novel: Gold, rng: random.Random, kind: str) -> Gold:
        return self._with(novel, f"{kind} {rng.randrange(9999)}\n\n")

    def modern(self, novel: Gold) -> Gold:
        return self._with(novel, "modern\n\n")

    def present(self, novel: Gold) -> Gold:
        return self._with(novel, "present\n\n")

    def curly(self, novel: Gold) -> Gold:
        return self._with(novel, "curly\n\n")


def novel(turns: int = 400, named: tuple[str, ...] = ("Anna", "Paul"), silent: str = "Ruth") -> Gold:
    """Two who speak by turns, and every fifth time somebody whom the text never names; each says who they are."""
    text, quotes = "", []
    for number in range(turns):
        speaker = silent if number % 5 == 4 else named[number % 2]
        words = f"“I am {'she' if speaker == silent else speaker}, {number}.”"
        quotes.append({"spans": [[len(text), len(text) + len(words)]], "speaker": speaker, "mentions": ["x"]})
        text += f"{words} It rained and rained, and nobody came.\n\n"
    people = [{"name": name, "aliases": [name]} for name in (*named, silent)]
    return {"text": text, "quotes": quotes, "characters": people, "source": {"author_code": "A"}}


def said(gold: Gold) -> list[tuple[str, str]]:
    """Who says what, by the annotation."""
    return [(quote["speaker"], gold["text"][a:b]) for quote in gold["quotes"] for a, b in quote["spans"]]


@settings(max_examples=20, deadline=None)
@given(st.integers(40, 1500), st.integers(1, 5), st.floats(0, 0.9))
def test_every_quotation_of_an_excerpt_stays_on_its_words(words: int, count: int, offset: float) -> None:
    whole = novel()
    for excerpt in excerpts(whole, words, count, offset):
        assert excerpt["text"] in whole["text"]
        assert len(excerpt["quotes"]) >= 10
        for speaker, quoted in said(excerpt):
            assert re.fullmatch(rf"“I am {speaker}, \d+\.”", quoted)


def test_whom_an_excerpt_never_names_is_not_learned_from_in_it() -> None:
    for excerpt in excerpts(novel(), 500, 3):
        assert {quote["speaker"] for quote in excerpt["quotes"]} == {"Anna", "Paul"}
        assert [person["name"] for person in excerpt["characters"]] == ["Anna", "Paul"]
    named = novel()
    named["text"] = named["text"].replace("nobody", "Ruth  ")
    assert {q["speaker"] for excerpt in excerpts(named, 500, 3) for q in excerpt["quotes"]} == {"Anna", "Paul", "Ruth"}


def test_excerpts_are_of_the_length_of_a_short_story_and_spread_over_the_novel() -> None:
    whole = novel()
    found = list(excerpts(whole, 500, 3))
    starts = [whole["text"].index(excerpt["text"]) for excerpt in found]
    assert starts == sorted(starts)
    assert starts[-1] > len(whole["text"]) / 2
    assert all(500 <= len(excerpt["text"].split()) < 550 for excerpt in found)
    assert list(excerpts(novel(8), 500, 3)) == []


def test_a_novel_is_learned_from_as_it_is_renamed_and_in_excerpts_of_each_guise() -> None:
    whole = novel(1500)
    made = list(variants(whole, "novel", Upset()))
    kinds = [variant.kind for variant in made]
    assert kinds[:2] == ["plain", "words"]
    assert kinds[2:] == [f"{kind} {number}" for kind in ("plain", "words", "names") for number in range(4)]
    assert made[0].gold == whole
    firsts = [said(dict(variant.gold))[0][1] for variant in made if variant.kind.endswith(" 0")]
    assert len(set(firsts)) == 3
    assert re.match(r"modern\n\nwords \d+\n\n", made[1].gold["text"])
    for variant in made:
        assert all(f"I am {speaker}," in words for speaker, words in said(dict(variant.gold)) if speaker != "Ruth")


def test_no_guise_changes_the_novel_and_all_are_the_same_again() -> None:
    whole = novel()
    before = copy.deepcopy(whole)
    assert list(variants(whole, "novel", Upset())) == list(variants(whole, "novel", Upset()))
    renamed = renamed_once(whole, "novel", Upset())
    assert whole == before
    assert renamed == renamed_once(whole, "novel", Upset())
    assert renamed["text"] != renamed_once(whole, "another", Upset())["text"]


@pytest.mark.parametrize("text", ["", "No end of line", "\n\n\n"])
def test_a_text_without_paragraphs_has_no_excerpt(text: str) -> None:
    assert list(excerpts({"text": text, "quotes": [], "characters": []}, 100, 2)) == []
