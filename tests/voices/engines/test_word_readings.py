"""What would be broken: a name shown as no engine says it, or in signs that can't be put into a lexicon."""

from __future__ import annotations

import pytest

from voices.engines.ipa import unknown_signs
from voices.engines.word_readings import readings


def test_espeak_tells_how_it_reads_a_word_in_the_accent_of_the_book() -> None:
    words = ("Nynaeve", "Pontellier", "Butter")
    british, american = (readings("pyttsx3", f"{tag}+arthur", words, tag) for tag in ("en-gb", "en-us"))
    assert british[0] == american[0] == "nˈaɪniːv"
    assert american[2] == "bˈʌɾɚ" != british[2]
    assert not any(unknown_signs(ipa) for ipa in (*british, *american))
    assert readings("openai", "alloy@tts-1", words, "en-gb") == british


@pytest.mark.parametrize("engine", ["hibari", "kokoro"])
def test_neural_engines_tell_how_they_read_a_word(engine: str) -> None:
    pytest.importorskip("hibari", reason="make-audio[neural] is not installed")
    said = readings(
        engine, "heart" if engine == "hibari" else "af_bella:0.6+bf_emma:0.4", ("Boatwright", "Judge"), "en"
    )
    assert said == ("bˈoʊtɹaɪt", "dʒˈʌdʒ")
    assert not any(map(unknown_signs, said))
