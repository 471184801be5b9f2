"""What would be broken: another word stressed than the one that was meant, or a mark that a network is given."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voices.engines.neural.english_phonemes import FULL_FORMS
from voices.engines.neural.phoneme_stress import (
    STRESSED,
    doubled,
    in_full,
    stressed_signs,
    stressed_tokens,
    with_stress,
)


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("ju", "jˈu"),
        ("ðə", "ðˈi"),
        ("ɐ", "ˈA"),
        ("nˌɑt", "nˈɑt"),
        ("nˈɛvəɹ", "nˈɛvəɹ"),
        ("(ju),", "(jˈu),"),
        ("dɪdnˌɑːt", "dɪdnˈɑːt"),
        ("ʌv.", "ˈʌv."),
        ("...", "..."),
        ("", ""),
    ],
)
def test_a_stressed_word_has_the_primary_stress(word: str, said: str) -> None:
    assert in_full(word, FULL_FORMS) == said


def test_the_words_under_a_stretch_of_the_text_are_found() -> None:
    assert stressed_tokens("I told (you), Tom.", [(8, 11), (14, 17)]) == {2, 3}
    assert stressed_tokens("I told you.", [(2, 10)]) == {1, 2}
    assert stressed_tokens("I told you.", []) == frozenset()


def test_the_place_of_a_word_is_told_by_what_stands_before_it() -> None:
    spelled = {"R&D": "ˈɑɹ ænd dˈi", "did": "", "not": "dɪdnˌɑt"}

    def spell(text: str) -> str:
        return " ".join(said for word in text.split() if (said := spelled.get(word, word)))

    sentence = "his R&D did not go"
    assert with_stress(sentence, spell(sentence), {4}, spell, FULL_FORMS).split()[-1] == STRESSED + "gˈo"
    assert STRESSED + "dɪdnˈɑt" in with_stress(sentence, spell(sentence), {3}, spell, FULL_FORMS)


WORDS = st.lists(st.text(alphabet="abʌˈˌ.,(ː", min_size=1, max_size=6), min_size=1, max_size=8)


@given(WORDS, st.sets(st.integers(0, 9)))
def test_no_mark_is_left_and_each_stretch_is_of_the_word_that_was_meant(words: list[str], stressed: set[int]) -> None:
    sentence = " ".join(words)
    marked = with_stress(sentence, sentence, stressed, str, FULL_FORMS)
    assert {n for n, word in enumerate(marked.split(" ")) if word.startswith(STRESSED)} == {
        number for number in stressed if number < len(words)
    }
    plain, stretches = stressed_signs(marked)
    assert STRESSED not in plain + doubled(marked)
    assert plain.replace("ˈ", "").replace("ˌ", "") == sentence.replace("ˈ", "").replace("ˌ", "")
    assert all(plain[:start].count(" ") in stressed and " " not in plain[start:end] for start, end in stretches)
