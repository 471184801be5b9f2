"""Stressed words in phonemes, as neural engines are given them: said in full, with the primary stress.

For IPA as espeak-ng writes it, and for misaki's alphabet, which is IPA with a capital for each diphthong.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence, Set

STRESSED = "\ue000"
"""Stands before each stressed word of a sentence's phonemes. No sign of the alphabet: a model never sees it."""

_VOWELS = frozenset("AIOQWYaeiouyæɐɑɒɔøœəɘɚɛɜɝɞɤɨɪɯɵɶʉʊʌʏᵊᵻ")
FullForms = Mapping[str, str]
"""The words that are swallowed where they aren't stressed → those in full, in the signs of one alphabet."""

_SOUNDS = re.compile(r"^(\W*)(.*?)([^\wˈˌːᵊᵻ]*)$")


def stressed_tokens(text: str, stress: Sequence[tuple[int, int]]) -> frozenset[int]:
    """Which of the words of `text`, parted by spaces, are stressed: their numbers, from 0."""
    tokens = [match.span() for match in re.finditer(r"\S+", text)]
    return frozenset(
        number for number, (a, b) in enumerate(tokens) if any(a < end and b > start for start, end in stress)
    )


def with_stress(sentence: str, phonemes: str, stressed: Set[int], spell: Callable[[str], str], forms: FullForms) -> str:
    """The `phonemes` of a sentence, its `stressed` words (numbers, from 0) said so.

    `spell` gives the phonemes of a text: where a word of the sentence is several in phonemes, or a part of one, its
    beginning alone tells the place.
    """
    tokens, words = sentence.split(), phonemes.split(" ")
    places = {number for number in stressed if 0 <= number < len(tokens)}
    if places and len(words) != len(tokens):
        places = {len(spell(" ".join(tokens[: number + 1])).split(" ")) - 1 for number in places}
    return stressed_words(phonemes, places, forms)


def stressed_words(phonemes: str, places: Set[int], forms: FullForms) -> str:
    """The `phonemes` with the words (numbers, from 0) at `places` in full, `STRESSED` before each."""
    words = phonemes.split(" ")
    return " ".join(STRESSED + in_full(word, forms) if place in places else word for place, word in enumerate(words))


def in_full(word: str, forms: FullForms) -> str:
    """A word's phonemes with the primary stress: on the syllable that has the secondary one, or else on the first."""
    match = _SOUNDS.match(word)
    before, sounds, after = match.groups() if match else ("", word, "")
    if "ˈ" in sounds:
        return word
    if sounds in forms:
        sounds = forms[sounds]
    elif "ˌ" in sounds:
        sounds = sounds.replace("ˌ", "ˈ", 1)
    else:
        vowel = next((at for at, sign in enumerate(sounds) if sign in _VOWELS), None)
        if vowel is None:
            return word
        sounds = f"{sounds[:vowel]}ˈ{sounds[vowel:]}"
    return before + sounds + after


def stressed_signs(phonemes: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The phonemes without `STRESSED`, and the stretches (start, end) of them that are the stressed words' sounds."""
    plain: list[str] = []
    spans = []
    length = 0
    for word in phonemes.split(" "):
        sounds = word.replace(STRESSED, "")
        if word.startswith(STRESSED):
            match = _SOUNDS.match(sounds)
            assert match is not None
            spans.append((length + match.end(1), length + match.end(2)))
        plain.append(sounds)
        length += len(sounds) + 1
    return " ".join(plain), tuple(span for span in spans if span[0] < span[1])


def doubled(phonemes: str) -> str:
    """The phonemes without `STRESSED`, and the primary stress of each of those words twice.

    Networks that were never shown such a thing take it for more stress: the word is longer, clearer and louder.
    """
    return " ".join(word[1:].replace("ˈ", "ˈˈ") if word.startswith(STRESSED) else word for word in phonemes.split(" "))
