"""What would be broken: a pronunciation in ASCII that is read as letters, or as other sounds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from script.text.x_sampa import in_ipa


@pytest.mark.parametrize(
    ("x_sampa", "ipa"),
    [
        ('naI"ni:v', "naɪˈniːv"),
        ('k@"Tu:lu:', "kəˈθuːluː"),
        ('"r\\Ed', "ˈɹɛd"),
        ("t_hA~", "tʰɑ\u0303"),
        ('%{n@"kQnd@', "ˌænəˈkɒndə"),
        ("Z3:r`", "ʒɜːɽ"),
        ("b_<a", "ɓa"),
        ("l=", "l\u0329"),
    ],
)
@pytest.mark.parametrize("alphabet", ["x-sampa", "X-SAMPA", "xsampa"])
def test_x_sampa_is_ipa_in_other_letters(x_sampa: str, ipa: str, alphabet: str) -> None:
    assert in_ipa(x_sampa, alphabet) == ipa


@given(st.text())
def test_ipa_stays_as_it_is_and_other_alphabets_are_left(phonemes: str) -> None:
    assert in_ipa(phonemes, "ipa") == in_ipa(phonemes, "IPA") == in_ipa(phonemes, "") == phonemes
    assert in_ipa(phonemes, "x-JEITA") is None
    assert isinstance(in_ipa(phonemes, "x-sampa"), str)
