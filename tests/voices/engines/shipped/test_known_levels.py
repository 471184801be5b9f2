"""What would be broken: a neural cast that waits for minutes before the first line, or voices at stale levels."""

from __future__ import annotations

import pytest

from voices.engines import registry
from voices.engines.shipped.known_levels import decisive, level


@pytest.mark.parametrize("delivery", [None, "whisper"])
@pytest.mark.parametrize("name", ["hibari", "kokoro"])
def test_no_voice_that_comes_with_a_slow_engine_has_to_be_measured_again(name: str, delivery: str | None) -> None:
    if not registry.installed(name):
        pytest.skip(f"{name} is not installed")
    engine = registry.load(name)
    for voice in engine.voices():
        shipped = level(name, voice.name, engine.version(voice.name, delivery), delivery=delivery)
        assert shipped is not None, voice.name
        assert -40 < shipped < -10


def test_a_level_holds_for_the_weights_and_settings_that_it_was_measured_with_alone() -> None:
    if not registry.installed("hibari"):
        pytest.skip("hibari is not installed")
    version = registry.load("hibari").version("heart")
    assert level("hibari", "heart", version.replace("numpy 2", "numpy 3")) is not None
    assert level("hibari", "heart", version.replace("weights ", "weights 0")) is None
    assert level("hibari", "heart", version + "0") is None
    whisper = registry.load("hibari").version("heart", "whisper")
    assert level("hibari", "heart", whisper, delivery="whisper") is not None
    assert level("hibari", "heart", whisper + "0", delivery="whisper") is None
    assert level("hibari", "heart", whisper) is None
    assert level("hibari", "heart", version, pitch=-3.0) != level("hibari", "heart", version)
    assert level("hibari", "heart", version, pitch=-2.0) is None


def test_a_voice_that_nobody_measured_has_no_level() -> None:
    assert level("pyttsx3", "en-gb+arthur", "any") is None
    assert level("hibari", "nobody", "weights 1") is None


def test_runtimes_decide_no_level() -> None:
    assert decisive("kokoro weights 1, styles 2, onnxruntime 3, numpy 4, settings 5") == (
        "kokoro weights 1, styles 2, settings 5"
    )
