"""IPA → an engine's own phonemes: what all engines have in common.

An engine's alphabet says how the sounds are written that it has; a sound that it lacks becomes the nearest that it has.
Symbols are those of the chart of the International Phonetic Association (2020), and what dictionaries write for them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

VOWELS = frozenset("iyɨʉɯuɪʏᵻʊeøɘɵɤoəᵊɛœɜɞʌɔæɐaɶɑɒɚɝ")
_STRESSES = {"ˈ": 0, "ˌ": 1}
_SAME = str.maketrans(
    {
        "'": "ˈ",
        "’": "ˈ",
        "′": "ˈ",
        "ʹ": "ˈ",
        ",": "ˌ",
        ":": "ː",
        "g": "ɡ",
        "ε": "ɛ",
        "ǝ": "ə",
        "ʧ": "tʃ",
        "ʤ": "dʒ",
        "ʦ": "ts",
        "ʣ": "dz",
        "ʨ": "tɕ",
        "ʥ": "dʑ",
        "ꭧ": "tʂ",
        "ꭦ": "dʐ",
        "\u0361": None,
        "\u035c": None,
    }
)
"""What is written in several ways, and ties."""
_SILENT = frozenset(".-‿|‖()[]/↗↘→ꜛꜜ↑↓<>")
"""Marks that stand for no sound: the ends of syllables and feet, brackets, rises and falls."""

_NEAREST: Mapping[str, str] = MappingProxyType(
    {
        # Consonants
        "r": "ɹ",
        "ɹ": "r",
        "ɾ": "r",
        "ɻ": "ɹ",
        "ɽ": "r",
        "ɺ": "r",
        "ʀ": "ʁ",
        "ʁ": "ɹ",
        "ɬ": "l",
        "ɮ": "l",
        "ɫ": "l",
        "ɭ": "l",
        "ʟ": "l",
        "ʎ": "lj",
        "ɲ": "nj",
        "ɳ": "n",
        "ɴ": "ŋ",
        "ɱ": "m",
        "χ": "x",
        "x": "k",
        "ħ": "h",
        "ɦ": "h",
        "ʜ": "h",
        "ɣ": "ɡ",
        "ç": "ʃ",
        "ʝ": "j",
        "c": "tʃ",
        "ɟ": "dʒ",
        "ɕ": "ʃ",
        "ʑ": "ʒ",
        "ʂ": "ʃ",
        "ʐ": "ʒ",
        "ɧ": "ʃ",
        "ʍ": "w",
        "ɥ": "w",
        "ɰ": "w",
        "ʋ": "v",
        "ⱱ": "v",
        "ɸ": "f",
        "β": "v",
        "q": "k",
        "ɢ": "ɡ",
        "ʔ": "",
        "ʕ": "",
        "ʡ": "",
        "ʢ": "",
        "ʈ": "t",
        "ɖ": "d",
        "ɓ": "b",
        "ɗ": "d",
        "ʄ": "ɟ",
        "ɠ": "ɡ",
        "ʛ": "ɡ",
        "ʙ": "b",
        "ʘ": "p",
        "ǀ": "t",
        "ǁ": "l",
        "ǂ": "k",
        "ǃ": "k",
        "θ": "s",
        "ð": "z",
        "ŋ": "n",
        "ʃ": "s",
        "ʒ": "ʃ",
        "w": "v",
        "h": "x",
        # Vowels
        "y": "u",
        "ʏ": "ʊ",
        "ø": "ɜ",
        "œ": "ɜ",
        "ɶ": "æ",
        "ɨ": "ɪ",
        "ᵻ": "ɪ",
        "ʉ": "u",
        "ɯ": "u",
        "ɤ": "ʌ",
        "ɵ": "ʊ",
        "ɘ": "ə",
        "ᵊ": "ə",
        "ɞ": "ɜ",
        "ɐ": "ʌ",
        "ɚ": "əɹ",
        "ɝ": "ɜɹ",
        "ɜ": "ə",
        "ə": "e",
        "ʌ": "a",
        "æ": "a",
        "ɑ": "a",
        "ɒ": "ɔ",
        "ɔ": "o",
        "ɪ": "i",
        "ʊ": "u",
        "ɛ": "e",
    }
)
"""What a sound becomes where an alphabet doesn't have it, and that in its turn."""
_MOST_STEPS = 8
_LIKE_ONE = frozenset({"tʃ", "dʒ", "ts", "dz"})

_ENGLISH = (
    # A consonant that is a syllable of its own; a nasal vowel; an r-coloured one.
    (re.compile("([mnŋlɹr])\u0329"), r"ə\1"),
    (re.compile("([^\\W\\d_])(ː?)\u0303"), r"\1\2n"),
    (re.compile("([əɜ])˞"), lambda match: "ɚ" if match[1] == "ə" else "ɝ"),
    (re.compile("([^\\W\\d_])˞"), r"\1ɹ"),
    (re.compile("ʷ"), "w"),
    # Many who write "y" mean the sound of "yes". No English word ends in the vowel of "bed".
    (re.compile("y(?=[ːˈˌ.]*[iɪeɛæaɑɒɔoʊuʌəɐɜ])"), "j"),
    (re.compile("[eɛ]$"), "eɪ"),
)


