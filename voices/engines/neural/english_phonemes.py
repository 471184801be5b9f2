"""IPA → misaki's English phonemes, on which hibari and Kokoro were trained
(https://github.com/hexgrad/misaki/blob/main/EN_PHONES.md): a diphthong is one capital letter."""

from __future__ import annotations

from types import MappingProxyType

from voices.engines.ipa import Alphabet, before_r
from voices.engines.neural.phoneme_stress import FullForms

_CONSONANTS = {sign: sign for sign in "pbtdkɡfvθðszʃʒhmnŋlɹjw"} | {"tʃ": "ʧ", "dʒ": "ʤ"}
_BOTH = _CONSONANTS | {
    "eɪ": "A",
    "ei": "A",
    "ɛɪ": "A",
    "eː": "A",
    "aɪ": "I",
    "ai": "I",
    "ɑɪ": "I",
    "aʊ": "W",
    "au": "W",
    "ɑʊ": "W",
    "æʊ": "W",
    "ɔɪ": "Y",
    "ɔi": "Y",
    "oɪ": "Y",
    "i": "i",
    "ɪ": "ɪ",
    "e": "ɛ",
    "ɛ": "ɛ",
    "ʊ": "ʊ",
    "ʌ": "ʌ",
    "ɐ": "ə",
    "ə": "ə",
    "ᵊ": "ᵊ",
}
AMERICAN = Alphabet(
    MappingProxyType(
        _BOTH
        | {
            "iː": "i",
            "uː": "u",
            "u": "u",
            "æ": "æ",
            "a": "ɑ",
            "aː": "ɑ",
            "ɑː": "ɑ",
            "ɑ": "ɑ",
            "ɒ": "ɑ",
            "ɔː": "ɔ",
            "ɔ": "ɔ",
            "oː": "ɔ",
            "o": "O",
            "oʊ": "O",
            "əʊ": "O",
            "ou": "O",
            "ɛː": "ɛɹ",
            "eə": "ɛɹ",
            "ɛə": "ɛɹ",
            "ʊə": "ʊɹ",
            "ɜː": "ɜɹ",
            "ɜ": "ɜɹ",
            "ɜːɹ": "ɜɹ",
            "ɜɹ": "ɜɹ",
            "ɜːr": "ɜɹ",
            "ɜr": "ɜɹ",
            "ɚ": "əɹ",
            "ɝ": "ɜɹ",
            "ɝː": "ɜɹ",
            "eər": "ɛɹ",
            "eəɹ": "ɛɹ",
            "ɛər": "ɛɹ",
            "ɛəɹ": "ɛɹ",
            "ɛːr": "ɛɹ",
            "ɛːɹ": "ɛɹ",
            "ɪər": "ɪɹ",
            "ɪəɹ": "ɪɹ",
            "iːr": "ɪɹ",
            "iːɹ": "ɪɹ",
            "ʊər": "ʊɹ",
            "ʊəɹ": "ʊɹ",
            "ɾ": "T",
            "ᵻ": "ᵻ",
        }
    )
)
BRITISH = Alphabet(
    MappingProxyType(
        _BOTH
        | {
            "iː": "iː",
            "uː": "uː",
            "u": "u",
            "æ": "a",
            "a": "a",
            "aː": "ɑː",
            "ɑː": "ɑː",
            "ɑ": "ɑː",
            "ɒ": "ɒ",
            "ɔː": "ɔː",
            "ɔ": "ɒ",
            "oː": "ɔː",
            "o": "Q",
            "oʊ": "Q",
            "əʊ": "Q",
            "ou": "Q",
            "ɛː": "ɛː",
            "eə": "ɛː",
            "ɛə": "ɛː",
            "ɪə": "ɪə",
            "iə": "ɪə",
            "ʊə": "ʊə",
            "ɜː": "ɜː",
            "ɜ": "ɜː",
            "ɝ": "ɜː",
            "ɝː": "ɜː",
            "ɚ": "ə",
        }
    ),
    codas=MappingProxyType(
        before_r(
            {
                "ɑː": "ɑː",
                "ɑ": "ɑː",
                "a": "ɑː",
                "aː": "ɑː",
                "ɔː": "ɔː",
                "ɔ": "ɔː",
                "oː": "ɔː",
                "o": "ɔː",
                "ɒ": "ɒ",
                "ɜː": "ɜː",
                "ɜ": "ɜː",
                "ə": "ə",
                "eə": "ɛː",
                "ɛə": "ɛː",
                "ɛː": "ɛː",
                "ɛ": "ɛː",
                "e": "ɛː",
                "ɪə": "ɪə",
                "ɪ": "ɪə",
                "iː": "ɪə",
                "i": "ɪə",
                "ʊə": "ʊə",
                "ʊ": "ʊə",
                "uː": "ʊə",
                "aɪə": "Iə",
                "aɪ": "Iə",
                "aʊə": "Wə",
                "aʊ": "Wə",
                "ɔɪ": "Yə",
            }
        )
    ),
)
FULL_FORMS: FullForms = MappingProxyType(
    {"ðə": "ðˈi", "ði": "ðˈi", "ɐ": "ˈA", "ə": "ˈA", "ɐn": "ˈæn", "ən": "ˈæn", "tə": "tˈu", "tʊ": "tˈu", "fə": "fˈɔː"}
)
