"""IPA → the phonemes that Piper's voices were trained on: espeak-ng's IPA for the voice's language, sign by sign."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from types import MappingProxyType

from voices.engines.ipa import VOWELS, Alphabet, before_r, translated
from voices.engines.neural.phoneme_stress import FullForms, doubled, stressed_tokens, with_stress

_CONSONANTS = {sign: sign for sign in "pbtdkɡfvθðszʃʒhmnŋlɹjwxʔ"}
_BOTH = _CONSONANTS | {
    "iː": "iː",
    "i": "i",
    "ɪ": "ɪ",
    "ᵻ": "ᵻ",
    "e": "ɛ",
    "ɛ": "ɛ",
    "eː": "eɪ",
    "eɪ": "eɪ",
    "ɛɪ": "eɪ",
    "ei": "eɪ",
    "aɪ": "aɪ",
    "ai": "aɪ",
    "aʊ": "aʊ",
    "au": "aʊ",
    "ɔɪ": "ɔɪ",
    "ɔi": "ɔɪ",
    "aː": "ɑː",
    "ɑː": "ɑː",
    "ɑ": "ɑː",
    "ɔː": "ɔː",
    "oː": "ɔː",
    "ʊ": "ʊ",
    "uː": "uː",
    "u": "uː",
    "ʌ": "ʌ",
    "ɐ": "ɐ",
    "ə": "ə",
    "ɜː": "ɜː",
    "ɜ": "ɜː",
    "ɝː": "ɜː",
    "ɝ": "ɜː",
    "iə": "iə",
}
_AMERICAN = Alphabet(
    MappingProxyType(
        _BOTH
        | {"æ": "æ", "a": "ɑː", "ɒ": "ɑː", "ɔ": "ɔː", "o": "oʊ", "oʊ": "oʊ", "əʊ": "oʊ", "ou": "oʊ"}
        | {"ɚ": "ɚ", "ɛː": "ɛɹ", "eə": "ɛɹ", "ɛə": "ɛɹ", "ʊə": "ʊɹ", "ɾ": "ɾ"}
        | before_r({"eə": "ɛɹ", "ɛə": "ɛɹ", "ɛː": "ɛɹ"})
        | before_r({"ɪə": "ɪɹ", "iː": "ɪɹ", "ʊə": "ʊɹ"})
    ),
    codas=MappingProxyType(before_r({"ə": "ɚ", "ɜː": "ɜː", "ɜ": "ɜː"})),
)
_BRITISH = Alphabet(
    MappingProxyType(
        _BOTH
        | {"æ": "æ", "a": "æ", "ɒ": "ɒ", "ɔ": "ɒ", "o": "əʊ", "oʊ": "əʊ", "əʊ": "əʊ", "ou": "əʊ"}
        | {"ɚ": "ə", "ɛː": "eə", "eə": "eə", "ɛə": "eə", "ʊə": "ʊə", "ɪə": "iə"}
    ),
    codas=MappingProxyType(
        before_r(
            {
                "ə": "ə",
                "ɜː": "ɜː",
                "ɜ": "ɜː",
                "ɑː": "ɑː",
                "ɑ": "ɑː",
                "a": "ɑː",
                "ɔː": "ɔː",
                "ɔ": "ɔː",
                "oː": "ɔː",
                "o": "ɔː",
                "eə": "eə",
                "ɛə": "eə",
                "ɛː": "eə",
                "ɛ": "eə",
                "e": "eə",
                "ɪə": "iə",
                "ɪ": "iə",
                "iː": "iə",
                "i": "iə",
                "ʊə": "ʊə",
                "ʊ": "ʊə",
                "uː": "ʊə",
                "aɪ": "aɪə",
                "aʊ": "aʊə",
            }
        )
    ),
)
FULL_FORMS: FullForms = MappingProxyType(
    {"ðə": "ðˈiː", "ðɪ": "ðˈiː", "ðɪʲ": "ðˈiː", "ði": "ðˈiː", "ɐ": "ˈeɪ", "ə": "ˈeɪ", "ɐn": "ˈæn", "ən": "ˈæn"}
    | {"tə": "tˈuː", "tʊ": "tˈuː", "fə": "fˈɔː", "fɚ": "fˈɔːɹ"}
)
_BETWEEN = re.compile(r"[^\w'+=@/&%‰°$£€]*")
"""What is no word at the beginning of a text; of an apostrophe, a word's end may follow."""
_SAID = re.compile(r"[\w+=@/&%‰°$£€]")
_PARTED = re.compile(r"[^\w'-]\W*\Z")
"""The end of a text after which another word begins."""
_END = re.compile(r"[.!?]")
_PAUSE = re.compile(r"[,;:]|…")


