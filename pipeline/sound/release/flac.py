"""A mastered chapter kept without loss (FLAC, 16 bits), for the formats that hold a whole book."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pipeline.sound.ffmpeg import EncoderOutput, decode
from pipeline.sound.timeline import SAMPLE_RATE

_BLOCK = 5 * SAMPLE_RATE


def flac_output(path: Path) -> EncoderOutput:
    """How ffmpeg is to write a chapter's master."""
    return EncoderOutput(path, "flac", ("-map", "0:a", "-c:a", "flac"))


def read_master(ffmpeg: str, path: Path, channels: int) -> Iterator[NDArray[np.int16]]:
    """The samples of a master, int16[frames, channels] at a time. Raises `pipeline.sound.ffmpeg.EncodeError`."""
    return decode(ffmpeg, path, rate=SAMPLE_RATE, channels=channels, frames=_BLOCK)
