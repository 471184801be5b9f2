"""Sound files as speech engines leave them: read only when they are whole.

WAV (Microsoft and IBM, "Multimedia Programming Interface", 1991) and AIFF, AIFF-C (Apple, 1989, 1991): 16-bit PCM.
"""

from __future__ import annotations

import struct
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from voices.engines.speech_engine import EngineError

FASTEST: Final = 50.0
"""Letters and digits a second: nobody speaks faster, at any setting."""

_POLL = 0.02


class IncompleteRecordingError(EngineError):
    """A sound file that is missing, still being written, cut short or too short for its text."""


@dataclass(frozen=True, slots=True)
class Recording:
    """A mono recording: float32[frames] in −1…1, at `rate` Hz."""

    samples: NDArray[np.float32]
    rate: int


def read_recording(path: Path) -> Recording:
    """A whole 16-bit WAV or AIFF file, channels averaged. Raises `IncompleteRecordingError`."""
    try:
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise IncompleteRecordingError(f"{path.name} was not written.") from error
    if data[:4] == b"RIFF" and data[8:12] == b"WAVE":
        return _wav(data, path.name)
    if data[:4] == b"FORM" and data[8:12] in (b"AIFF", b"AIFC"):
        return _aiff(data, path.name)
    raise IncompleteRecordingError(f"{path.name} ({len(data)} bytes) is no WAV or AIFF file.")


def await_recording(path: Path, text: str, *, patience: float) -> Recording:
    """Read `path` once it is whole, holds still and is long enough for `text`; wait `patience` seconds for that.

    Raises `IncompleteRecordingError` after that time.
    """
    least = sum(character.isalnum() for character in text) / FASTEST
    deadline = time.monotonic() + patience
    size = -1
    while True:
        before, size = size, path.stat().st_size if path.exists() else -1
        try:
            recording = read_recording(path)
            seconds = len(recording.samples) / recording.rate
            if seconds < least:
                raise IncompleteRecordingError(f"{path.name} lasts {seconds:.2f} s, too short for its text.")
            if size != before:
                raise IncompleteRecordingError(f"{path.name} is still being written.")
            return recording
        except IncompleteRecordingError:
            if time.monotonic() >= deadline:
                raise
        time.sleep(_POLL)


def _wav(data: bytes, name: str) -> Recording:
    layout: tuple[int, ...] | None = None
    for kind, body, declared in _pieces(data, "<"):
        if kind == b"fmt " and len(body) >= 16:
            layout = struct.unpack_from("<HHIIHH", body)
        elif kind == b"data":
            if layout is None:
                break
            coding, channels, rate, _, _, bits = layout
            # 0xFFFE: the extensible form, whose sample layout is the same.
            if coding not in (1, 0xFFFE) or bits != 16:
                raise EngineError(f"{name} is not 16-bit PCM.")
            return _recording(body, declared, "<i2", channels, rate, name)
    raise IncompleteRecordingError(f"{name} ({len(data)} bytes) holds no sound.")


def _aiff(data: bytes, name: str) -> Recording:
    channels, rate, order = 0, 0, ">i2"
    for kind, body, declared in _pieces(data, ">"):
        if kind == b"COMM" and len(body) >= 18:
            channels, _, bits = struct.unpack_from(">HIH", body)
            rate = round(_extended(body[8:18]))
            coding = body[18:22] if data[8:12] == b"AIFC" else b"NONE"
            if bits != 16 or coding not in (b"NONE", b"sowt"):
                raise EngineError(f"{name} is not 16-bit PCM.")
            order = "<i2" if coding == b"sowt" else ">i2"
        elif kind == b"SSND" and channels:
            return _recording(body[8:], declared - 8, order, channels, rate, name)
    raise IncompleteRecordingError(f"{name} ({len(data)} bytes) holds no sound.")


def _pieces(data: bytes, order: Literal["<", ">"]) -> Iterator[tuple[bytes, bytes, int]]:
    """The chunks of an IFF file: kind, what is there of the body, the length that the file declares."""
    position = 12
    while position + 8 <= len(data):
        kind = data[position : position + 4]
        (declared,) = struct.unpack_from(f"{order}I", data, position + 4)
        yield kind, data[position + 8 : position + 8 + declared], declared
        position += 8 + declared + declared % 2


def _recording(body: bytes, declared: int, order: str, channels: int, rate: int, name: str) -> Recording:
    if declared <= 0 or len(body) < declared or channels < 1 or rate < 1:
        raise IncompleteRecordingError(f"{name} holds {len(body)} of {declared} bytes of sound.")
    frames = np.frombuffer(body[: declared // (2 * channels) * 2 * channels], order).reshape(-1, channels)
    return Recording(frames.astype(np.float32).mean(axis=1, dtype=np.float32) / np.float32(32768), rate)


def _extended(number: bytes) -> float:
    """An 80-bit IEEE 754 extended-precision number."""
    exponent, mantissa = struct.unpack(">HQ", number)
    return float(mantissa * 2.0 ** ((exponent & 0x7FFF) - 16383 - 63))
