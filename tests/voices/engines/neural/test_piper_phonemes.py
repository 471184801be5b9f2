"""What would be broken: a name said rightly in a sentence that loses its commas, its end or its other words."""

from __future__ import annotations

import pytest

from voices.engines.neural.piper_phonemes import alphabet_of, phonemes_with


def letters(text: str) -> list[list[str]]:
    """Stands for espeak: every word as it is written, sentences parted; punctuation that nothing stands before has a
    name."""
    if text.lstrip()[:1] in (".", ",", "?", "!", "…", "("):
        return [list("exclamation")]
    parts = text.replace(".", ".|").replace("?", "?|").split("|")
    return [list(part.lstrip(" ,.?…").rstrip(" (")) for part in parts if any(map(str.isalnum, part))]


@pytest.mark.parametrize(
    ("text", "spoken"),
    [
        ("I saw X.", ["I saw ˈɛks."]),
        ("X, and him.", ["ˈɛks, and him."]),
        ("Is it X? No.", ["Is it ˈɛks?", "No."]),
        ("He left. X came. Then he", ["He left.", "ˈɛks came.", "Then he"]),
        ("to X… and", ["to ˈɛks, and"]),
        ("X", ["ˈɛks"]),
        ("Hail, X!”", ["Hail, ˈɛks!"]),
        ("X! he cried", ["ˈɛks!", "he cried"]),
        ("He (X) sat", ["He ˈɛks sat"]),
        ("pre-X days", ["pre-ˈɛks days"]),
        ("so X-like", ["so ˈɛkslike"]),
    ],
)
def test_a_name_stands_in_its_sentence(text: str, spoken: list[str]) -> None:
    at = text.index("X")
    said = phonemes_with(text, ((at, at + 1, "ˈɛks"),), alphabet_of("en-us", ()), letters)
    assert ["".join(sentence) for sentence in said] == spoken


def test_two_names_in_a_row_are_two_words() -> None:
    said = phonemes_with("X X came", ((0, 1, "ˈæ"), (2, 3, "ˈɛks")), alphabet_of("en-gb-x-rp", ()), letters)
    assert ["".join(sentence) for sentence in said] == ["ˈæ ˈɛks came"]


def test_accents_have_their_own_vowels_and_other_languages_what_their_model_knows() -> None:
    said = {
        voice: "".join(phonemes_with("X", ((0, 1, "ˈɡoʊθər"),), alphabet_of(voice, "ɡots"), letters)[0])
        for voice in ("en-us", "en-gb-x-rp", "de")
    }
    assert said == {"en-us": "ɡˈoʊθɚ", "en-gb-x-rp": "ɡˈəʊθə", "de": "ɡˈos"}
