"""Measures how well the first, the middle and the last words of lines are understood in a finished book.

    python -m tests.benchmarks.talk.words_of_lines WHISPER [STORY ...] [--engine ENGINES] [--books FOLDER]

WHISPER is the folder of a whisper-base model, see `tests.benchmarks.intelligibility`. Each story becomes a production
by the command. Its MP3s are heard by the recogniser in windows of whole paragraphs, as a listener hears them: with all
that stands around a line. What it heard is aligned with the print. Counted are lines of five words or more; names are
left out, for how they are said is the lexicon's matter, and so is what is only spelled otherwise.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any

import soxr
from unicode_rbnf import RbnfEngine

from pipeline.sound.timeline import SAMPLE_RATE
from tests.benchmarks.intelligibility import RECOGNISER_RATE, transcribed, words_of
from tests.benchmarks.talk.finished_book import (
    Floats,
    HeardChapter,
    HeardLine,
    arguments,
    finished_books,
    heard_chapters,
)

_SHORTEST = 5
"""Words of the shortest line that counts."""
_WINDOW = 26.0
"""Seconds: the recogniser hears 30 at once."""
_EDGE = 0.25
"""Seconds of the pauses around it that a window begins and ends with."""
_PLACES = ("first", "middle", "last")


@dataclass
class Tally:
    """Words that count, and how many of them were not understood, by their place in the line."""

    words: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    lines: int = 0

    def rate(self, place: str) -> float:
        """Errors in 100 words."""
        return 100 * self.wrong[place] / max(self.words[place], 1)


@cache
def _numbers() -> RbnfEngine:
    return RbnfEngine.for_language("en")


def compared_words(text: str) -> list[str]:
    """A text as the words that are compared, figures in words, compounds apart."""
    text = re.sub(r"(?<=\w)-(?=\w)", " ", text)
    text = re.sub(r"\d+", lambda number: _numbers().format_number(int(number[0])).text, text)
    return words_of(text.replace("-", " ")).split()


def names_in(texts: Sequence[str]) -> frozenset[str]:
    """The words that begin with a capital letter in mid-sentence, and nowhere with a small one."""
    whole = "\n".join(texts)
    small = {word.lower() for word in re.findall(r"\b[a-z][\w’']*", whole)}
    capital = {word.lower() for word in re.findall(r"(?<=[a-z,;] )[A-Z][\w’']*", whole)}
    parts = {part for word in capital - small for part in compared_words(word)}
    return frozenset(parts - {"i", "i'm", "i'll", "i've", "i'd"})


def windows(chapter: HeardChapter) -> Iterator[tuple[Floats, Sequence[HeardLine]]]:
    """The chapter in pieces of whole paragraphs: float32[frames] at `RECOGNISER_RATE`, and the lines in it. A paragraph
    that is too long is cut between two of its lines."""
    paragraphs = [tuple(lines) for _, lines in groupby(chapter.lines, lambda line: line.paragraph)]
    pieces = [
        piece
        for lines in paragraphs
        for piece in ([lines] if lines[-1].end - lines[0].start <= _WINDOW else [(line,) for line in lines])
    ]
    begin = 0
    while begin < len(pieces):
        end = begin + 1
        while end < len(pieces) and pieces[end][-1].end - pieces[begin][0].start <= _WINDOW:
            end += 1
        first = _edge(pieces[begin - 1][-1].end if begin else 0.0, pieces[begin][0].start, -_EDGE)
        final = _edge(pieces[end][0].start, pieces[end - 1][-1].end, _EDGE) if end < len(pieces) else None
        samples = chapter.samples[round(first * SAMPLE_RATE) : round(final * SAMPLE_RATE) if final else None]
        yield (
            soxr.resample(samples, SAMPLE_RATE, RECOGNISER_RATE),
            [line for piece in pieces[begin:end] for line in piece],
        )
        begin = end


def _edge(beyond: float, here: float, by: float) -> float:
    """Where a window is cut: `by` seconds from its speech, or half way to the speech beyond."""
    half = (beyond + here) / 2
    return max(half, here + by) if by < 0 else min(half, here + by)


def understood(said: Sequence[str], heard: Sequence[str]) -> list[bool]:
    """Whether each word that was said was heard, by the alignment with the fewest errors. Two words that are one to
    the recogniser are understood, and so is one that it makes two."""
    rows, columns = len(said) + 1, len(heard) + 1
    cost = [[0] * columns for _ in range(rows)]
    step = [[(0, 0)] * columns for _ in range(rows)]
    for i in range(rows):
        for j in range(columns):
            ways = []
            if i and j:
                ways.append((cost[i - 1][j - 1] + (said[i - 1] != heard[j - 1]), (1, 1)))
            if i:
                ways.append((cost[i - 1][j] + 1, (1, 0)))
            if j:
                ways.append((cost[i][j - 1] + 1, (0, 1)))
            if i > 1 and j and said[i - 2] + said[i - 1] == heard[j - 1]:
                ways.append((cost[i - 2][j - 1], (2, 1)))
            if i and j > 1 and said[i - 1] == heard[j - 2] + heard[j - 1]:
                ways.append((cost[i - 1][j - 2], (1, 2)))
            if ways:
                cost[i][j], step[i][j] = min(ways, key=lambda way: way[0])
    right = [False] * len(said)
    i, j = len(said), len(heard)
    while i or j:
        down, across = step[i][j]
        free = cost[i][j] == cost[i - down][j - across]
        for word in range(i - down, i):
            right[word] = free
        i, j = i - down, j - across
    return right


def listen(model: Any, chapter: HeardChapter, names: frozenset[str], tally: Tally) -> None:
    """Adds a chapter to the tally."""
    for samples, spoken in windows(chapter):
        heard = compared_words(transcribed(model, samples))
        lines = [compared_words(line.text) for line in spoken]
        right = iter(understood([word for line in lines for word in line], heard))
        for line in lines:
            marks = [next(right) for _ in line]
            if len(line) < _SHORTEST:
                continue
            tally.lines += 1
            for at, (word, mark) in enumerate(zip(line, marks, strict=True)):
                if word not in names:
                    place = "first" if at == 0 else "last" if at == len(line) - 1 else "middle"
                    tally.words[place] += 1
                    tally.wrong[place] += not mark


def main() -> None:
    """Measure the stories together."""
    parser = argparse.ArgumentParser(add_help=False)
    parser.add_argument("whisper", type=Path, help="folder of the recogniser's model")
    options = arguments(__doc__, parser).parse_args()

    from faster_whisper import WhisperModel

    model = WhisperModel(str(options.whisper), device="cpu", compute_type="int8", cpu_threads=1)
    tally = Tally()
    with finished_books(options) as productions:
        for production in productions:
            chapters = list(heard_chapters(production))
            names = names_in([chapter.source.text for chapter in chapters])
            for chapter in chapters:
                listen(model, chapter, names, tally)
    counts = ", ".join(f"{tally.words[place]} {place}" for place in _PLACES)
    print(f"{options.engine}: {tally.lines} lines of {_SHORTEST} words or more; words: {counts}")
    print("  not understood: " + ", ".join(f"{place} {tally.rate(place):.1f} %" for place in _PLACES))
    rates = [tally.rate(place) for place in _PLACES]
    print(f"  apart: {max(rates) - min(rates):.1f} points")


if __name__ == "__main__":
    main()
