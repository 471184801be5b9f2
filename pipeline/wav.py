"""Clips as WAV files: mono, 16-bit PCM, word timings in a RIFF chunk of their own (`mkwt`, JSON) that players skip."""

from __future__ import annotations

import json
import struct

import numpy as np

from script.errors import MakeAudioError
from voices.engines.base import Clip, WordTiming

_FULL_SCALE = 32768


class ClipError(MakeAudioError):
    """A clip that can't be used: missing, damaged, or no mono 16-bit WAV."""


def clip_to_wav(clip: Clip) -> bytes:
    """A clip as a WAV file. Samples beyond full scale are clipped; 16-bit samples come back exactly."""
    samples = np.clip(np.rint(clip.samples * np.float32(_FULL_SCALE)), -_FULL_SCALE, _FULL_SCALE - 1).astype("<i2")
    format_chunk = struct.pack("<HHIIHH", 1, 1, clip.rate, clip.rate * 2, 2, 16)
    words = json.dumps([[w.start, w.end, w.at] for w in clip.words], separators=(",", ":")).encode()
    body = b"WAVE" + _chunk(b"fmt ", format_chunk) + _chunk(b"data", samples.tobytes()) + _chunk(b"mkwt", words)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def wav_to_clip(data: bytes) -> Clip:
    """What `clip_to_wav` wrote. Raises `ClipError` for anything else, also for a file that was cut short."""
    chunks = check_wav(data)
    rate = struct.unpack_from("<I", chunks[b"fmt "], 4)[0]
    samples = np.frombuffer(chunks[b"data"], "<i2").astype(np.float32) / np.float32(_FULL_SCALE)
    try:
        words = tuple(WordTiming(*word) for word in json.loads(bytes(chunks.get(b"mkwt", b"[]"))))
    except (ValueError, TypeError) as error:
        raise ClipError("its word timings are damaged") from error
    return Clip(samples, rate, words)


def check_wav(data: bytes) -> dict[bytes, memoryview]:
    """The chunks of a whole mono 16-bit WAV file, by name. Raises `ClipError` that says what is wrong."""
    if data[:4] != b"RIFF" or data[8:12] != b"WAVE":
        raise ClipError("it is no WAV file")
    if struct.unpack_from("<I", data, 4)[0] != len(data) - 8:
        raise ClipError("it was cut short")
    view, chunks, position = memoryview(data), {}, 12
    while position + 8 <= len(data):
        name, size = bytes(data[position : position + 4]), struct.unpack_from("<I", data, position + 4)[0]
        if position + 8 + size > len(data):
            raise ClipError("it was cut short")
        chunks[name] = view[position + 8 : position + 8 + size]
        position += 8 + size + size % 2
    if len(chunks.get(b"fmt ", b"")) < 16 or b"data" not in chunks:
        raise ClipError("it holds no sound")
    kind, channels, _, _, _, bits = struct.unpack_from("<HHIIHH", chunks[b"fmt "])
    if (kind, channels, bits) != (1, 1, 16) or len(chunks[b"data"]) % 2:
        raise ClipError("it is not mono with 16 bits")
    return chunks


def _chunk(name: bytes, data: bytes) -> bytes:
    return name + struct.pack("<I", len(data)) + data + b"\0" * (len(data) % 2)
