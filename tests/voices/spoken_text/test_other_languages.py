"""What would be broken: a German or French book whose figures are read in English."""

from __future__ import annotations

import pytest

from voices.spoken_text import speak


@pytest.mark.parametrize(
    ("printed", "language", "spoken"),
    [
        ("— Bonjour, dit-il. — Non !", "fr", "Bonjour, dit-il. Non!"),
        ("«Das ist Nr. 5», sagt Dr. Au um 3:30", "de", "Das ist Nummer fünf, sagt Doktor Au um drei Uhr dreißig"),
        ("¿Qué? ¡No!", "es", "¿Qué? ¡No!"),
        ("我说：“你好。”", "zh", "我说: 你好。"),
        ("_Mr._ XIV *** 1984", "de", "Mr. XIV neunzehnhundertvierundachtzig"),
        ("١٢٣ ३ ５", "cs", "123 3 5"),
        ("हिन्दी", "hi", "हिन्दी"),
        ("l’école d’été", "fr-fr", "l'école d'été"),
        ("Shhh W-what £5", "it", "Shhh W-what cinque sterline"),
    ],
)
def test_other_languages_keep_their_words_and_lose_only_what_no_engine_can_say(
    printed: str, language: str, spoken: str
) -> None:
    assert speak(printed, language).text == spoken
