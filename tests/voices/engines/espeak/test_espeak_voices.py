"""Voices by name, and the voice files they become."""

from __future__ import annotations

import hashlib
from collections import Counter

import pytest

from tests.benchmarks.fundamental_frequency import median_f0
from voices.engines.espeak import espeak_voices
from voices.engines.espeak.espeak_library import data_folder
from voices.engines.espeak.espeak_voices import find_voice, listed, voice_file
from voices.engines.registry import loaded_engine, voice_infos
from voices.engines.speech_engine import EngineError, Utterance

RETIRED = "d677358f761dd82680d4bd40c37d370465956ff9a6cf3272b241ae26e33bdaee"
"""The SHA-256 of the retired voices' lines as they were when they were cast."""
TWO_SENTENCES = (
    "The rain had stopped before they reached the harbour, and the lamps were still burning. "
    "I never said that I would go with you, only that I should think about it over supper."
)


@pytest.mark.parametrize(
    ("name", "language", "code", "variant"),
    [
        ("en-gb+arthur", "de", "en-gb", "arthur"),
        ("EN-GB+Arthur", "de", "en-gb", "arthur"),
        ("en-us", "de", "en-us", ""),
        ("arthur", "fr", "fr", "arthur"),
        ("+arthur", "pt-BR", "pt-br", "arthur"),
        ("f3", "de-AT", "de", "f3"),
        ("de", "en", "de", ""),
    ],
)
def test_a_voice_is_a_language_and_a_variant(name: str, language: str, code: str, variant: str) -> None:
    voice = find_voice(name, language)
    assert (voice.language.code, voice.variant.name) == (code, variant)


@pytest.mark.parametrize(
    ("name", "hint"),
    [("en-gb+artur", "did you mean 'arthur'"), ("en-bg+arthur", "did you mean 'en-gb'"), ("en-gb+klatt2", "Klatt")],
)
def test_a_name_that_is_nearly_right_is_told_the_right_one(name: str, hint: str) -> None:
    with pytest.raises(EngineError, match=hint):
        find_voice(name, "en")


def test_every_voice_file_ends_with_what_makes_it_repeatable() -> None:
    for variant in espeak_voices.variants().values():
        name = espeak_voices.voice_name("en-gb", variant.name)
        for whisper in (False, True):
            assert voice_file(find_voice(name, "en"), 1.0, whisper).splitlines()[-2:] == ["flutter 0", "roughness 8"]


def test_a_raised_voice_file_moves_the_melody_with_the_voice() -> None:
    plain = find_voice("en-gb", "en")
    assert "pitch 155 227" in voice_file(plain, 12.0).splitlines()
    assert "pitch 46 64" in voice_file(plain, -12.0).splitlines()


def test_every_language_that_is_offered_has_its_dictionary() -> None:
    languages = espeak_voices.languages()
    assert {"en", "en-gb", "en-us", "de", "fr", "es", "it", "ru", "cmn"} <= set(languages)
    assert all((data_folder() / f"{language.dictionary}_dict").exists() for language in languages.values())


def offered() -> list[espeak_voices.EspeakVariant]:
    """Our voices that are cast."""
    return [variant for variant in espeak_voices.own_variants().values() if not variant.retired]


def test_there_is_a_voice_for_everybody_in_a_book_of_many_people() -> None:
    counts = Counter((variant.gender, variant.age) for variant in offered())
    assert sum(counts.values()) >= 40
    assert counts["male", "adult"] >= 14
    assert counts["female", "adult"] >= 14
    assert counts["male", "child"] + counts["female", "child"] >= 8
    assert min(counts["male", "old"], counts["female", "old"]) >= 4


PITCHES = {"male": (85, 150), "female": (160, 240), "child": (230, 320)}
"""Hz: what people expect of a man, a woman and a child."""


def test_each_voice_is_as_high_as_its_gender_and_age_promise() -> None:
    engine = loaded_engine("pyttsx3")
    for variant in offered():
        clip = engine.synthesize(Utterance(TWO_SENTENCES, f"en-gb+{variant.name}"))
        lowest, highest = PITCHES["child" if variant.age == "child" else variant.gender or ""]
        assert lowest <= (median_f0([(clip.samples, clip.rate)]) or 0) <= highest, variant.name


def test_there_are_leads_enough_who_are_understood() -> None:
    adults = [info for info in voice_infos("pyttsx3") if info.age == "adult" and info.errors is not None]
    understood = [info for info in adults if info.errors is not None and info.errors <= 6 and not info.retired]
    assert len(understood) >= 10
    assert {info.gender for info in understood[:4]} == {"female", "male"}
    narrator = voice_infos("pyttsx3")[0]
    assert narrator.errors is not None
    assert narrator.errors <= 4


def test_a_retired_voice_speaks_as_it_did_and_is_told_to_be_retired() -> None:
    infos = {info.name: info for info in espeak_voices.voice_infos()}
    retired = [variant for variant in espeak_voices.own_variants().values() if variant.retired]
    assert len(retired) == 49
    assert all(infos[f"en-gb+{variant.name}"].retired for variant in retired)
    lines = "\0".join(variant.lines for variant in retired)
    assert hashlib.sha256(lines.encode()).hexdigest() == RETIRED
    assert listed("en-gb+arthur") == "en-gb+arthur"


def test_our_voices_name_gender_age_and_sound() -> None:
    own = espeak_voices.own_variants()
    assert len(own) >= 40
    assert all(variant.gender in ("female", "male") for variant in own.values())
    assert all(variant.age in ("child", "adult", "old") for variant in own.values())
    assert all(variant.description for variant in own.values())
    assert not set(own) & {name.casefold() for name in espeak_voices.variants() if name not in own}
