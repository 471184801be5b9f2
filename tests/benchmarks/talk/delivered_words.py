"""Measures how many words of finished books are understood, line by line, and how many of the engine's own.

    python -m tests.benchmarks.talk.delivered_words WHISPER [STORY ...] [--engine ENGINES] [--books FOLDER]

WHISPER is the folder of a whisper-base model, see `tests.benchmarks.intelligibility`. Each story becomes a production
by the command. Its lines are cut out of the mastered MP3s by the timeline and heard one after the other, half a second
apart; beside that the same lines are heard as their voices say them plainly, each alone, without delivery, effects and
mix. Wrong words are those of the print that were not understood and those that were heard and not said, each in 100
words of the X Lines of three words or fewer are told apart.
"""

from __future__ import annotations

import argparse
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import soxr

from pipeline.production.clip_cache import ClipCache
from pipeline.sound.timeline import SAMPLE_RATE
from script.model import Kind
from tests.benchmarks.intelligibility import GAP, RECOGNISER_RATE, WINDOW, recordings, transcribed
from tests.benchmarks.talk.finished_book import (
    Floats,
    HeardChapter,
    HeardLine,
    arguments,
    finished_books,
    heard_chapters,
)
from tests.benchmarks.talk.words_of_lines import compared_words, names_in, understood
from voices.cast.voice_profile import VoiceProfile

SHORT = 3
"""Words of the longest line that is called short."""
_MARGIN = 0.03
"""Seconds that are cut out around a line."""


@dataclass
class Wrong:
    """Words of the print, and how many were not understood, by the kind of line; and how many were heard besides."""

    words: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    added: int = 0

    def rate(self, kind: str) -> float:
        """In 100 words; what was heard besides belongs to no line, and counts among all."""
        return 100 * (self.wrong[kind] + (self.added if kind == "all" else 0)) / max(self.words[kind], 1)

    def count(self, line: Sequence[str], right: Sequence[bool], names: frozenset[str]) -> None:
        """Adds a line: its words, and which of them were understood."""
        short, nameless = len(line) <= SHORT, names.isdisjoint(line)
        kinds = {"all": True, "short": short, "nameless": nameless, "nameless short": short and nameless}
        for kind in (kind for kind, counts in kinds.items() if counts):
            self.words[kind] += len(line)
            self.wrong[kind] += right.count(False)


def windows(
    lines: Sequence[tuple[Floats, Sequence[str]]],
) -> Iterator[tuple[Floats, Sequence[Sequence[str]]]]:
    """Clips (float32[frames] at `RECOGNISER_RATE`) and their words, a window of the recogniser at a time: the clips
    with `GAP` samples of silence behind each, and the words of each."""
    sounds: list[Floats] = []
    words: list[Sequence[str]] = []
    for clip, line in lines:
        if sounds and sum(map(len, sounds)) + len(clip) + GAP > WINDOW:
            yield np.concatenate(sounds), words
            sounds, words = [], []
        sounds += [clip, np.zeros(GAP, np.float32)]
        words.append(line)
    if sounds:
        yield np.concatenate(sounds), words


def listen(model: Any, lines: Sequence[tuple[Floats, Sequence[str]]], names: frozenset[str], tally: Wrong) -> None:
    """Adds lines to a tally."""
    for samples, spoken in windows(lines):
        heard = compared_words(transcribed(model, samples))
        right = understood([word for line in spoken for word in line], heard)
        tally.added += max(0, len(heard) - len(right))
        for line in spoken:
            tally.count(line, right[: len(line)], names)
            right = right[len(line) :]


def delivered(chapter: HeardChapter) -> Iterator[tuple[Floats, Sequence[str]]]:
    """Each line of a chapter, cut out of what is delivered."""
    for line in _lines(chapter):
        first = max(0, round((line.start - _MARGIN) * SAMPLE_RATE))
        cut = chapter.samples[first : round((line.end + _MARGIN) * SAMPLE_RATE)]
        yield soxr.resample(cut, SAMPLE_RATE, RECOGNISER_RATE), compared_words(line.text)


def plainly(chapter: HeardChapter, cache: ClipCache) -> Iterator[tuple[Floats, Sequence[str]]]:
    """Each line of a chapter as its voice says it alone and plainly."""
    for line in _lines(chapter):
        engine, voice, rate, pitch = line.voice[:4]
        profile = VoiceProfile(str(engine), str(voice), rate=float(str(rate)), pitch=float(str(pitch)))
        (clip,) = recordings(profile, [line.text], "en", cache)
        yield clip, compared_words(line.text)


def _lines(chapter: HeardChapter) -> Iterator[HeardLine]:
    return (line for line in chapter.lines if compared_words(line.text) and line.line.kind is not Kind.HEADING)


def main() -> None:
    """Measure the stories together."""
    parser = argparse.ArgumentParser(add_help=False)
    parser.add_argument("whisper", type=Path, help="folder of the recogniser's model")
    options = arguments(__doc__, parser).parse_args()

    from faster_whisper import WhisperModel

    model = WhisperModel(str(options.whisper), device="cpu", compute_type="int8", cpu_threads=1)
    with finished_books(options) as productions, tempfile.TemporaryDirectory() as scratch:
        cache = ClipCache(Path(scratch))
        ways: dict[str, Callable[[HeardChapter], Iterator[tuple[Floats, Sequence[str]]]]] = {
            "delivered": delivered,
            "plainly": lambda chapter: plainly(chapter, cache),
        }
        tallies = {way: Wrong() for way in ways}
        seconds = 0.0
        for production in productions:
            chapters = list(heard_chapters(production))
            names = names_in([chapter.source.text for chapter in chapters])
            for chapter in chapters:
                seconds += len(chapter.samples) / SAMPLE_RATE
                for way, cut in ways.items():
                    lines = list(cut(chapter))
                    for short in (False, True):
                        listen(model, [line for line in lines if (len(line[1]) <= SHORT) == short], names, tallies[way])
    words = tallies["delivered"].words
    print(f"{options.engine}: {seconds / 60:.1f} min, {words['all']} words, {words['short']} of them in short lines")
    for way, tally in tallies.items():
        print(
            f"  {way:9}: {tally.rate('all'):4.1f} of 100 words wrong, in short lines {tally.rate('short'):4.1f}; "
            f"lines without names {tally.rate('nameless'):4.1f}, short ones {tally.rate('nameless short'):4.1f}"
        )


if __name__ == "__main__":
    main()
