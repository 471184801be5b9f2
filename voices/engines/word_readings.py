"""How an engine reads a word that nobody told it how to say, in IPA: for people who judge whether that is right."""

from __future__ import annotations

import re
from collections.abc import Sequence

from voices.engines import registry

_MISAKI = str.maketrans(
    {"A": "eɪ", "I": "aɪ", "O": "oʊ", "Q": "əʊ", "W": "aʊ", "Y": "ɔɪ", "ʤ": "dʒ", "ʧ": "tʃ"}
    | {"T": "ɾ", "ᵊ": "ə", "ᵻ": "ɪ"}
)
_ESPEAK = str.maketrans({"ɐ": "ə", "ᵻ": "ɪ", "ʲ": None})
_SWITCH = re.compile(r"\([a-z-]+\)")
"""espeak marks words that it reads in another language."""
_LONGEST = 200
"""Phonemes of one word."""


def readings(engine: str, voice: str, words: Sequence[str], language: str) -> tuple[str, ...]:
    """How `voice` reads each of the English `words`.

    Of an engine that doesn't tell, how espeak would, from whose readings most have learned. Raises `EngineError`.
    """
    if registry.traits(engine).own_readings and registry.installed(engine):
        from voices.engines.neural.english_phonemizer import sentences

        british = {info.name: info.language for info in registry.voice_infos(engine)}.get(_base(voice)) == "en-gb"
        read = (
            " ".join(sentence.phonemes for sentence in sentences(word, british=british, longest=_LONGEST))
            for word in words
        )
        return tuple(phonemes.translate(_MISAKI) for phonemes in read)
    from voices.engines.espeak import espeak_voices
    from voices.engines.espeak.espeak_library import espeak

    spoken = espeak_voices.find_voice(espeak_voices.story_language(language), language)
    espeak().set_voice(espeak_voices.voice_file(spoken), spoken.language.dictionary)
    return tuple(_SWITCH.sub("", espeak().ipa(word)).translate(_ESPEAK) for word in words)


def _base(voice: str) -> str:
    """Of a blend or a variant the voice that it is mostly made of."""
    return voice.partition("+")[0].partition(":")[0]
