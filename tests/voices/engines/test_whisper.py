"""What would be broken: a whisper that hums, or that is louder, longer or another one each time."""

from __future__ import annotations

import tracemalloc

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.voices.neural import pitches
from voices.engines import registry
from voices.engines.speech_engine import Utterance
from voices.engines.whisper import whispered


def test_breath_takes_the_place_of_the_voice_at_the_same_time_and_level() -> None:
    clip = registry.load("pyttsx3").synthesize(Utterance("He laid three coins on the table, and waited.", "en-gb"))
    whisper = whispered(clip.samples, clip.rate)
    assert whisper.dtype == np.float32
    assert len(whisper) == len(clip.samples)
    assert np.sqrt(np.mean(whisper**2)) == pytest.approx(np.sqrt(np.mean(clip.samples**2)), rel=0.01)
    voiced, breathed = (pitches(samples, clip.rate) for samples in (clip.samples, whisper))
    assert sum(map(bool, breathed)) / len(breathed) < 0.2 < 0.6 < sum(map(bool, voiced)) / len(voiced)
    # Where something was said, something is heard.
    hop = clip.rate // 20
    said, heard = (
        np.array([np.sqrt(np.mean(samples[at : at + hop] ** 2)) for at in range(0, len(samples) - hop, hop)])
        for samples in (clip.samples, whisper)
    )
    assert np.corrcoef(said, heard)[0, 1] > 0.5
    assert np.array_equal(whisper, whispered(clip.samples, clip.rate))


@pytest.mark.parametrize("rate", [8000, 22050, 24000, 48000])
def test_a_formant_stays_where_it_was(rate: int) -> None:
    pulses = np.zeros(rate, np.float32)
    pulses[:: rate // 110] = 1
    times = np.arange(rate // 50) / rate
    said = np.convolve(pulses, np.exp(-times * 300) * np.sin(2 * np.pi * 1500 * times), "same").astype(np.float32)
    spectrum = np.abs(np.fft.rfft(whispered(said, rate)))
    assert np.average(np.arange(len(spectrum)), weights=spectrum**2) == pytest.approx(1500, rel=0.1)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.floats(-1, 1, width=32), max_size=400), st.sampled_from([8000, 22050]))
def test_any_samples_give_as_many_that_are_numbers(samples: list[float], rate: int) -> None:
    whisper = whispered(np.array(samples, np.float32), rate)
    assert len(whisper) == len(samples)
    assert np.all(np.isfinite(whisper))


def test_a_long_line_takes_little_memory() -> None:
    minute = np.random.default_rng(1).normal(0, 0.1, 24_000 * 60).astype(np.float32)
    tracemalloc.start()
    try:
        assert len(whispered(minute, 24_000)) == len(minute)
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert most < 20 * minute.nbytes
