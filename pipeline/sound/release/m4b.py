"""The whole book as one M4B file: AAC encoded in one go, so that no gap lies between chapters, with chapter marks."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pipeline.disk.files import plain_errors
from pipeline.sound.ffmpeg import EncodeError, EncoderOutput, encode
from pipeline.sound.release.cover import cover_input, cover_options
from pipeline.sound.release.flac import read_master
from pipeline.sound.release.tags import BookTags, book_metadata, chapter_marks
from pipeline.sound.timeline import SAMPLE_RATE

BITRATE = 64
"""kbit/s a channel."""


@dataclass(frozen=True, slots=True)
class M4bJob:
    """All that making an M4B takes; can be sent to another process."""

    path: Path
    """The file to make."""
    chapters: tuple[tuple[str, Path, int], ...]
    """Title, master (FLAC) and length in frames of each chapter."""
    tags: BookTags
    channels: int
    temp: Path
    """A folder for a small temporary file."""
    ffmpeg: str
    """The program, from `pipeline.sound.ffmpeg.find_ffmpeg`."""


def make_m4b(job: M4bJob) -> float:
    """Encodes the book; gives its length in seconds. The file appears whole or not at all.

    Raises `EncodeError`, also for a master that isn't as long as said, or `DiskError`.
    """
    with plain_errors(job.temp):
        folder = tempfile.TemporaryDirectory(dir=job.temp, prefix="m4b-")
    with folder as name:
        marks = Path(name) / "chapters"
        with plain_errors(marks):
            marks.write_text(
                chapter_marks([(title, frames) for title, _, frames in job.chapters], SAMPLE_RATE), "utf-8"
            )
        inputs = ("-f", "ffmetadata", "-i", f"file:{marks}", *cover_input(job.tags))
        options = (
            *("-map", "0:a", "-c:a", "aac", "-aac_coder", "fast", "-b:a", f"{BITRATE * job.channels}k"),
            *("-map_chapters", "1", *book_metadata(job.tags), *cover_options(job.tags, stream=2)),
            *("-movflags", "+faststart", "-brand", "M4B "),
        )
        frames = encode(
            job.ffmpeg,
            _samples(job),
            rate=SAMPLE_RATE,
            channels=job.channels,
            inputs=inputs,
            outputs=(EncoderOutput(job.path, "ipod", options),),
        )
    return frames / SAMPLE_RATE


def _samples(job: M4bJob) -> Iterator[NDArray[np.int16]]:
    for title, master, expected in job.chapters:
        frames = 0
        for block in read_master(job.ffmpeg, master, job.channels):
            frames += len(block)
            yield block
        if frames != expected:
            raise EncodeError(
                f'{job.path} could not be written: the master of "{title}" ({master}) is damaged. '
                "Delete it, then run the same command again."
            )
