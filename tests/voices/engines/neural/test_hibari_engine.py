"""The fast narrator, with its own weights. What would be broken: a book that comes out anew, voices all alike."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.voices.neural import elsewhere, fingerprint, pitch_of, pitches, seconds
from voices.engines import registry
from voices.engines.neural import hibari_engine
from voices.engines.speech_engine import Engine, EngineError, Utterance

TEXT = "He laid three coins on the table, and waited."

pytest.importorskip("hibari", reason="make-audio[neural] is not installed")


@pytest.fixture(scope="module")
def engine() -> Engine:
    return registry.load("hibari")


def test_the_same_words_are_the_same_bytes_in_every_process_whatever_was_said_before(engine: Engine) -> None:
    clip = engine.synthesize(Utterance(TEXT, "heart"))
    engine.synthesize(Utterance("Something else.", "heart+deep"))
    assert fingerprint(clip) == fingerprint(engine.synthesize(Utterance(TEXT, "heart")))
    assert fingerprint(clip) == elsewhere("hibari", "heart", TEXT)


def test_it_speaks_at_a_readers_pace_without_silence_around(engine: Engine) -> None:
    clip = engine.synthesize(Utterance(TEXT, "heart"))
    assert 2.0 < seconds(clip) < 4.0
    assert abs(clip.samples).max() < 1
    assert seconds(engine.synthesize(Utterance(TEXT, "heart", rate=1.5))) == pytest.approx(seconds(clip) / 1.5, rel=0.1)


def test_every_voice_of_ours_speaks_in_its_own_way(engine: Engine) -> None:
    clips = {info.name: engine.synthesize(Utterance("Nobody knew.", info.name)) for info in engine.voices()}
    assert len(clips) >= 6
    assert len({fingerprint(clip) for clip in clips.values()}) == len(clips)
    assert pitch_of(clips["heart+deep"].samples, 24_000) < 0.65 * pitch_of(clips["heart"].samples, 24_000)
    assert pitch_of(clips["heart+light"].samples, 24_000) > 1.3 * pitch_of(clips["heart+warm"].samples, 24_000)


def test_pitch_moves_the_voice_and_not_the_pace(engine: Engine) -> None:
    plain, high = (engine.synthesize(Utterance(TEXT, "heart", pitch=pitch)) for pitch in (0.0, 4.0))
    assert seconds(high) == pytest.approx(seconds(plain), rel=0.03)
    assert pitch_of(high.samples, 24_000) == pytest.approx(2 ** (4 / 12) * pitch_of(plain.samples, 24_000), rel=0.08)


def test_melody_widens_the_rise_and_fall_and_moves_nothing_else(engine: Engine) -> None:
    flat, plain, lively = (engine.synthesize(Utterance(TEXT, "heart", melody=melody)) for melody in (0.4, 1.0, 1.6))
    spread = [np.std(np.log([p for p in pitches(clip.samples, clip.rate) if p])) for clip in (flat, plain, lively)]
    assert spread[0] < 0.8 * spread[1]
    assert spread[1] < spread[2]
    assert seconds(flat) == pytest.approx(seconds(lively), abs=0.02)


def test_a_whisper_has_words_and_no_voice(engine: Engine) -> None:
    plain = engine.synthesize(Utterance(TEXT, "heart"))
    whisper = engine.synthesize(Utterance(TEXT, "heart", delivery="whisper"))
    assert seconds(whisper) == pytest.approx(seconds(plain), rel=0.1)
    voiced, breathed = (pitches(clip.samples, clip.rate) for clip in (plain, whisper))
    assert sum(map(bool, breathed)) / len(breathed) < 0.4 < 0.6 < sum(map(bool, voiced)) / len(voiced)


def test_a_stressed_word_is_longer_and_louder_and_the_rest_as_long_as_before(engine: Engine) -> None:
    text = "What do you mean by that?"
    plain = engine.synthesize(Utterance(text, "heart"))
    strong = engine.synthesize(Utterance(text, "heart", stress=((8, 11),)))
    assert 0.03 < seconds(strong) - seconds(plain) < 0.4
    assert fingerprint(strong) == fingerprint(engine.synthesize(Utterance(text, "heart", stress=((8, 11),))))
    loudness = [np.abs(clip.samples).max() for clip in (plain, strong)]
    assert loudness[0] < loudness[1] < 1
    whole = engine.synthesize(Utterance(text, "heart", stress=((0, len(text)),), delivery="whisper"))
    assert seconds(whole) > seconds(strong)


@pytest.mark.parametrize("text", ["", "…", "* * *", "—", "\0"])
def test_what_has_no_word_is_no_sound(engine: Engine, text: str) -> None:
    assert len(engine.synthesize(Utterance(text, "heart")).samples) == 0


@pytest.mark.parametrize("text", ["No!", "A\0B.", "see [him](/aaaa/)", "AAARGH", "x" * 900, "word " * 300])
def test_odd_texts_are_spoken(engine: Engine, text: str) -> None:
    assert seconds(engine.synthesize(Utterance(text, "heart"))) > 0.2


def test_a_books_brackets_are_no_phonemes(engine: Engine) -> None:
    assert fingerprint(engine.synthesize(Utterance("a [link](/hˈɛl/) here", "heart"))) != fingerprint(
        engine.synthesize(Utterance("a hell here", "heart"))
    )


def test_an_unknown_voice_is_told_the_nearest(engine: Engine) -> None:
    with pytest.raises(EngineError, match=r"did you mean 'heart\+deep'"):
        engine.find("heart+dep")
    with pytest.raises(EngineError, match="no voice 'emma'"):
        engine.synthesize(Utterance("One.", "emma"))


def test_the_version_names_weights_and_variant(engine: Engine) -> None:
    assert "weights 5f70741d4e900f4e" in engine.version("heart")
    assert engine.version("heart") != engine.version("heart+deep")


def test_what_is_said_of_a_variant_makes_no_clip_anew(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    was, found = engine.version("heart+deep"), hibari_engine.variants()

    def version_with(**changed: object) -> str:
        other = {**found, "deep": replace(found["deep"], **changed)}  # type: ignore[arg-type]
        monkeypatch.setattr(hibari_engine, "variants", lambda: other)
        return engine.version("heart+deep")

    assert version_with(description="other words", age="old", gender="female") == was
    for heard in ({"pitch": 0.6}, {"throat": 0.7}, {"melody": 1.2}, {"bend": 0.05}, {"tilt": 0.5}):
        assert version_with(**heard) != was


def test_every_voice_was_measured(engine: Engine) -> None:
    from voices.engines.timbre import distance

    names = [info.name for info in engine.voices()]
    apart = [distance(("hibari", a, 0.0), ("hibari", b, 0.0)) for a in names for b in names if a < b]
    assert min(apart) > 0.07


def test_a_name_in_ipa_sounds_like_the_word_that_has_these_phonemes(engine: Engine) -> None:
    word = engine.synthesize(Utterance("Then hello came.", "heart"))
    name = engine.synthesize(Utterance("Then Xyzzy came.", "heart", phonemes=((5, 10, "həˈloʊ"),)))
    assert fingerprint(name) == fingerprint(word)