@dataclass(frozen=True, slots=True)
class Alphabet:
    """An engine's phonemes, for one accent or language. Keys are IPA; of several that fit, the longest is taken."""

    signs: Mapping[str, str]
    codas: Mapping[str, str] = field(default_factory=dict)
    """What holds instead where no vowel follows: of English, what becomes of an r."""
    stresses: tuple[str, str] = ("ˈ", "ˌ")
    """Primary and secondary: they go right before the vowel."""
    separator: str = ""
    """What keeps two signs from being read as one: between two vowels, or t and ʃ."""
    english: bool = True
    """Whether it has the sounds of English alone."""


@dataclass(frozen=True, slots=True)
class Translation:
    """IPA in an engine's alphabet, its words parted by a space.

    `unknown` are the symbols that are none of the IPA's, which nobody will hear, in order.
    """

    text: str
    unknown: tuple[str, ...] = ()


def before_r(said: Mapping[str, str]) -> dict[str, str]:
    """What becomes of vowels that an r follows, for each way to write that r."""
    return {vowel + r: sounds for r in "rɹ" for vowel, sounds in said.items()}


def translated(ipa: str, alphabet: Alphabet) -> Translation:
    """`ipa` in `alphabet`.

    Tones, syllable dots and ties are left out; diacritics too, unless the alphabet has them or English hears them as a
    sound of its own.
    """
    words = [_Word(word, alphabet) for word in _plain(ipa).split()]
    unknown = dict.fromkeys(sign for word in words for sign in word.unknown)
    return Translation(" ".join(word.text for word in words if word.text), tuple(unknown))


def with_s(ipa: str) -> str:
    """A word's English plural, possessive or third person: "dɒɡ" → "dɒɡz"."""
    last = ipa.rstrip("ː")[-1:]
    return ipa + ("ɪz" if last in "szʃʒ" else "s" if last in "ptkfθ" else "z")


def unknown_signs(ipa: str) -> tuple[str, ...]:
    """The characters of `ipa` that are no IPA, so that no engine says them."""
    return translated(ipa, _ALL).unknown


def _plain(ipa: str) -> str:
    # The cedilla of ç is no diacritic.
    return unicodedata.normalize("NFD", ipa).replace("c\u0327", "ç").translate(_SAME)


class _Word:
    """One word, translated."""

    def __init__(self, ipa: str, alphabet: Alphabet) -> None:
        if alphabet.english:
            for pattern, replacement in _ENGLISH:
                ipa = pattern.sub(replacement, ipa)
        self._alphabet = alphabet
        self._longest = max(map(len, (*alphabet.signs, *alphabet.codas)), default=1)
        self.unknown: list[str] = []
        self._pieces: list[str] = []
        self._vowels: list[int] = []
        self._stressed = False
        self._read(ipa)
        if len(self._vowels) == 1 and not self._stressed and set(ipa) & VOWELS - {"ə"}:
            # Dictionaries leave the stress of such a word out: it goes without saying, but not to an engine.
            self._pieces.insert(self._vowels[0], alphabet.stresses[0])
        self.text = "".join(self._pieces)

    def _read(self, ipa: str) -> None:
        stress = before = ""
        steps = at = 0
        while at < len(ipa):
            symbol = ipa[at]
            if symbol in _STRESSES:
                stress = self._alphabet.stresses[_STRESSES[symbol]]
                at += 1
                continue
            found = self._longest_at(ipa, at)
            if found is not None:
                vowels = before in VOWELS and symbol in VOWELS and not stress
                if vowels or before + symbol in _LIKE_ONE:
                    self._pieces.append(self._alphabet.separator)
                before = found[0][-1] if symbol not in VOWELS else symbol
                if symbol in VOWELS:
                    self._vowels.append(len(self._pieces))
                    self._stressed |= bool(stress)
                    self._pieces.append(stress)
                    stress = ""
                self._pieces.append(found[1])
                at += len(found[0])
                steps = 0
            elif symbol in _NEAREST and steps < _MOST_STEPS:
                ipa = ipa[:at] + _NEAREST[symbol] + ipa[at + 1 :]
                steps += 1
            else:
                # Of what is no letter, diacritics are refinements; the rest is a slip.
                if symbol not in _SILENT and symbol not in _NEAREST and unicodedata.category(symbol) not in _REFINING:
                    self.unknown.append(symbol)
                at += 1

    def _longest_at(self, ipa: str, at: int) -> tuple[str, str] | None:
        """The longest of the alphabet's keys that stands at `at`, and what it becomes."""
        for length in range(self._longest, 0, -1):
            key = ipa[at : at + length]
            if len(key) < length:
                continue
            if key in self._alphabet.codas and not _vowel_next(ipa, at + length):
                return key, self._alphabet.codas[key]
            if key in self._alphabet.signs:
                return key, self._alphabet.signs[key]
        return None


_REFINING = frozenset({"Mn", "Lm", "Sk"})


def _vowel_next(ipa: str, at: int) -> bool:
    while at < len(ipa) and (ipa[at] in _STRESSES or ipa[at] in _SILENT):
        at += 1
    return ipa[at : at + 1] in VOWELS


_ALL = Alphabet({symbol: symbol for symbol in (*_NEAREST, *"pbtdkɡmnfvszljieouaːɒ")}, english=False)
"""Every symbol there is."""
