"""The fast narrator, with its own weights. What would be broken: a book that comes out anew, voices all alike."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from script.model import Age, Gender
from tests.benchmarks.fundamental_frequency import median_f0
from tests.voices.neural import elsewhere, fingerprint, pitch_of, pitches, seconds
from voices.casting.pitch_bands import is_plausible
from voices.engines import registry
from voices.engines.neural.hibari import hibari_engine
from voices.engines.shipped.known_figures import figures
from voices.engines.speech_engine import Clip, Engine, EngineError, Utterance

RATE = 24_000
TEXT = "He laid three coins on the table, and waited."

VARIANTS_OF_OLD = {
    "heart+light": "9d66a8cea29c",
    "heart+warm": "99505c17063f",
    "heart+deep": "6ac946aeed20",
    "heart+mellow": "2143180921a8",
    "heart+dry": "ee532c60cfb6",
    "heart+dark": "5e09475c806b",
}
"""What the versions of retired voices say of how they are shaped."""

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
    assert len(clips) >= 11
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


@pytest.mark.parametrize("before", [(), ("“I never know,” he said, “I never know; so tell me,”",)])
def test_words_behind_a_stressed_one_are_later_by_what_it_is_longer(engine: Engine, before: tuple[str, ...]) -> None:
    plain = Utterance("what do you mean by that?", "heart", before=before)
    clips = [engine.synthesize(said) for said in (plain, replace(plain, stress=((12, 16),)))]
    later = [b.at - a.at for a, b in zip(clips[0].words, clips[1].words, strict=True)]
    assert max(later[:4]) - min(later[:4]) < 0.01 * RATE
    assert min(later[4:]) - max(later[:4]) > 0.03 * RATE


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
    with pytest.raises(EngineError, match=r"did you mean 'heart\+grave'"):
        engine.find("heart+grav")
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
    heard: tuple[dict[str, object], ...] = (
        {"pitch": 0.6}, {"throat": 0.7}, {"melody": 1.2}, {"bend": 0.05}, {"tilt": 0.5}, {"mouth": 1.1},
        {"contrast": 0.9}, {"breath": 0.0}, {"tempo": 0.9}, {"gain": 1.0},
    )  # fmt: skip
    for other in heard:
        assert version_with(**other) != was


def test_a_retired_voice_speaks_to_the_byte_as_ever(engine: Engine) -> None:
    retired = [info.name for info in engine.voices() if info.retired]
    assert retired == ["heart+light", "heart+warm", "heart+deep", "heart+mellow", "heart+dry", "heart+dark"]
    # What its clips are kept by hasn't changed since it was cast.
    assert {name: engine.version(name).partition("variant ")[2][:12] for name in retired} == VARIANTS_OF_OLD


def test_every_voice_was_measured(engine: Engine) -> None:
    from voices.engines.timbre import distance

    everybody = [info.name for info in engine.voices()]
    apart = [distance(("hibari", a, 0.0), ("hibari", b, 0.0)) for a in everybody for b in everybody if a < b]
    assert min(apart) > 0.05


def test_every_two_voices_that_are_cast_are_told_apart(engine: Engine) -> None:
    from voices.engines.timbre import distance

    names = [info.name for info in engine.voices() if not info.retired]
    assert len(names) >= 11
    assert min(distance(("hibari", a, 0.0), ("hibari", b, 0.0)) for a in names for b in names if a < b) > 0.2


def test_every_voice_that_is_cast_speaks_as_high_as_its_gender_and_age_promise(engine: Engine) -> None:
    clips = {
        info: engine.synthesize(Utterance("She waited for the old man to look up, and said nothing more.", info.name))
        for info in engine.voices()
        if not info.retired
    }
    for info, clip in clips.items():
        heard, shipped = median_f0([(clip.samples, clip.rate)]), figures("hibari", info.name, "en-us").f0
        for f0 in (heard, shipped):
            assert is_plausible(f0 or 0, Gender(info.gender or ""), Age(info.age or "")), info.name
        assert np.abs(clip.samples).max() < 1, info.name
    adult, old = (np.mean([seconds(clips[info]) for info in clips if info.age == age]) for age in ("adult", "old"))
    assert old > 1.08 * adult
    assert {(info.gender, info.age) for info in clips} >= {("male", "old"), ("female", "old"), ("male", "child")}


def test_what_hisses_in_a_voiced_sound_is_heard_at_any_pitch(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    found = hibari_engine.variants()
    without = {**found, "grave": replace(found["grave"], breath=None)}

    def high() -> float:
        """dB of what lies above 8 kHz, of all: most of a buzz (z, v) is high."""
        clip = engine.synthesize(Utterance("Zoos use lazy lizards.", "heart+grave"))
        power = np.abs(np.fft.rfft(clip.samples)) ** 2
        return float(10 * np.log10(power[2 * len(power) // 3 :].sum() / power.sum()))

    breathing = high()
    monkeypatch.setattr(hibari_engine, "variants", lambda: without)
    assert breathing > high() + 1


def test_a_name_in_ipa_sounds_like_the_word_that_has_these_phonemes(engine: Engine) -> None:
    word = engine.synthesize(Utterance("Then hello came.", "heart"))
    name = engine.synthesize(Utterance("Then Xyzzy came.", "heart", phonemes=((5, 10, "həˈloʊ"),)))
    assert fingerprint(name) == fingerprint(word)


SAID, TAG, GOES_ON = "My dear Mister Bennet,", "said his lady to him one day,", "have you heard the news?"


def pieces(engine: Engine, *voices: str) -> list[Clip]:
    """A sentence, each piece in its voice."""
    texts = (SAID, TAG, GOES_ON)
    return [
        engine.synthesize(Utterance(text, voice, before=texts[:number], after=texts[number + 1 :]))
        for number, (text, voice) in enumerate(zip(texts, voices, strict=True))
    ]


def test_the_pieces_of_a_sentence_are_together_the_sentence(engine: Engine) -> None:
    whole = engine.synthesize(Utterance(f"{SAID} {TAG} {GOES_ON}", "heart"))
    parts = pieces(engine, "heart", "heart", "heart")
    assert sum(map(seconds, parts)) == pytest.approx(seconds(whole), abs=0.3)
    own = [[word.at - clip.words[0].at for word in clip.words] for clip in parts]
    starts = [word.at for word in whole.words]
    for first, last, times in ((0, 4, own[0]), (4, 11, own[1]), (11, 16, own[2])):
        assert [at - starts[first] for at in starts[first:last]] == pytest.approx(times, abs=2)


def test_a_piece_is_the_same_whatever_is_remembered(engine: Engine) -> None:
    remembered = [fingerprint(clip) for clip in pieces(engine, "heart+deep", "heart", "heart+deep")]
    hibari_engine._network.cache_clear()
    backwards = Utterance(GOES_ON, "heart+deep", before=(SAID, TAG))
    assert fingerprint(engine.synthesize(backwards)) == remembered[2]
    assert [fingerprint(clip) for clip in pieces(engine, "heart+deep", "heart", "heart+deep")] == remembered


def test_the_pieces_of_a_sentence_cost_one_pass_and_little_memory(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    network = hibari_engine._network("heart")
    made = network._said

    def counted(phonemes: str, speed: float) -> Any:
        asked.append(phonemes)
        return made(phonemes, speed)

    monkeypatch.setattr(network, "_said", counted)
    network._kept.clear()
    pieces(engine, "heart", "heart+deep", "heart+warm")
    assert len(asked) == 1
    for number in range(30):
        engine.synthesize(Utterance(f"Then {'word ' * 12}{number},", "heart", after=(TAG,)))
    kept = sum(part.nbytes for passed in network._kept.values() for part in passed.frames.parts())
    assert 0 < kept < 48_000_000
    engine.synthesize(Utterance("Nothing stands around this.", "heart"))
    assert not any("nˈʌθ" in phonemes for phonemes, _ in network._kept)


@pytest.mark.parametrize("mark", [",", ""])
def test_a_piece_ends_without_a_click_or_a_sound_of_its_neighbour(engine: Engine, mark: str) -> None:
    said, neighbour = f"I call it a house{mark}", "Zoë shouted."
    whole = engine.synthesize(Utterance(f"{said} {neighbour}", "heart")).words
    clip = engine.synthesize(Utterance(said, "heart", after=(neighbour,)))
    assert np.abs(clip.samples[-24:]).max() < 0.02 * np.abs(clip.samples).max()
    assert len(clip.samples) - clip.words[-1].at < whole[5].at - whole[4].at + 0.05 * RATE
    clip = engine.synthesize(Utterance(neighbour, "heart", before=(said,)))
    assert np.abs(clip.samples[:24]).max() < 0.02 * np.abs(clip.samples).max()
    assert clip.words[0].at < 0.05 * RATE


def end_of_melody(clip: Clip) -> float:
    """Semitones by which the pitch rises over the last voiced 0.2 s."""
    tail = [p for p in pitches(clip.samples, clip.rate) if p][-10:]
    return float(9 * np.polyfit(range(len(tail)), 12 * np.log2(tail), 1)[0])


def test_what_goes_on_in_another_voice_does_not_fall_as_if_done(engine: Engine) -> None:
    texts = ("I don't know what you mean,", "We shall never get there,", "It was all for nothing,", "You are late,")
    alone = [end_of_melody(engine.synthesize(Utterance(text, "heart"))) for text in texts]
    within = [end_of_melody(engine.synthesize(Utterance(text, "heart", after=("he said.",)))) for text in texts]
    assert np.mean(alone) < np.mean(within)
    assert np.median(within) > -0.5


def test_a_tag_is_lower_and_softer(engine: Engine) -> None:
    plain, tag = (
        engine.synthesize(Utterance(TAG, "heart", before=(SAID,), after=(GOES_ON,), tags=tags))
        for tags in ((), ((0, len(TAG)),))
    )
    assert len(plain.samples) == pytest.approx(len(tag.samples), abs=1200)
    assert 0.9 < pitch_of(tag.samples, 24_000) / pitch_of(plain.samples, 24_000) < 0.97
    assert 0.75 < np.sqrt(np.mean(tag.samples**2) / np.mean(plain.samples**2)) < 0.92
    # Where it doesn't end with the tag, both go on alike: all that differs is the tag.
    some = engine.synthesize(Utterance(f"{TAG} and laughed.", "heart", before=(SAID,), tags=((0, len(TAG)),)))
    whole = engine.synthesize(Utterance(f"{TAG} and laughed.", "heart", before=(SAID,)))
    laughed = next(word.at for word in whole.words if word.start == len(TAG) + 5)
    assert 0.9 < pitch_of(some.samples[: laughed - 4800], RATE) / pitch_of(whole.samples[: laughed - 4800], RATE) < 0.97
    assert np.std(some.samples[: laughed - 4800]) / np.std(whole.samples[: laughed - 4800]) < 0.92
    assert np.std(some.samples[laughed + 2400 :]) == pytest.approx(np.std(whole.samples[laughed + 2400 :]), rel=0.05)


@pytest.mark.parametrize(
    "way",
    [
        {},
        {"rate": 1.5},
        {"pitch": 3.0},
        {"delivery": "whisper"},
        {"stress": ((4, 8),)},
        {"before": ("Well,", "said he,"), "after": ("he said.",)},
    ],
    ids=lambda way: "-".join(way) or "plain",
)
def test_words_are_timed_where_they_sound(engine: Engine, way: dict[str, Any]) -> None:
    text = "The rain stopped. At half past 4, Tom came; “Kate” did, too."
    clip = engine.synthesize(Utterance(text, "heart", **way))
    words = [text[word.start : word.end] for word in clip.words]
    assert words == ["The", "rain", "stopped", "At", "half", "past", "4", "Tom", "came", "Kate", "did", "too"]
    assert [word.at for word in clip.words] == sorted(word.at for word in clip.words)
    loud = np.abs(clip.samples).max()
    for word in (clip.words[0], clip.words[3]):
        before, behind = (clip.samples[max(word.at + at, 0) : max(word.at + at + 720, 0)] for at in (-1200, 240))
        assert np.abs(before).max(initial=0) < 0.05 * loud < 1.5 * np.abs(behind).max()


def test_a_sentence_of_any_length_stands_around(engine: Engine) -> None:
    long = "and then another word came, " * 60
    clip = engine.synthesize(Utterance("said his lady,", "heart", before=(long,), after=(long,)))
    assert 0.4 < seconds(clip) < 2
    assert len(clip.words) == 3
    full = engine.synthesize(Utterance(long, "heart", before=("“Yes,”",), after=("he said.",)))
    assert len(full.words) == 300


def test_a_network_that_does_not_tell_lengths_speaks_each_piece_alone(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    network = hibari_engine._network("heart")
    monkeypatch.setattr(network, "tells_lengths", False)
    network._kept.clear()
    alone, within = engine.synthesize(Utterance(TAG, "heart")), pieces(engine, "heart", "heart", "heart")[1]
    assert fingerprint(alone) == fingerprint(within)
    assert len(alone.words) == 7


@pytest.mark.parametrize("text", ["I", "Oh,", "a,", "No"])
def test_the_shortest_piece_of_a_sentence_is_heard(engine: Engine, text: str) -> None:
    clip = engine.synthesize(Utterance(text, "heart", before=("It was not",), after=("who did it.",)))
    assert 0.05 < seconds(clip) < 0.7
    assert np.abs(clip.samples).max() > 0.03
