"""What would be broken: names in IPA that hibari and Kokoro say otherwise, or a sentence that breaks around them."""

from __future__ import annotations

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
    spoken = " ".join(sentences("Xyz".join(pieces), british=british, longest=400, phonemes=spans))
    assert set(name) <= {*vocabulary(), " "}
    if any(map(str.isalpha, name)):
        assert spoken.count(name) >= len(spans)


def test_without_phonemes_nothing_is_different() -> None:
    assert sentences("Tom saw [Jane](x) there.", british=False, longest=400) == sentences(
        "Tom saw [Jane] (x) there.", british=False, longest=400
    )


def test_the_words_around_a_name_are_said_as_ever() -> None:
    plain = sentences("Then Tom came, and left. We saw it.", british=False, longest=400)
    named = sentences("Then Qqq came, and left. We saw it.", british=False, longest=400, phonemes=((5, 8, "tɒm"),))
    assert named == plain


def test_the_network_knows_every_sign_of_a_small_word_in_full() -> None:
    assert {sign for word in FULL_FORMS.values() for sign in word} <= set(vocabulary())
    spoken = "".join(sentences("I said a man.", british=False, longest=400, stress=[(7, 8)]))
    assert STRESSED + "ˈA " in spoken
