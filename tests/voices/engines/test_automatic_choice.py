"""What "auto" stands for, with what is installed here."""

from __future__ import annotations

import pytest

from voices.engines import registry
from voices.engines.automatic_choice import VARIABLE, better_narrator, engines_for, parse_engines
from voices.engines.speech_engine import EngineError


@pytest.fixture(autouse=True)
def _nobody_chose(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE)


def test_the_narrator_is_the_best_quick_one_and_the_cast_the_one_with_most_voices() -> None:
    if not registry.installed("hibari"):
        assert engines_for("auto", "", "en") == ("pyttsx3", "pyttsx3")
        return
    assert engines_for("auto", "", "en-gb") == ("hibari", "kokoro" if registry.voice_infos("kokoro") else "hibari")


def test_a_language_that_no_neural_engine_speaks_is_spoken_by_the_one_that_speaks_all() -> None:
    assert engines_for("auto", "", "de-AT") == ("pyttsx3", "pyttsx3")


def test_what_was_chosen_is_taken_and_the_cast_goes_with_the_narrator() -> None:
    assert engines_for("piper", "", "en") == ("piper", "piper")
    assert engines_for("hibari", "kokoro", "en") == ("hibari", "kokoro")


def test_the_environment_says_what_auto_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, "hibari, kokoro")
    assert engines_for("auto", "", "en") == ("hibari", "kokoro")
    assert engines_for("pyttsx3", "", "en") == ("pyttsx3", "pyttsx3")
    monkeypatch.setenv(VARIABLE, "hibri")
    with pytest.raises(EngineError, match="did you mean 'hibari'"):
        engines_for("auto", "", "en")


def test_two_engines_are_written_with_a_comma() -> None:
    assert parse_engines("hibari, kokoro") == ("hibari", "kokoro")
    assert parse_engines("auto") == ("auto", "")
    with pytest.raises(EngineError, match="more than two"):
        parse_engines("hibari,kokoro,piper")
    for text in ("", "hibari,", ",kokoro"):
        with pytest.raises(EngineError, match="leaves an engine out: write one, as hibari"):
            parse_engines(text)


def _without_neural_engines(monkeypatch: pytest.MonkeyPatch) -> None:
    found = registry.installed
    monkeypatch.setattr(registry, "installed", lambda name: name not in ("hibari", "kokoro") and found(name))


def test_who_has_the_plain_voices_alone_is_told_of_the_better_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    _without_neural_engines(monkeypatch)
    assert better_narrator("auto", "en-gb") == "hibari"
    assert better_narrator("auto", "de") is None, "no neural engine speaks German"
    assert better_narrator("pyttsx3", "en") is None, "somebody chose"
    monkeypatch.setenv(VARIABLE, "pyttsx3")
    assert better_narrator("auto", "en") is None, "somebody chose for all books"


def test_who_has_the_better_voices_is_not_told_of_them() -> None:
    pytest.importorskip("hibari", reason="make-audio[neural] is not installed")
    assert better_narrator("auto", "en") is None
