"""Distances between voices, as casting uses them."""

from __future__ import annotations

import itertools

import pytest

from voices.engines import voice_infos
from voices.engines.espeak import espeak_voices
from voices.engines.speech_engine import EngineError
from voices.engines.timbre import distance, packed, timbre


def apart(a: str, b: str) -> float:
    return distance(("pyttsx3", a, 0.0), ("pyttsx3", b, 0.0))


def test_every_variant_was_measured() -> None:
    for info in voice_infos("pyttsx3"):
        assert sum(x * x for x in timbre("pyttsx3", info.name)) == pytest.approx(1)


def test_distance_is_none_to_itself_the_same_both_ways_and_blind_to_accent() -> None:
    assert apart("en-gb+arthur", "en-us+arthur") == pytest.approx(0, abs=1e-9)
    assert apart("en-gb+arthur", "en-gb+clara") == pytest.approx(apart("en-gb+clara", "en-gb+arthur"))
    assert 0.25 < apart("en-gb+arthur", "en-gb+clara") < 1


def test_the_first_voices_are_told_apart() -> None:
    own = [f"en-gb+{name}" for name, variant in espeak_voices.own_variants().items() if not variant.retired]
    for count, least in ((8, 0.18), (13, 0.18), (20, 0.12), (45, 0.08)):
        assert min(apart(a, b) for a, b in itertools.combinations(own[:count], 2)) > least


def test_the_first_voices_hold_men_women_and_children_enough_for_a_cast() -> None:
    first = list(espeak_voices.own_variants().values())[:15]
    assert sum(variant.gender == "male" and variant.age == "adult" for variant in first) >= 5
    assert sum(variant.gender == "female" and variant.age == "adult" for variant in first) >= 5
    assert {"child", "old"} <= {variant.age for variant in first}


def test_a_voice_that_was_not_measured_is_an_error() -> None:
    with pytest.raises(EngineError, match="not known"):
        apart("en-gb+arthur", "en-gb+nobody")


def test_a_blend_lies_between_its_voices_nearer_to_the_heavier_one() -> None:
    def to(voice: str, pitch: float = 0.0) -> float:
        return distance(("kokoro", "af_bella:0.60+bf_emma:0.40", pitch), ("kokoro", voice, pitch))

    parents = distance(("kokoro", "af_bella", 0.0), ("kokoro", "bf_emma", 0.0))
    assert 0 < to("af_bella") < to("bf_emma") < parents
    assert to("af_bella", 3.0) > 0
    assert min(to(voice) for voice in ("am_adam", "bm_george", "bf_lily")) > to("bf_emma")
    with pytest.raises(EngineError, match="not known"):
        to("af_bella:0.50+af_nobody:0.50")


def test_packing_keeps_the_direction_of_a_vector() -> None:
    import base64
    import json

    vector = [0.0, 0.25, 0.5, 0.8]
    values = base64.b64decode(json.loads(packed({"a": vector}))["a"])
    assert [value / values[-1] for value in values] == pytest.approx([x / 0.8 for x in vector], abs=0.005)
