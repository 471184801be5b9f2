"""What would be broken: a name in IPA that espeak says otherwise than it is written."""

from __future__ import annotations

import pytest

from voices.engines.espeak import espeak_voices
from voices.engines.espeak.espeak_library import espeak
from voices.engines.espeak.espeak_phonemes import ENGLISH, language_alphabet, written_out
from voices.engines.ipa import translated


@pytest.mark.parametrize(
    ("ipa", "said"),
    [
        ("həˈləʊ", "h@l'oU"),
        ("naɪˈniːv", "naIn'i:v"),
        ("kəˈθuːluː", "k@T'u:lu:"),
        ("ˈtʃɑːtə", "tS'A:t@"),
        ("ˌdʒuːˈeɪ", "dZ,u:'eI"),
        ("ˈt͡ʃɛn", "tS'En"),
        ("ça", "C'a"),
        ("a.b‿d˥", "'abd"),
        ("nɔrθ", "n'O@T"),
        ("ˈstɔːri", "st'O:ri"),
        ("ˈhɒt.ʃɒt", "h'0t|S0t"),
        ("ˈna.ɪm", "n'a|Im"),
        ("jøːn", "j'3:n"),
        ("", ""),
    ],
)
def test_ipa_becomes_what_espeak_calls_the_same_sounds(ipa: str, said: str) -> None:
    assert translated(ipa, ENGLISH).text == said


def test_a_text_with_phonemes_leads_back_to_its_words() -> None:
    written = written_out("To Aes Sedai!", ((3, 12, "aɪz sɛˈdaɪ"),))
    assert written.text == "To [['aIz]] [[sEd'aI]]!"
    assert written.place(5, 3) == (3, 12)
    assert written.place(written.text.index("!"), 1) == (12, 13)
    assert written_out("[[x]]", ()).text == "[[x]]"


def ipa_of(language: str, text: str) -> str:
    voice = espeak_voices.find_voice(language, language)
    espeak().set_voice(espeak_voices.voice_file(voice), voice.language.dictionary)
    return espeak().ipa(text, phonemes=True)


@pytest.mark.parametrize("accent", ["en-gb", "en-us", "en-gb-scotland", "en-029"])
def test_no_accent_of_english_loses_the_rest_of_a_word_at_a_sign_that_it_lacks(accent: str) -> None:
    for sign in {*ENGLISH.signs.values(), *ENGLISH.codas.values()}:
        assert ipa_of(accent, f"[[m{sign}p]]").endswith("p"), sign


@pytest.mark.parametrize(
    ("language", "ipa", "said"),
    [
        ("de", "ˈɡøːtə", "ɡˈøːtə"),
        ("de", "naɪˈniːʒən", "naɪnˈiːʒən"),
        ("fr-fr", "ʃa.ˈtɔ̃", "ʃatˈɔ̃"),
        ("es", "ˈθørkɑn", "θˈørkan"),
        ("it", "ˈbʌtə", "bˈatə"),
    ],
)
def test_other_languages_say_ipa_with_their_own_sounds_or_the_nearest(language: str, ipa: str, said: str) -> None:
    alphabet = language_alphabet(lambda text: ipa_of(language, text))
    heard = ipa_of(language, f"[[{translated(ipa, alphabet).text}]]")
    assert heard.replace("ɾ", "r") == said
