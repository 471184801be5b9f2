"""Measures how well the times of lines agree with the decoded audio.

    python -m tests.benchmarks.talk.line_times [STORY ...] [--engine ENGINES] [--books FOLDER] [--no-aligner]

Each story becomes a production by the command, its MP3s are decoded by ffmpeg. A line that begins after a silence of
60 ms or more has its onset where sound sets in (an envelope of 5 ms, 50 dB below the line's peak): that is exact, and
the limit holds for it. The others begin in the midst of sound: there forced alignment is asked, which only
finds what is grossly wrong; how far it is from the onsets that are known says how much to believe it. For them the
engine's own events are the truth. `pocketsphinx` must be installed, or --no-aligner given.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

import numpy as np

from pipeline.sound.timeline import SAMPLE_RATE
from tests.benchmarks.talk.finished_book import HeardChapter, HeardLine, arguments, finished_books, heard_chapters
from tests.benchmarks.talk.forced_alignment import Aligner
from tests.benchmarks.talk.instruments import Envelope
from tests.benchmarks.talk.words_of_lines import compared_words

AT_MOST = 0.015
"""Seconds that 95 of 100 onsets may be off."""
_PAUSE = 0.06
"""Seconds: a shorter silence may be the closure of a consonant."""
_REACH = 0.2
"""Seconds around its time in which a line's silence is looked for."""
_AROUND = 0.1
"""Seconds around a paragraph that the aligner hears."""


@dataclass(frozen=True)
class Times:
    """When a line begins."""

    told: float
    """Seconds, by the timeline."""
    onset: float | None
    """By its energy; None in the midst of sound."""
    aligned: float | None
    """By the aligner; None where it wasn't asked, or found nothing."""
    first: bool
    """Whether an utterance begins with it."""


def times(chapter: HeardChapter, aligner: Aligner | None) -> Iterator[Times]:
    """The times of a chapter's lines."""
    envelope = Envelope(chapter.samples, SAMPLE_RATE)
    before: HeardLine | None = None
    for _, paragraph in groupby(chapter.lines, lambda line: line.paragraph):
        lines = tuple(paragraph)
        aligned = _aligned(chapter, lines, aligner) if aligner else {}
        for line in lines:
            peaks = [envelope.peak(near.start, near.end) for near in (before, line) if near]
            silence = envelope.silence(line.start, line.start, envelope.threshold(*peaks), _REACH)
            onset = silence[1] if silence and silence[1] - silence[0] >= _PAUSE else None
            first = before is None or before.utterance != line.utterance
            yield Times(line.start, onset, aligned.get(line.index), first)
            before = line


def _aligned(chapter: HeardChapter, lines: tuple[HeardLine, ...], aligner: Aligner) -> Mapping[int, float]:
    """The number of each line of a paragraph → when it begins, by the aligner."""
    words = [compared_words(line.text) for line in lines]
    begin, end = max(lines[0].start - _AROUND, 0), lines[-1].end + _AROUND
    samples = chapter.samples[round(begin * SAMPLE_RATE) : round(end * SAMPLE_RATE)]
    found = aligner.starts(samples, SAMPLE_RATE, [word for line in words for word in line])
    if found is None:
        return {}
    firsts = np.cumsum([0, *map(len, words)])
    return {line.index: begin + found[at] for line, said, at in zip(lines, words, firsts[:-1], strict=True) if said}


def row(name: str, errors: list[float]) -> str:
    """How far times are off."""
    if not errors:
        return f"  {name:<52}{0:>5}"
    off = 1000 * np.abs(errors)
    middle, high = np.percentile(off, [50, 95])
    return f"  {name:<52}{len(errors):>5}{1000 * np.median(errors):>+9.1f}{middle:>9.1f}{high:>9.1f}{off.max():>9.1f}"


def main() -> int:
    """Measure the stories together; 1 if the onsets are further off than they may be."""
    parser = argparse.ArgumentParser(add_help=False)
    parser.add_argument("--no-aligner", action="store_true")
    options = arguments(__doc__, parser).parse_args()
    aligner = None if options.no_aligner else Aligner()
    found: list[Times] = []
    with finished_books(options) as productions:
        for production in productions:
            for chapter in heard_chapters(production):
                found += times(chapter, aligner)
    onsets = [(line, line.told - line.onset) for line in found if line.onset is not None]
    inside = [line for line in found if line.onset is None]
    print(f"{options.engine}: {len(found)} lines, {sum(not line.first for line in found)} of them inside an utterance")
    print(f"  {'told − heard, in ms':<52}{'n':>5}{'median':>9}{'off: 50 %':>9}{'95 %':>9}{'most':>9}")
    print(row("first of an utterance, after silence", [error for line, error in onsets if line.first]))
    print(row("inside an utterance, after silence", [error for line, error in onsets if not line.first]))
    print(row("all after silence", [error for _, error in onsets]))
    if aligner:
        known = [(line.aligned, line.onset) for line in found if line.aligned is not None and line.onset is not None]
        lag = float(np.median([aligned - onset for aligned, onset in known])) if known else 0.0
        print(row("the aligner itself, after silence (lag taken off)", [onset + lag - at for at, onset in known]))
        asked = [line.told + lag - line.aligned for line in inside if line.aligned is not None]
        print(row(f"in the midst of sound, by the aligner ({len(inside)} lines)", asked))
    high = float(np.percentile(np.abs([error for _, error in onsets]), 95))
    print(f"  95 % of the onsets within {1000 * high:.1f} ms: {'met' if high <= AT_MOST else 'MISSED'}")
    return int(high > AT_MOST)


if __name__ == "__main__":
    raise SystemExit(main())
