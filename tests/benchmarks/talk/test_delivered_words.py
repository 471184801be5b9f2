"""A book would seem better or worse understood than it is, if lines and what was heard of them were mixed up."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from tests.benchmarks.intelligibility import GAP, RECOGNISER_RATE, WINDOW
from tests.benchmarks.talk.delivered_words import Wrong, listen, windows


@dataclass
class _Segment:
    text: str


class _Recogniser:
    """Hears what it is told, a window after the other."""

    def __init__(self, *heard: str) -> None:
        self._heard: Iterator[str] = iter(heard)

    def transcribe(self, samples: object, **options: object) -> tuple[list[_Segment], None]:
        return [_Segment(next(self._heard))], None


def _clip(seconds: float) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    return np.ones(round(seconds * RECOGNISER_RATE), np.float32)


def test_no_window_is_longer_than_the_recogniser_hears_and_no_line_is_lost() -> None:
    lines = [(_clip(seconds), [str(n)]) for n, seconds in enumerate((20, 6, 6, 1, 25, 1))]
    made = list(windows(lines))
    assert all(len(sound) <= WINDOW + GAP for sound, _ in made)
    assert [line for _, spoken in made for line in spoken] == [line for _, line in lines]
    assert sum(int(sound.sum()) for sound, _ in made) == sum(len(clip) for clip, _ in lines)


def test_each_line_answers_for_its_own_words() -> None:
    tally = Wrong()
    lines = [(_clip(1), ["we", "go", "at", "dawn"]), (_clip(1), ["yes", "ida"]), (_clip(1), ["no"])]
    listen(_Recogniser("we go at dorn yes either no"), lines, frozenset({"ida"}), tally)
    assert (tally.words["all"], tally.wrong["all"]) == (7, 2)
    assert (tally.words["short"], tally.wrong["short"]) == (3, 1)
    assert (tally.words["nameless short"], tally.wrong["nameless short"]) == (1, 0)


def test_what_nobody_said_counts_among_all_words() -> None:
    tally = Wrong()
    listen(_Recogniser("no thank you"), [(_clip(1), ["no"])], frozenset(), tally)
    assert tally.rate("all") == 200
    assert tally.rate("short") == 0
