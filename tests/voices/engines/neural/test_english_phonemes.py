"""What would be broken: a sound of a name that the networks never learned, and nobody hears."""

from __future__ import annotations

import pytest

from voices.engines.ipa import Alphabet
from voices.engines.neural.english_phonemes import AMERICAN, BRITISH, FULL_FORMS
from voices.engines.neural.english_phonemizer import vocabulary


@pytest.mark.parametrize("alphabet", [AMERICAN, BRITISH], ids=["American", "British"])
def test_both_accents_write_only_signs_that_the_networks_know(alphabet: Alphabet) -> None:
    pytest.importorskip("hibari", reason="make-audio[neural] is not installed")
    written = "".join((*alphabet.signs.values(), *alphabet.codas.values(), *alphabet.stresses))
    assert set(written) <= set(vocabulary())


def test_words_in_full_have_the_stress_for_which_they_are_said_so() -> None:
    pytest.importorskip("hibari", reason="make-audio[neural] is not installed")
    assert all(full.count("ˈ") == 1 and set(full) <= set(vocabulary()) for full in FULL_FORMS.values())
    assert not any("ˈ" in swallowed for swallowed in FULL_FORMS)


def test_an_r_is_heard_in_america_and_not_at_the_end_of_a_british_word() -> None:
    assert AMERICAN.signs["ɝ"].endswith("ɹ")
    assert not AMERICAN.codas
    assert all("ɹ" not in said for said in BRITISH.codas.values())
