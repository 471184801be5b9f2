"""What would be broken: a laugh that nobody hears, that covers words, or that is louder than the voice."""

from __future__ import annotations

import numpy as np
import pytest

from voices.engines.manners.laughing import laughing
from voices.engines.registry import loaded_engine
from voices.engines.speech_engine import Clip, Utterance


@pytest.fixture(scope="module")
def clip() -> Clip:
    return loaded_engine("pyttsx3").synthesize(Utterance("You never told me that about your cousin.", "en-gb+arthur"))


def test_the_voice_laughs_on_behind_its_words_four_to_six_times_a_second(clip: Clip) -> None:
    laugh = laughing(clip, np.random.default_rng(0))
    hop = clip.rate // 20
    end = laugh.words[-1].at + clip.rate // 3
    level = np.array(
        [np.sqrt(np.mean(laugh.samples[at : at + hop] ** 2)) for at in range(end, len(laugh.samples) - hop, hop)]
    )
    loudest = np.sqrt(np.mean(clip.samples**2))
    bursts = np.count_nonzero((level[1:-1] > level[:-2]) & (level[1:-1] >= level[2:]) & (level[1:-1] > loudest / 5))
    assert 3 <= bursts <= 8
    assert level.max() < 4 * loudest


def test_a_clip_shorter_than_a_vowel_is_laughed_too() -> None:
    short = Clip(np.full(300, 0.1, np.float32), 8000)
    assert np.all(np.isfinite(laughing(short, np.random.default_rng(0)).samples))
