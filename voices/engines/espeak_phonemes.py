"""IPA → espeak-ng's phoneme mnemonics (https://github.com/espeak-ng/espeak-ng/blob/master/docs/phonemes.md)."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from types import MappingProxyType

_MNEMONICS = MappingProxyType(
    {
        # Vowels and diphthongs, as dictionaries of English write them
        "iː": "i:",
        "i": "i",
        "ɪ": "I",
        "e": "E",
        "ɛ": "E",
        "eː": "eI",
        "ɛː": "e@",
        "æ": "a",
        "a": "a",
        "aː": "A:",
        "ɑː": "A:",
        "ɑ": "A:",
        "ɒ": "0",
        "ɔː": "O:",
        "ɔ": "0",
        "o": "oU",
        "oː": "oU",
        "ʊ": "U",
        "uː": "u:",
        "u": "u:",
        "ʌ": "V",
        "ɐ": "V",
        "ə": "@",
        "ɚ": "3",
        "ɜː": "3:",
        "ɜ": "3:",
        "ɝ": "3:",
        "eɪ": "eI",
        "ɛɪ": "eI",
        "aɪ": "aI",
        "ɔɪ": "OI",
        "ɔi": "OI",
        "əʊ": "oU",
        "oʊ": "oU",
        "aʊ": "aU",
        "ɪə": "i@",
        "iə": "i@",
        "eə": "e@",
        "ɛə": "e@",
        "ʊə": "U@",
        "y": "y",
        "yː": "y:",
        "ø": "Y",
        "øː": "Y:",
        "œ": "W",
        # Consonants
        "tʃ": "tS",
        "ʧ": "tS",
        "dʒ": "dZ",
        "ʤ": "dZ",
        "p": "p",
        "b": "b",
        "t": "t",
        "d": "d",
        "k": "k",
        "ɡ": "g",
        "g": "g",
        "f": "f",
        "v": "v",
        "θ": "T",
        "ð": "D",
        "s": "s",
        "z": "z",
        "ʃ": "S",
        "ʒ": "Z",
        "h": "h",
        "m": "m",
        "n": "n",
        "ŋ": "N",
        "l": "l",
        "ɫ": "l",
        "r": "r",
        "ɹ": "r",
        "ɾ": "t#",
        "j": "j",
        "w": "w",
        "ʍ": "w",
        "x": "x",
        "ç": "C",
        "ʔ": "?",
    }
)
_VOWELS = frozenset("iɪeɛæaɑɒɔoʊuʌɐəɚɜɝyøœ")
_STRESSES = MappingProxyType({"ˈ": "'", "'": "'", "ˌ": ","})
_LONGEST = max(map(len, _MNEMONICS))


def mnemonics(ipa: str) -> str:
    """A word's phonemes as espeak takes them between "[[" and "]]": "həˈləʊ" → "h@l'oU".

    Stress goes before the vowel. Signs that espeak has no sound for (tones, syllable dots, tie bars) are left out.
    """
    text = unicodedata.normalize("NFD", ipa).replace("c\u0327", "ç").replace("\u0361", "").replace("\u035c", "")
    pieces: list[str] = []
    stress = ""
    at = 0
    while at < len(text):
        if text[at] in _STRESSES:
            stress = _STRESSES[text[at]]
            at += 1
            continue
        length = next((n for n in range(_LONGEST, 0, -1) if text[at : at + n] in _MNEMONICS), 0)
        if length:
            if text[at] in _VOWELS:
                pieces.append(stress)
                stress = ""
            pieces.append(_MNEMONICS[text[at : at + length]])
        at += length or 1
    return "".join(pieces)


@dataclass(frozen=True, slots=True)
class WrittenOut:
    """A text as espeak is given it: phonemes as "[[mnemonics]]"."""

    text: str
    source: tuple[tuple[int, int], ...] | None
    """For each of its characters the stretch (start, end) of the first text that it stands for; None: the same."""

    def place(self, start: int, length: int) -> tuple[int, int]:
        """The stretch of the first text that `length` characters from `start` stand for."""
        if self.source is None or not 0 <= start < len(self.source):
            return start, start + length
        last = min(start + max(length, 1), len(self.source)) - 1
        return self.source[start][0], self.source[last][1]


def written_out(text: str, phonemes: Sequence[tuple[int, int, str]]) -> WrittenOut:
    """`text` with each (start, end, IPA) in espeak's mnemonics. What looks like such a stretch in `text` is none."""
    if not phonemes:
        return WrittenOut(text, None)
    plain = text.replace("[", " ").replace("]", " ")
    pieces: list[str] = []
    source: list[tuple[int, int]] = []
    done = 0
    for start, end, ipa in phonemes:
        said = " ".join(f"[[{word}]]" for part in ipa.split() if (word := mnemonics(part)))
        if not said:
            continue
        pieces += plain[done:start], said
        source += ((at, at + 1) for at in range(done, start))
        source += [(start, end)] * len(said)
        done = end
    source += ((at, at + 1) for at in range(done, len(text)))
    return WrittenOut("".join((*pieces, plain[done:])), tuple(source))
