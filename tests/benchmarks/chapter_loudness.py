"""Measure how loud a finished chapter's lines are: its loudness range, its quietest lines, how equal its voices are.

    python -m tests.benchmarks.chapter_loudness FOLDER...

Each FOLDER is a production whose MP3 files are up to date. The files are decoded; where each line is in them comes
from the timeline. Printed for each chapter: integrated loudness and loudness range as ffmpeg's `ebur128` measures them
(EBU R 128, EBU Tech 3342), the loudness of the quietest line, and the difference between the loudest and the quietest
of the voices that speak plainly for five seconds or more; then each voice and delivery, against the voice's plain
lines.
"""

from __future__ import annotations

import argparse
import math
import re
import subprocess
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pipeline.production.production import Production
from pipeline.rendering.chapters.chapter_audio import chapter_timeline
from pipeline.rendering.chapters.chapter_parts import chapter_parts
from pipeline.rendering.planning.loaded_production import Loaded
from pipeline.rendering.planning.phrases import Phrase, phrases_of
from pipeline.rendering.planning.plan import PlannedChapter
from pipeline.rendering.planning.voice_gains import Timbre, known_gain
from pipeline.sound.timeline import SAMPLE_RATE
from pipeline.sound.voice_loudness import speech_level
from tests.pipeline.productions import load

Samples = NDArray[np.float32]

_ENOUGH = 5.0
"""Seconds of a voice that tell how loud it is."""


def decoded(ffmpeg: str, file: Path) -> Samples:
    """A file as float32[frames], mono, at `SAMPLE_RATE`."""
    command = [ffmpeg, "-v", "error", "-i", str(file), "-ac", "1", "-ar", str(SAMPLE_RATE), "-f", "f32le", "-"]
    return np.frombuffer(subprocess.run(command, check=True, capture_output=True).stdout, np.float32)


def loudness_and_range(ffmpeg: str, file: Path) -> tuple[float, float]:
    """Integrated loudness (LUFS) and loudness range (LU)."""
    command = [ffmpeg, "-nostats", "-i", str(file), "-af", "ebur128", "-f", "null", "-"]
    report = subprocess.run(command, check=True, capture_output=True, text=True).stderr.rpartition("Summary")[2]
    found = [re.search(pattern, report) for pattern in (r"I:\s+(\S+) LUFS", r"LRA:\s+(\S+) LU")]
    return tuple(float(match[1]) if match else math.nan for match in found)  # type: ignore[return-value]


def lines_heard(loaded: Loaded, planned: PlannedChapter) -> list[tuple[Phrase, int, int]]:
    """Each phrase of a chapter, sentence by sentence, and the frames from which and to which it is heard."""
    chapter = planned.edited.chapter
    phrases = phrases_of(planned.edited, loaded.book, loaded.cast)
    gains: Mapping[Timbre, float] = {
        phrase.timbre: known_gain(loaded.production.levels_folder, phrase.timbre) or 0.0 for phrase in phrases
    }
    parts, end = chapter_parts(chapter, phrases, gains, loaded.clips, loaded.book.pauses)
    timeline, _ = chapter_timeline(parts, loaded.book.pauses, end)
    of_line = {line.index: phrase for phrase in phrases for line in phrase.lines}
    return [(of_line[placement.sound.lines[0][0]], placement.start, placement.end) for placement in timeline.placements]


def measure(folder: Path) -> None:
    """Prints what is measured of every chapter of a production."""
    loaded = load(Production(folder))
    for planned in loaded.planned.chapters:
        file = folder / planned.file
        sound = decoded(loaded.ffmpeg.path, file)
        ways: dict[tuple[str, str], list[Samples]] = defaultdict(list)
        levels = []
        for phrase, start, end in lines_heard(loaded, planned):
            line = phrase.lines[0].line
            heard = sound[start:end]
            levels.append(speech_level(heard, SAMPLE_RATE))
            way = "/".join(filter(None, (line.delivery, *phrase.effects))) or ("tag" if phrase.utterance.tags else "")
            ways[phrase.utterance.voice, way].append(heard)
        loud, reach = loudness_and_range(loaded.ffmpeg.path, file)
        plain = {
            voice: speech_level(np.concatenate(clips), SAMPLE_RATE)
            for (voice, way), clips in ways.items()
            if not way and sum(map(len, clips)) > _ENOUGH * SAMPLE_RATE
        }
        spread = max(plain.values()) - min(plain.values()) if plain else math.nan
        print(
            f"{file.name}: {loud:.1f} LUFS, range {reach:.1f} LU, quietest line {min(levels):.1f} LUFS, "
            f"plain voices within {spread:.1f} LU"
        )
        for (voice, way), clips in sorted(ways.items()):
            level = speech_level(np.concatenate(clips), SAMPLE_RATE)
            against = f" {level - plain[voice]:+.1f}" if voice in plain and way else ""
            seconds = sum(map(len, clips)) / SAMPLE_RATE
            print(f"    {voice:24} {way or 'plain':16} {len(clips):3} lines {seconds:6.1f} s {level:6.1f}{against}")


def main() -> None:
    """Measure productions."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", type=Path, nargs="+")
    for folder in parser.parse_args().folders:
        measure(folder)


if __name__ == "__main__":
    main()
