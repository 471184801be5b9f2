"""The default engine: the same in, the same out; all of the text; errors in words."""

from __future__ import annotations

import hashlib
import itertools
import random
import re
import signal
import subprocess
import sys
import threading
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.places import REPOSITORY
from tests.voices.neural import pitches
from voices.engines import registry
from voices.engines.espeak import espeak_voices
from voices.engines.speech_engine import Clip, Engine, EngineError, Utterance

SENTENCE = "The rain had stopped before they reached the harbour, and the lamps along the quay were still burning."


@pytest.fixture(scope="module")
def engine() -> Engine:
    return registry.load("pyttsx3")


def fingerprint(clip: Clip) -> str:
    return hashlib.sha256(clip.samples.tobytes()).hexdigest()


def fundamental(clip: Clip) -> float:
    """The median fundamental frequency in Hz: autocorrelation of 60 ms frames, over voiced ones."""
    size, hop, rate = round(clip.rate * 0.06), round(clip.rate * 0.01), clip.rate
    window = np.hanning(size)
    shape = np.fft.irfft(np.abs(np.fft.rfft(window, 2 * size)) ** 2)[:size]
    found = []
    for start in range(0, len(clip.samples) - size, hop):
        frame = clip.samples[start : start + size]
        if np.sqrt(np.mean(frame**2)) < 0.01:
            continue
        frame = (frame - frame.mean()) * window
        likeness = np.fft.irfft(np.abs(np.fft.rfft(frame, 2 * size)) ** 2)[:size] / (shape + 1e-9)
        likeness = likeness / likeness[0]
        lags = likeness[rate // 600 : rate // 35]
        peaks = (
            np.flatnonzero((lags[1:-1] > lags[:-2]) & (lags[1:-1] >= lags[2:]) & (lags[1:-1] > 0.9 * lags.max())) + 1
        )
        if lags.max() > 0.5 and len(peaks):
            found.append(rate / (rate // 600 + peaks[0]))
    return float(np.median(found))


def test_an_utterance_sounds_the_same_whatever_was_said_before(engine: Engine) -> None:
    own = list(espeak_voices.own_variants())
    bundled = [name for name in espeak_voices.variants() if name and name not in own]
    texts = ("“Have you heard?” she asked.", "No.", "Fish sizzled; he read Привет, 1234 times.")
    ways = [(1.0, 0.0, None), (1.6, -4.0, None), (0.8, 3.5, "whisper"), (3.0, 0.0, None)]
    voices = [f"en-gb+{name}" for name in (*own[:8], *bundled[::6], "iven", "f3")] + ["en-us", "de", "ru"]
    utterances = [
        Utterance(text, voice, rate, pitch, delivery)
        for (text, voice), (rate, pitch, delivery) in zip(
            itertools.product(texts, voices), itertools.cycle(ways), strict=False
        )
    ]
    heard: dict[Utterance, str] = {}
    assert engine.traits.deterministic
    shuffled = random.Random(20)
    for _ in range(5):
        shuffled.shuffle(utterances)
        for utterance in utterances:
            now = fingerprint(engine.synthesize(utterance))
            assert heard.setdefault(utterance, now) == now, utterance
    assert len(set(heard.values())) == len(utterances)


def test_another_process_says_the_same(engine: Engine) -> None:
    code = """
import hashlib
from voices.engines.registry import load
from voices.engines.speech_engine import Utterance
for text in ("Good evening.", "How do you do?"):
    clip = load("pyttsx3").synthesize(Utterance(text, "en-gb+f2", 1.1, 2.0))
    print(hashlib.sha256(clip.samples.tobytes()).hexdigest())
"""
    there = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=REPOSITORY, timeout=60
    ).stdout.split()
    here = [
        fingerprint(engine.synthesize(Utterance(text, "en-gb+f2", 1.1, 2.0)))
        for text in ("How do you do?", "Good evening.")
    ]
    assert there == here[::-1]


def test_every_variant_speaks_and_no_two_alike(engine: Engine) -> None:
    clips = {
        name: engine.synthesize(Utterance("Nobody knew.", f"en-gb+{name}")) for name in espeak_voices.own_variants()
    }
    assert len({fingerprint(clip) for clip in clips.values()}) == len(clips)
    assert all(np.abs(clip.samples).max() > 0.05 for clip in clips.values())


def test_two_engines_in_a_process_do_not_disturb_each_other(engine: Engine) -> None:
    other = registry.load("pyttsx3")
    first = fingerprint(engine.synthesize(Utterance("One.", "en-gb")))
    other.synthesize(Utterance("Two.", "en-us+f4", 2.0, 5.0, "whisper"))
    assert fingerprint(engine.synthesize(Utterance("One.", "en-gb"))) == first


def test_threads_that_should_not_be_there_do_not_crash(engine: Engine) -> None:
    expected = fingerprint(engine.synthesize(Utterance("Good evening.", "en-gb")))
    heard: list[str] = []

    def speak() -> None:
        heard.extend(fingerprint(engine.synthesize(Utterance("Good evening.", "en-gb"))) for _ in range(5))

    threads = [threading.Thread(target=speak) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert heard == [expected] * 20


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no interval timer")
def test_an_interrupt_while_speaking_ends_the_speaking(engine: Engine) -> None:
    def interrupt(signum: int, frame: object) -> None:
        raise KeyboardInterrupt

    before = fingerprint(engine.synthesize(Utterance("One.", "en-gb")))
    usual = signal.signal(signal.SIGALRM, interrupt)
    try:
        for milliseconds in (5, 20, 60, 100):
            signal.setitimer(signal.ITIMER_REAL, milliseconds / 1000)
            with pytest.raises(KeyboardInterrupt):
                engine.synthesize(Utterance("It was a quiet evening in the village. " * 200, "en-gb"))
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, usual)
    assert fingerprint(engine.synthesize(Utterance("One.", "en-gb"))) == before


@pytest.mark.parametrize("text", ["", " ", "...", "* * *", "—", "\0"])
def test_nothing_to_say_is_a_clip_of_no_frames(engine: Engine, text: str) -> None:
    clip = engine.synthesize(Utterance(text, "en-gb"))
    assert (len(clip.samples), clip.words) == (0, ())


def test_all_of_a_long_text_is_spoken(engine: Engine) -> None:
    text = " ".join(f"Number {n} was a quiet one." for n in range(1200))
    assert len(text) > 25_000
    clip = engine.synthesize(Utterance(text, "en-gb", 3.0))
    assert text[clip.words[-1].start : clip.words[-1].end] == "one"
    assert text.count(" ") * 0.8 < len(clip.words) <= text.count(" ") + 1
    assert clip.words[-1].at > 0.99 * len(clip.samples) - clip.rate


def test_a_long_text_without_a_space_is_spoken(engine: Engine) -> None:
    clip = engine.synthesize(Utterance("a" * 25_000, "en-gb", 3.0))
    assert len(clip.samples) > clip.rate


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=120))
def test_any_text_gives_a_clip_with_timings_in_order_inside_it(text: str) -> None:
    clip = registry.load("pyttsx3").synthesize(Utterance(text, "en-gb", 2.0))
    assert clip.samples.dtype == np.float32
    last_end, last_at = 0, 0
    for word in clip.words:
        assert last_end <= word.start < word.end <= len(text)
        assert last_at <= word.at <= len(clip.samples)
        last_end, last_at = word.end, word.at


