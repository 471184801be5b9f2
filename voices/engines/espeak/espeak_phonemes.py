"""IPA → espeak-ng's phoneme mnemonics (https://github.com/espeak-ng/espeak-ng/blob/master/docs/phonemes.md)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from voices.engines.ipa import Alphabet, before_r, translated, unknown_signs

STRESSES = ("'", ",")
_SIGNS = MappingProxyType(
    {
        # Vowels and diphthongs, as dictionaries of English write them. espeak gives each accent its own sound.
        "iː": "i:",
        "i": "i",
        "ɪ": "I",
        "ᵻ": "I2",
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
        "oː": "O:",
        "ʊ": "U",
        "uː": "u:",
        "u": "u:",
        "ʌ": "V",
        "ɐ": "a#",
        "ə": "@",
        "ɚ": "3",
        "ɜː": "3:",
        "ɜ": "3:",
        "ɝ": "3:",
        "ɝː": "3:",
        "eɪ": "eI",
        "ei": "eI",
        "ɛɪ": "eI",
        "aɪ": "aI",
        "ai": "aI",
        "ɔɪ": "OI",
        "ɔi": "OI",
        "əʊ": "oU",
        "oʊ": "oU",
        "ou": "oU",
        "aʊ": "aU",
        "au": "aU",
        "ɪə": "i@",
        "iə": "i@",
        "eə": "e@",
        "ɛə": "e@",
        "ʊə": "U@",
        # Consonants
        "tʃ": "tS",
        "dʒ": "dZ",
        "ɡ": "g",
        "θ": "T",
        "ð": "D",
        "ʃ": "S",
        "ʒ": "Z",
        "ŋ": "N",
        "ɹ": "r",
        "ɾ": "t#",
        "ç": "C",
        "χ": "X",
        "ɣ": "Q",
        "ɲ": "n^",
        "ʎ": "l^",
        "ʔ": "?",
    }
    | {sign: sign for sign in "pbtdkfvszhmnlrjwx"}
)
_CODAS = MappingProxyType(
    before_r(
        {
            "ɑː": "A@",
            "ɑ": "A@",
            "a": "A@",
            "aː": "A@",
            "ɔː": "O@",
            "ɔ": "O@",
            "oː": "O@",
            "o": "O@",
            "ɜː": "3:",
            "ɜ": "3:",
            "ə": "3",
            "aɪə": "aI3",
            "aɪ": "aI3",
            "aʊə": "aU3",
            "aʊ": "aU3",
            "eə": "e@",
            "ɛə": "e@",
            "ɛː": "e@",
            "ɛ": "e@",
            "e": "e@",
            "ɪə": "i@3",
            "ɪ": "i@3",
            "iː": "i@3",
            "i": "i@3",
            "ʊə": "U@",
            "ʊ": "U@",
            "uː": "U@",
        }
    )
)
ENGLISH = Alphabet(_SIGNS, _CODAS, STRESSES, separator="|")

_MNEMONICS = (
    "p b t d k g f v T D s z S Z h m n N l r j w x X C Q n^ l^ ? ts dz tS dZ pf tS; dZ; s; z; S; R B H L J q G c J^ "
    "t. d. s. z. n. l. K M ** i i: I e e: E E: a a: A A: & O O: o o: 0 U u u: V @ 3 3: y y: Y Y: W W: 8 u- "
    "A~ E~ O~ W~ eI aI aU OI oU EI AU OY"
)
"""What espeak calls the sounds of its languages; none has all."""


def language_alphabet(ipa_of: Callable[[str], str]) -> Alphabet:
    """The alphabet of a language that is not English.

    `ipa_of` is how espeak says a text in it: mnemonics that it lacks end a word, and those that it has may be sounds of
    its own.
    """
    signs: dict[str, str] = {}
    for mnemonic in _MNEMONICS.split():
        said = "".join(sign for sign in ipa_of(f"[[m{mnemonic}m]]") if sign not in "ˈˌ")
        sound = said[1:-1]
        if said[:1] == said[-1:] == "m" and sound and not unknown_signs(sound):
            signs.setdefault(sound, mnemonic)
    return Alphabet(MappingProxyType(signs), stresses=STRESSES, separator="|", english=False)


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


def written_out(text: str, phonemes: Sequence[tuple[int, int, str]], alphabet: Alphabet = ENGLISH) -> WrittenOut:
    """`text` with each (start, end, IPA) in espeak's mnemonics. What looks like such a stretch in `text` is none."""
    if not phonemes:
        return WrittenOut(text, None)
    plain = text.replace("[", " ").replace("]", " ")
    pieces: list[str] = []
    source: list[tuple[int, int]] = []
    done = 0
    for start, end, ipa in phonemes:
        said = " ".join(f"[[{word}]]" for word in translated(ipa, alphabet).text.split())
        if not said:
            continue
        pieces += plain[done:start], said
        source += ((at, at + 1) for at in range(done, start))
        source += [(start, end)] * len(said)
        done = end
    source += ((at, at + 1) for at in range(done, len(text)))
    return WrittenOut("".join((*pieces, plain[done:])), tuple(source))
