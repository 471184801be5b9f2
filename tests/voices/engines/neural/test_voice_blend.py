"""What would be broken: a blend that is another clip each time somebody writes it another way."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voices.engines.neural.voice_blend import blend_name, parse_blend
from voices.engines.speech_engine import EngineError


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("af_bella", "af_bella"),
        ("af_bella:3", "af_bella"),
        ("af_bella:0.6+bf_emma:0.4", "af_bella:0.60+bf_emma:0.40"),
        (" bf_emma : 2 + af_bella:3", "af_bella:0.60+bf_emma:0.40"),
        ("af_bella:.6+bf_emma:2/5", "af_bella:0.60+bf_emma:0.40"),
        ("bf_emma+af_bella", "af_bella:0.50+bf_emma:0.50"),
        ("a:1+b:1+c:1", "a:0.34+b:0.33+c:0.33"),
        ("a:1+b:0", "a"),
        ("a:1+b:1+a:1", "a:0.67+b:0.33"),
    ],
)
def test_every_way_to_write_a_blend_is_one_name(text: str, name: str) -> None:
    assert blend_name(parse_blend(text)) == name


@pytest.mark.parametrize("text", ["", "+", "a+", "a:", "a:x", "a:-1", "a:0", "a:0+b:0", "a:1/0", "a:nan", "a:1e99"])
def test_what_is_no_blend_is_told_how_to_write_one(text: str) -> None:
    with pytest.raises(EngineError, match="no blend of voices"):
        parse_blend(text)


@given(st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 1000), min_size=1).filter(lambda d: any(d.values())))
def test_weights_add_up_to_one_and_the_name_means_itself(weights: dict[str, int]) -> None:
    blend = parse_blend("+".join(f"{name}:{weight}" for name, weight in weights.items()))
    assert sum(blend.values()) == Fraction(1)
    assert parse_blend(blend_name(blend)) == blend
