"""What would be broken: a piece of a sentence with a stray sound of its neighbour, a line's time before it is heard."""

from __future__ import annotations

import numpy as np

from voices.engines.neural.word_places import word_places

DECIBEL = np.log(10) / 20


def places(words: str, lengths: list[int], levels: list[float]) -> tuple[tuple[int, ...], tuple[float, ...]]:
    found = word_places(
        words.split(" "), np.cumsum([0.0, *lengths]), np.array(levels, np.float32) * np.float32(DECIBEL)
    )
    return found.parts, found.starts


def test_words_part_where_it_is_softest_and_not_where_the_lengths_say() -> None:
    # The breath of "hi" sets in while the space still lasts.
    parts, starts = places("a, hi", [4, 2, 4, 2, 2], [0, 0, 0, 0, -30, -70, -80, -80.5, -60, -30, 0, 0, 0, 0])
    assert parts == (0, 7, 14)
    assert starts[0] == 0
    assert 8 <= starts[1] < 9


def test_without_a_pause_a_word_begins_where_the_one_before_ends() -> None:
    parts, starts = places("ma na", [3, 3, 1, 3, 3], [0, 0, 0, 0, 0, -3, -9, -4, 0, 0, 0, 0, 0])
    assert parts == (0, 6, 13)
    assert starts[1] == 6


def test_what_comes_after_the_silence_at_the_start_is_the_first_word() -> None:
    _, starts = places("ma", [4, 3], [-80, -80, -80, -20, 0, 0, 0])
    assert 2 <= starts[0] < 3


def test_no_place_lies_before_the_one_before_whatever_the_sound_is() -> None:
    random = np.random.default_rng(0)
    for _ in range(50):
        words = " ".join("".join(random.choice(list("aˈb,“"), 3)) for _ in range(6))
        lengths = random.integers(0, 4, len(words)).tolist()
        parts, starts = places(words, lengths, random.uniform(-90, 0, sum(lengths)).tolist())
        assert list(parts) == sorted(parts)
        assert all(part <= start <= parts[-1] for part, start in zip(parts, starts, strict=False))


def test_a_short_word_keeps_frames_of_its_own_wherever_it_is_softest() -> None:
    parts, _ = places("ma I na", [2, 2, 1, 2, 1, 2, 2], [0, 0, 0, 0, 0, -9, -30, 0, -8, 0, 0, 0])
    assert parts[0] < parts[1] < parts[2] < parts[3]
