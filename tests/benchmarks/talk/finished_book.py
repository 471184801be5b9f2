"""A book as it came out: its MP3s, decoded by ffmpeg, and where its plan says that each line lies in them."""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pipeline.production.production import Production, open_production
from pipeline.rendering.chapters.chapter_audio import make_chapter
from pipeline.rendering.chapters.jobs import chapter_job
from pipeline.rendering.planning.loaded_production import Loaded
from pipeline.rendering.planning.phrases import phrases_of
from pipeline.rendering.planning.plan import PlannedChapter
from pipeline.sound.timeline import SAMPLE_RATE
from script.model import BlockKind, Chapter, CueKind, Kind, Line
from tests.pipeline.productions import load
from tests.places import STORIES
from tests.whole.command import COMMAND, ffmpeg

Floats = NDArray[np.float32]

TALKS = (STORIES / "the-lantern.txt", STORIES / "the-night-ferry.txt")
"""Stories that are nearly all talk."""


@dataclass(frozen=True)
class HeardLine:
    """A line that is heard, and where in its chapter's audio."""

    line: Line
    index: int
    """Among the chapter's lines."""
    paragraph: int
    block: BlockKind
    text: str
    """As printed."""
    start: float
    end: float
    """Seconds, by the timeline."""
    utterance: int
    """Which of the chapter's utterances it is spoken in: lines that were synthesized together share it."""
    voice: tuple[object, ...]
    """All that makes a voice sound as it does: lines that are equal in it could be one utterance."""
    timbre: tuple[object, ...]
    """Who is heard, whatever the delivery."""


@dataclass(frozen=True)
class HeardChapter:
    """A finished chapter."""

    name: str
    source: Chapter
    samples: Floats
    """Mono, at `SAMPLE_RATE`."""
    lines: tuple[HeardLine, ...]
    """Those that are heard, in order."""

    def cue_between(self, before: HeardLine, after: HeardLine) -> bool:
        """Whether a person wants something to be heard or waited for between two lines."""
        return any(
            before.line.end <= cue.at <= after.line.start and cue.kind is not CueKind.MUSIC for cue in self.source.cues
        )

    def break_between(self, before: HeardLine, after: HeardLine) -> bool:
        """Whether a scene ends between two lines."""
        return any(line.kind is Kind.BREAK for line in self.source.lines[before.index : after.index])

    def silent_between(self, before: HeardLine, after: HeardLine) -> bool:
        """Whether a mark that nobody speaks lies between two lines."""
        return any(line.kind is Kind.SILENT for line in self.source.lines[before.index + 1 : after.index])


def decoded(file: Path, rate: int = SAMPLE_RATE) -> Floats:
    """What a player hears of a file, mono, float32[frames]."""
    command = [
        ffmpeg(),
        "-v",
        "error",
        "-i",
        str(file),
        "-map",
        "0:a",
        "-ac",
        "1",
        "-ar",
        str(rate),
        "-f",
        "f32le",
        "-",
    ]
    data = subprocess.run(command, capture_output=True, check=True, stdin=subprocess.DEVNULL).stdout
    return np.frombuffer(data, np.float32)


def heard_chapters(production: Production) -> Iterator[HeardChapter]:
    """The finished chapters of a production, one after the other."""
    loaded = load(production)
    for chapter in loaded.planned.chapters:
        yield HeardChapter(
            chapter.file,
            chapter.edited.chapter,
            decoded(production.folder / chapter.file),
            tuple(_heard_lines(loaded, chapter)),
        )


def _heard_lines(loaded: Loaded, planned: PlannedChapter) -> Iterator[HeardLine]:
    phrases = phrases_of(planned.edited, loaded.book, loaded.cast)
    with tempfile.TemporaryDirectory() as scratch:
        # Made once more, for its times: they don't depend on how loud its voices are.
        job = chapter_job(loaded, replace(planned, phrases=phrases), defaultdict(float))
        made = make_chapter(replace(job, mp3=Path(scratch, "again.mp3"), master=None, temp=Path(scratch)))
    times = {time.line: (time.start / SAMPLE_RATE, time.end / SAMPLE_RATE) for time in made.timeline.lines}
    source = planned.edited.chapter
    places = [(p, paragraph.kind) for p, paragraph in enumerate(source.paragraphs) for _ in paragraph.lines]
    for number, phrase in enumerate(phrases):
        said = phrase.utterance
        for line in phrase.lines:
            if line.index in times:
                paragraph, block = places[line.index]
                yield HeardLine(
                    line=line.line,
                    index=line.index,
                    paragraph=paragraph,
                    block=block,
                    text=line.text,
                    start=times[line.index][0],
                    end=times[line.index][1],
                    utterance=number,
                    voice=(
                        *(phrase.engine, said.voice, said.rate, said.pitch, said.delivery, said.melody),
                        *(phrase.gain, phrase.pan, phrase.effects),
                    ),
                    timbre=(phrase.engine, said.voice),
                )


def arguments(description: str | None, *before: argparse.ArgumentParser) -> argparse.ArgumentParser:
    """The options that all of these commands have, and before them those of `before`."""
    parser = argparse.ArgumentParser(
        description=description, formatter_class=argparse.RawDescriptionHelpFormatter, parents=before
    )
    parser.add_argument("stories", nargs="*", type=Path, default=list(TALKS))
    parser.add_argument("--engine", default="pyttsx3", help="as make-audio -e takes it")
    parser.add_argument("--books", type=Path, help="where the productions are made, and found again by the next run")
    parser.add_argument("--jobs", default="1")
    return parser


@contextmanager
def finished_books(options: argparse.Namespace) -> Iterator[Iterator[Production]]:
    """The production of each story, made by the command when its turn comes."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.books or Path(scratch)
        yield (_made(story, folder, options) for story in options.stories)


def _made(story: Path, books: Path, options: argparse.Namespace) -> Production:
    folder = books / f"{story.stem}.{options.engine.replace(',', '+')}"
    what = [folder] if folder.exists() else [story, "-o", folder, "-e", options.engine]
    if subprocess.run([COMMAND, *what, "-q", "-j", options.jobs], stdin=subprocess.DEVNULL).returncode:
        sys.exit(f"{story} can't be made.")
    return open_production(folder)
