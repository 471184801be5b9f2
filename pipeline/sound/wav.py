"""Clips as WAV files: mono, 16-bit PCM, with three RIFF chunks that players skip.

`mkcr`, the first one, holds the CRC-32 of all that follows it: what a power cut tore has the right length, and zeros
where its sound was. `mkwt` holds the word timings as JSON, `mkky` the clip's key: a file that lies under another one's
name is found. Files of earlier versions have none.
"""

from __future__ import annotations

import json
import struct
import zlib
from collections.abc import Mapping

import numpy as np

from script.support.errors import MakeAudioError
from voices.engines.speech_engine import Clip, WordTiming

_FULL_SCALE = 32768

_RATES = range(4_000, 192_001)
"""Hz."""
HEADER = 24
"""Bytes of a clip's file before what its checksum covers: `is_clip_header` tells from them whether it may be whole."""


class ClipError(MakeAudioError):
    """A clip that can't be used: missing, damaged, or no mono 16-bit WAV."""


def clip_to_wav(clip: Clip, key: str = "") -> bytes:
    """A clip as a WAV file; `key` stands for all that shapes it, where it lies in a cache. Samples beyond full scale
    are clipped; 16-bit samples come back exactly."""
    samples = np.clip(np.rint(clip.samples * np.float32(_FULL_SCALE)), -_FULL_SCALE, _FULL_SCALE - 1).astype("<i2")
    format_chunk = struct.pack("<HHIIHH", 1, 1, clip.rate, clip.rate * 2, 2, 16)
    words = json.dumps([[w.start, w.end, w.at] for w in clip.words], separators=(",", ":")).encode()
    chunks = ((b"fmt ", format_chunk), (b"data", samples.tobytes()), (b"mkwt", words), (b"mkky", key.encode()))
    body = b"".join(_chunk(name, data) for name, data in chunks if data or name != b"mkky")
    check = _chunk(b"mkcr", struct.pack("<I", zlib.crc32(body)))
    return b"RIFF" + struct.pack("<I", 4 + len(check) + len(body)) + b"WAVE" + check + body


def is_clip_header(header: bytes, length: int) -> bool:
    """Whether a file of `length` bytes that begins with `header` has the length and the checksum of a clip's file."""
    return (
        len(header) >= HEADER
        and header[:4] == b"RIFF"
        and int.from_bytes(header[4:8], "little") == length - 8
        and header[8:20] == b"WAVEmkcr\4\0\0\0"
    )


def wav_to_clip(data: bytes, key: str) -> Clip:
    """What `clip_to_wav` wrote. Raises `ClipError` for anything else, also for a file that was cut short."""
    chunks = check_wav(data, key)
    rate = struct.unpack_from("<I", chunks[b"fmt "], 4)[0]
    samples = np.frombuffer(chunks[b"data"], "<i2").astype(np.float32) / np.float32(_FULL_SCALE)
    return Clip(samples, rate, word_timings(chunks))


def word_timings(chunks: Mapping[bytes, memoryview]) -> tuple[WordTiming, ...]:
    """The word timings among the chunks of a clip's file. Raises `ClipError`: a file that came from elsewhere may hold
    anything under a right checksum."""
    try:
        words = tuple(WordTiming(*word) for word in json.loads(bytes(chunks.get(b"mkwt", b"[]"))))
    except (ValueError, TypeError, RecursionError) as error:
        raise ClipError("its word timings are damaged") from error
    if not all(type(n) is int and n >= 0 for word in words for n in (word.start, word.end, word.at)):
        raise ClipError("its word timings are damaged")
    return words


def check_wav(data: bytes, key: str) -> dict[bytes, memoryview]:
    """The chunks of a whole mono 16-bit WAV file, by name; `key` is the clip's that it is to hold. Raises `ClipError`
    that says what is wrong."""
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
    kind, channels, rate, _, _, bits = struct.unpack_from("<HHIIHH", chunks[b"fmt "])
    if (kind, channels, bits) != (1, 1, 16) or rate not in _RATES or len(chunks[b"data"]) % 2:
        raise ClipError("it is not mono with 16 bits")
    if (
        not is_clip_header(data[:HEADER], len(data))
        or zlib.crc32(view[HEADER:]) != struct.unpack("<I", chunks[b"mkcr"])[0]
    ):
        raise ClipError("it is damaged: its checksum is another")
    if bytes(chunks.get(b"mkky", key.encode())) != key.encode():
        raise ClipError("it is another line's")
    return chunks


def _chunk(name: bytes, data: bytes) -> bytes:
    return name + struct.pack("<I", len(data)) + data + b"\0" * (len(data) % 2)
