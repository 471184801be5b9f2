"""Sound to be released, and released files read back by libraries that did not write them."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import mutagen
import numpy as np
from numpy.typing import NDArray

from pipeline.sound.ffmpeg import decode, encode, find_ffmpeg
from pipeline.sound.release.cover import cover_input
from pipeline.sound.release.flac import flac_output
from pipeline.sound.release.mp3 import mp3_output
from pipeline.sound.release.tags import ChapterTags

RATE = 44100
AWKWARD = "“Ünïcode”; a=b #1 \\ – 第一章 🌩"


def sweep(seconds: float, channels: int = 1) -> NDArray[np.int16]:
    time = np.arange(round(seconds * RATE)) / RATE
    tone = 6000 * np.sin(2 * np.pi * (200 + 30 * time) * time)
    return np.stack([tone, tone / 2][:channels], axis=1).astype(np.int16)


def blocks(samples: NDArray[np.int16]) -> Iterator[NDArray[np.int16]]:
    for start in range(0, len(samples), 50000):
        yield samples[start : start + 50000]


def png(path: Path) -> Path:
    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", 8, 12, 8, 2, 0, 0, 0)
    pixels = zlib.compress((b"\0" + b"\x80\x10\x20" * 8) * 12)
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b""))
    return path


def encode_mp3(path: Path, tags: ChapterTags, samples: NDArray[np.int16], bitrate: int = 192) -> None:
    channels = samples.shape[1]
    output = mp3_output(path, tags, bitrate=bitrate, channels=channels)
    inputs = cover_input(tags.book)
    encode(find_ffmpeg().path, blocks(samples), rate=RATE, channels=channels, inputs=inputs, outputs=[output])


def decoded(path: Path, channels: int = 1) -> NDArray[np.int16]:
    return np.concatenate(list(decode(find_ffmpeg().path, path, rate=RATE, channels=channels, frames=RATE)))


def read(path: Path) -> Any:
    """What mutagen finds in a file."""
    return mutagen.File(path)


def masters(folder: Path, lengths: list[float], channels: int = 1) -> tuple[tuple[str, Path, int], ...]:
    chapters = []
    for number, seconds in enumerate(lengths, 1):
        path, samples = folder / f"{number}.flac", sweep(seconds, channels)
        encode(find_ffmpeg().path, blocks(samples), rate=RATE, channels=channels, outputs=[flac_output(path)])
        chapters.append((f"{number}. {AWKWARD}", path, len(samples)))
    return tuple(chapters)