def test_words_are_timed_where_they_sound(engine: Engine) -> None:
    clip = engine.synthesize(Utterance("“Naïve 😀 Zoë,” he said. Élan!", "en-gb"))
    text = "“Naïve 😀 Zoë,” he said. Élan!"
    assert {"Naïve", "Zoë", "he", "said", "Élan"} <= {text[word.start : word.end] for word in clip.words}
    pause = next(word for word in clip.words if text[word.start : word.end] == "Élan").at
    before = clip.samples[pause - clip.rate // 20 : pause]
    assert np.abs(before).max() < 0.02


@pytest.mark.parametrize("voice", ["en-gb", "en-gb+f2", "en-gb+m3"])
def test_pitch_is_in_semitones(engine: Engine, voice: str) -> None:
    normal = fundamental(engine.synthesize(Utterance(SENTENCE, voice)))
    for semitones in (-12, -6, -3, -1, 1, 3, 6, 12):
        moved = fundamental(engine.synthesize(Utterance(SENTENCE, voice, pitch=semitones)))
        tolerance = 0.5 if moved > 55 else 1.0
        assert 12 * np.log2(moved / normal) == pytest.approx(semitones, abs=tolerance)


def test_the_normal_rate_is_a_narrators(engine: Engine) -> None:
    text = f"{SENTENCE} I never said that I would go with you. She laid three silver coins on the table."
    clip = engine.synthesize(Utterance(text, "en-gb"))
    assert 165 < len(text.split()) / (len(clip.samples) / clip.rate / 60) < 205


@pytest.mark.parametrize(("rate", "tolerance"), [(0.6, 0.06), (0.8, 0.05), (1.5, 0.08), (2.0, 0.1), (3.0, 0.15)])
def test_rate_is_a_multiple_of_the_normal_one(engine: Engine, rate: float, tolerance: float) -> None:
    normal = len(engine.synthesize(Utterance(SENTENCE, "en-gb")).samples)
    assert normal / len(engine.synthesize(Utterance(SENTENCE, "en-gb", rate)).samples) == pytest.approx(
        rate, rel=tolerance
    )


def test_a_whisper_has_no_pitch(engine: Engine) -> None:
    def tonality(delivery: str | None) -> float:
        spectrum = np.abs(
            np.fft.rfft(engine.synthesize(Utterance("Ah, are all our arms warm?", "en-gb", delivery=delivery)).samples)
        )
        power = spectrum[: len(spectrum) // 4] ** 2 + 1e-12
        return float(np.exp(np.log(power).mean()) / power.mean())

    assert tonality("whisper") > 2 * tonality(None)


def test_the_language_of_the_story_counts_where_the_voice_names_none(engine: Engine) -> None:
    german = engine.synthesize(Utterance("Die Zeit.", "de+f2"))
    assert fingerprint(engine.synthesize(Utterance("Die Zeit.", "f2", language="de-AT"))) == fingerprint(german)
    assert fingerprint(engine.synthesize(Utterance("Die Zeit.", "en-gb+f2", language="de"))) != fingerprint(german)


@pytest.mark.parametrize(
    ("voice", "hint"),
    [("en-gb+f22", "did you mean 'f2"), ("en-gbb", "did you mean"), ("xq-zz+f2", "no language"), ("klatt", "Klatt")],
)
def test_a_voice_that_does_not_exist_is_refused_and_the_next_line_is_unharmed(
    engine: Engine, voice: str, hint: str
) -> None:
    expected = fingerprint(engine.synthesize(Utterance("One.", "en-gb+f3")))
    with pytest.raises(EngineError, match=hint):
        engine.synthesize(Utterance("Two.", voice))
    assert fingerprint(engine.synthesize(Utterance("One.", "en-gb+f3"))) == expected


def test_the_version_names_what_makes_the_sound(engine: Engine) -> None:
    assert "espeak-ng 1." in engine.version("en-gb")
    assert espeak_voices.variant_version("en-gb+arthur") in engine.version("en-gb+arthur")


def test_what_is_done_to_one_voice_makes_no_line_of_another_anew(engine: Engine) -> None:
    versions = [engine.version(voice) for voice in ("en-gb", "en-gb+arthur", "en-gb+felix")]
    assert len(set(versions)) == 3
    assert engine.version("EN-GB+Arthur") == engine.version("arthur") == engine.version("en-gb+arthur")
    assert engine.version("en-gb+nobody") == engine.version("en-gb")


def test_a_stressed_word_is_longer_and_the_others_are_not(engine: Engine) -> None:
    text = "What do you mean by <that> & the others?"
    plain, strong = (engine.synthesize(Utterance(text, "en-gb", stress=stress)) for stress in ((), ((8, 11),)))
    assert [(word.start, word.end) for word in strong.words] == [(word.start, word.end) for word in plain.words]
    lengths = [
        {text[word.start : word.end]: after.at - word.at for word, after in itertools.pairwise(clip.words)}
        for clip in (plain, strong)
    ]
    assert lengths[1].pop("you") > 1.3 * lengths[0].pop("you")
    assert sum(lengths[1].values()) == pytest.approx(sum(lengths[0].values()), rel=0.15)
    again = [engine.synthesize(Utterance(text, "en-gb", stress=stress)) for stress in ((), ((8, 11),))]
    assert [fingerprint(clip) for clip in again] == [fingerprint(clip) for clip in (plain, strong)]


def test_melody_widens_the_rise_and_fall_of_the_pitch(engine: Engine) -> None:
    spread = []
    for melody in (0.4, 1.0, 1.6):
        clip = engine.synthesize(Utterance(SENTENCE, "en-gb+f2", melody=melody))
        found = [pitch for pitch in pitches(clip.samples, clip.rate) if pitch]
        spread.append(np.percentile(found, 90) / np.percentile(found, 10))
    assert spread[0] < spread[1] < spread[2]


def test_a_tag_is_lower_and_softer_and_the_rest_as_it_was(engine: Engine) -> None:
    text = "The rain had stopped, said the old man in the chair, and the lamps along the quay were burning."
    plain, tag = (engine.synthesize(Utterance(text, "en-gb+arthur", tags=tags)) for tags in ((), ((22, 52),)))
    assert [(word.start, word.end) for word in plain.words] == [(word.start, word.end) for word in tag.words]
    said, after = (
        tuple(Clip(clip.samples[places], clip.rate) for clip in (plain, tag) for places in [slice(*edges(clip))])
        for edges in (
            lambda clip: (clip.words[4].at, clip.words[11].at),
            lambda clip: (clip.words[11].at, len(clip.samples)),
        )
    )
    assert -1.6 < 12 * np.log2(fundamental(said[1]) / fundamental(said[0])) < -0.4
    assert -2.5 < 20 * np.log10(np.std(said[1].samples) / np.std(said[0].samples)) < -0.8
    assert fundamental(after[1]) == pytest.approx(fundamental(after[0]), rel=0.02)
    assert len(tag.samples) == pytest.approx(len(plain.samples), abs=0.1 * tag.rate)


def test_every_word_of_several_sentences_is_timed_in_its_place(engine: Engine) -> None:
    text = "“None of the boats,” said Xyz, “had been at the quay.” It was 1234 to one & he laughed at it. 'Go!'"
    ways: tuple[dict[str, Any], ...] = ({}, {"tags": ((21, 29),)}, {"stress": ((32, 35),), "tags": ((21, 29),)})
    for way in ways:
        clip = engine.synthesize(Utterance(text, "en-gb", phonemes=((26, 29, "ˈzaɪlə"),), **way))
        told = [text[word.start : word.end] for word in clip.words]
        words = re.findall(r"\w+", text)
        assert [word for word in words if word not in told] == []
        assert [word.at for word in clip.words] == sorted(word.at for word in clip.words)
        for first in ("It", "Go"):
            at = clip.words[told.index(first)].at
            assert np.abs(clip.samples[at - clip.rate // 20 : at]).max() < 0.02
