"""What would be broken: words said as a lexicon or the print wants them, for who listens to the engine that is always
there."""

from __future__ import annotations

from tests.voices.heard_traits import heard, told
from voices.engines.espeak.espeak_traits import PYTTSX3
from voices.engines.registry import load


def test_the_engine_that_comes_along_takes_what_it_says_it_does() -> None:
    assert heard(load("pyttsx3"), "en-gb") == told(PYTTSX3)


def test_it_needs_nothing_that_is_installed_apart() -> None:
    assert (PYTTSX3.extra, PYTTSX3.needs, PYTTSX3.pack, PYTTSX3.systems) == ("", (), "", ())
