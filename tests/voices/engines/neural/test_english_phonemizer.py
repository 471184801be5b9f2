"""What would be broken: names in IPA that hibari and Kokoro say otherwise, or a sentence that breaks around them."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from voices.engines.ipa import translated
from voices.engines.neural.english_phonemes import AMERICAN, BRITISH, FULL_FORMS
from voices.engines.neural.phoneme_stress import STRESSED

pytest.importorskip("hibari", reason="make-audio[neural] is not installed")

from voices.engines.neural.english_phonemizer import sentences, vocabulary

SENTENCES = (
    "I saw {}, then.",
    "{}",
    "St. {} No. 5",
    "Dr. {} and {}",
    "the [{}](x)",
    "... {} — {}!",
    "He left. {} came.",
)


def said(text: str, **spans: Any) -> list[str]:
    """The phonemes of an American's sentences."""
    return [sentence.phonemes for sentence in sentences(text, british=False, longest=400, **spans)]


@settings(max_examples=150, deadline=None)
@given(
    st.text(alphabet="ˈˌ.ːpbtdkɡfvθðszʃʒhmnŋlrɹɾjwxçɬiyɪeɛæaɑɒɔoʊuʌəɜɚøœɨɐ\u0303 ", min_size=1, max_size=14),
    st.booleans(),
    st.sampled_from(SENTENCES),
)
@example("a w", False, "I saw {}, then.").via("w/ stands for with")
@example("vs", True, "{}").via("vs stands for versus")
def test_the_phonemes_of_a_name_reach_the_network_whatever_stands_around(ipa: str, british: bool, text: str) -> None:
    name = translated(ipa, BRITISH if british else AMERICAN).text
    pieces = text.split("{}")
    starts = [len("Xyz".join(pieces[:count])) for count in range(1, len(pieces))]
    spans = [(start, start + 3, ipa) for start in starts]
    said = sentences("Xyz".join(pieces), british=british, longest=400, phonemes=spans)
    spoken = " ".join(sentence.phonemes for sentence in said)
    assert set(name) <= {*vocabulary(), " "}
    if any(map(str.isalpha, name)):
        assert spoken.count(name) >= len(spans)


def test_without_phonemes_nothing_is_different() -> None:
    assert said("Tom saw [Jane](x) there.") == said("Tom saw [Jane] (x) there.")


def test_the_words_around_a_name_are_said_as_ever() -> None:
    plain = said("Then Tom came, and left. We saw it.")
    named = said("Then Qqq came, and left. We saw it.", phonemes=((5, 8, "tɒm"),))
    assert named == plain


def test_the_network_knows_every_sign_of_a_small_word_in_full() -> None:
    assert {sign for word in FULL_FORMS.values() for sign in word} <= set(vocabulary())
    spoken = "".join(said("I said a man.", stress=[(7, 8)]))
    assert STRESSED + "ˈA " in spoken


def places(text: str, **spans: Any) -> list[list[tuple[str, str]]]:
    """For each sentence the words of `text` and the phonemes that begin each."""
    return [
        [(text[start:end], sentence.phonemes.split(" ")[place]) for place, start, end in sentence.words]
        for sentence in sentences(text, british=False, longest=400, **spans)
    ]


def test_each_word_of_a_text_leads_to_its_phonemes() -> None:
    first, second = places("The rain stopped - at  last.\n“Naïve,” he said.")
    assert [word for word, _ in first] == ["The", "rain", "stopped", "at", "last"]
    assert dict(first)["rain"] == "ɹˈAn"
    assert dict(first)["at"] == "æt"
    assert [word for word, _ in second] == ["Naïve", "he", "said"]
    assert dict(second)["said"] == "sˈɛd."


@pytest.mark.parametrize(
    ("text", "signs"),
    [
        ("Tom came at 4:30 pm and left again.", "lˈɛft"),
        ("It cost $3.50 or 12 km & then he left me.", "lˈɛft"),
        ("Mr. Reed, of St. James, left on 3/4/1890.", "lˈɛft"),
        ("Twenty-one and 1,234 left now.", "lˈɛft"),
    ],
)
def test_a_word_behind_what_is_written_out_keeps_its_place(text: str, signs: str) -> None:
    assert dict(places(text)[0])["left"] == signs


def test_a_name_in_ipa_is_a_word_of_the_text() -> None:
    text = "Then Xyz Abc’s dog came."
    found = dict(places(text, phonemes=((5, 12, "tɒm bɹaʊn"),))[0])
    assert list(found) == ["Then", "Xyz Abc’s", "dog", "came"]
    assert found["dog"] == "dˈɔɡ"


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="aB1.,!?’“”-—/$%[]() \n\té", max_size=60))
@example("$ 3")
def test_words_lie_in_order_inside_the_text_and_the_phonemes(text: str) -> None:
    done = 0
    for sentence in sentences(text, british=False, longest=12):
        before = 0
        for place, start, end in sentence.words:
            assert before <= place < len(sentence.phonemes.split(" "))
            assert done <= start < end <= len(text)
            before, done = place, end