def alphabet_of(voice: str, signs: Iterable[str]) -> Alphabet:
    """The alphabet of a model trained with espeak's `voice` ("en-us") that knows these signs."""
    if voice.partition("-")[0] == "en":
        return _AMERICAN if voice.startswith("en-us") else _BRITISH
    known = {
        sign: sign for sign in signs if len(sign) == 1 and (sign in VOWELS or not sign.isascii() or sign.isalpha())
    }
    return Alphabet(MappingProxyType(known), english=False)


def phonemes_with(
    text: str,
    said: Sequence[tuple[int, int, str]],
    alphabet: Alphabet,
    phonemize: Callable[[str], list[list[str]]],
) -> list[list[str]]:
    """The phonemes of each sentence of `text`, some of them given.

    Those of each (start, end, IPA) are as that says, all else is by `phonemize`, which names the punctuation that a
    text begins with or consists of: that is never given to it.
    """
    sentences: list[list[str]] = [[]]

    def part() -> None:
        if sentences[-1] and sentences[-1][-1] != " ":
            sentences[-1].append(" ")

    def read(plain: str) -> None:
        match = _BETWEEN.match(plain)
        between = match.group() if match else ""
        if sentences[-1]:
            if _END.search(between):
                sentences[-1].append(_END.findall(between)[-1])
                sentences.append([])
            elif pause := _PAUSE.search(between):
                sentences[-1] += [pause.group().replace("…", ","), " "]
            elif between not in ("", "-"):
                part()
        words = plain[len(between) :]
        if not _SAID.search(words):
            return
        for number, phonemes in enumerate(phonemize(words)):
            if number:
                sentences.append([])
            sentences[-1] += phonemes
        if sentences[-1] and _END.fullmatch(sentences[-1][-1]):
            sentences.append([])
        elif _PARTED.search(words):
            part()

    done = 0
    for start, end, ipa in said:
        if word := translated(ipa, alphabet).text:
            read(text[done:start])
            sentences[-1] += unicodedata.normalize("NFD", word)
            done = end
    read(text[done:])
    return [_ended(sentence) for sentence in sentences if any(map(str.isalpha, sentence))]


def _ended(sentence: list[str]) -> list[str]:
    """A sentence without the space that would part its last word from another; that of a pause stays."""
    return sentence[:-1] if sentence[-1] == " " and not _PAUSE.fullmatch(sentence[-2]) else sentence


def stressed_sentences(
    text: str,
    sentences: Sequence[list[str]],
    stress: Sequence[tuple[int, int]],
    alphabet: Alphabet,
    phonemize: Callable[[str], list[list[str]]],
) -> list[list[str]]:
    """The phonemes of the `sentences` of `text` with the stress of those stretches (start, end) of it."""
    forms = FULL_FORMS if alphabet.english else {}

    def spell(beginning: str) -> str:
        return " ".join("".join(sentence).strip() for sentence in phonemize(beginning))

    spoken = ["".join(sentence).strip() for sentence in sentences]
    words = with_stress(text, " ".join(spoken), stressed_tokens(text, stress), spell, forms).split(" ")
    said = []
    for sentence in spoken:
        count = sentence.count(" ") + 1
        said.append(list(doubled(" ".join(words[:count]))))
        words = words[count:]
    return said
