"""What would be broken: a list of names to look at that holds Elizabeth and London, or misses Cthulhu."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voices.lexicon.spelling import DOUBTED, SpellingModel, is_doubtful, model, packed

INVENTED = "Nynaeve Cthulhu Tywin Daenerys Svidrigailov Kvothe Drizzt Saoirse Thénardier Yog-Xaro Eowyn"
PLAIN = """Elizabeth London Harriet Holmes Birmingham Wednesday Isabella Christianity Watson Heathcliff Wemmick
Pumblechook Threepwood Bennet Weasley Englishmen Somersetshire Al Mr Smiths Hardcastle"""


@pytest.mark.parametrize(
    "name",
    INVENTED.split(),
)
def test_invented_and_foreign_names_are_doubted(name: str) -> None:
    assert is_doubtful(name)


@pytest.mark.parametrize(
    "name",
    PLAIN.split(),
)
def test_names_that_english_knows_or_spells_plainly_are_not(name: str) -> None:
    assert not is_doubtful(name)


def test_a_name_is_doubted_in_any_case_and_with_any_accents() -> None:
    for name in ("NYNAEVE", "nynaeve", "Nynaève", "Nynaeve-Smith"):
        assert is_doubtful(name)
    for word in ("", "Зоя", "北京", "---", "a1"):
        assert not is_doubtful(word)


def test_the_model_is_small_and_comes_back_from_its_file_as_it_was() -> None:
    assert 5_000 < len(model().weights) < 20_000
    assert len(packed(model())) < 150_000


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=20))
def test_chances_are_chances(word: str) -> None:
    assert 0 <= model().chance(word) <= 1
    empty = SpellingModel({}, 0.0, frozenset())
    assert empty.chance(word) == 0.5 > DOUBTED
