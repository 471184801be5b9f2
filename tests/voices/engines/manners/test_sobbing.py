"""What would be broken: sobs that cut words apart, or lose some of what is said."""

from __future__ import annotations

import numpy as np

from voices.engines.manners.sobbing import sobbing
from voices.engines.speech_engine import Clip, WordTiming

RATE = 16_000


def spoken(words: int, *, timed: bool = True) -> Clip:
    """Words of 0.3 s, 0.1 s of silence after each."""
    word = (0.3 * np.sin(2 * np.pi * 200 * np.arange(round(0.3 * RATE)) / RATE)).astype(np.float32)
    samples = np.concatenate([np.concatenate([word, np.zeros(RATE // 10, np.float32)]) for _ in range(words)])
    at = round(0.4 * RATE)
    return Clip(samples, RATE, tuple(WordTiming(2 * n, 2 * n + 1, n * at) for n in range(words)) if timed else ())


def test_breath_is_caught_between_words_and_words_are_still_timed_where_they_begin() -> None:
    plain = spoken(12)
    sob = sobbing(plain, np.random.default_rng(0))
    assert len(sob.samples) > len(plain.samples) + 0.4 * RATE
    for word in sob.words:
        # Where a word is said to begin, it is loud soon after, and quiet just before.
        after = np.abs(sob.samples[word.at + RATE // 20 : word.at + RATE // 5]).max()
        before = np.abs(sob.samples[max(word.at - RATE // 25, 0) : word.at - RATE // 100]).max(initial=0)
        assert after > 0.1 > 2 * before or word.at == 0


def test_where_nobody_knows_the_words_none_is_cut() -> None:
    plain = spoken(12, timed=False)
    assert abs(len(sobbing(plain, np.random.default_rng(0)).samples) - len(plain.samples)) < 0.2 * RATE


def test_a_single_word_has_no_gasp_in_it() -> None:
    plain = spoken(1)
    assert abs(len(sobbing(plain, np.random.default_rng(0)).samples) - len(plain.samples)) < 0.1 * RATE
