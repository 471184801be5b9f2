"""Sound that a server sent: whatever container it chose, decoded by ffmpeg; what is no sound is refused."""

from __future__ import annotations

import shutil
import struct
import subprocess

import numpy as np

from voices.engines.recording import IncompleteRecordingError, Recording

_PCM_RATE = 24_000
"""Hz of raw PCM where nothing says otherwise: what OpenAI's API documents, 16 bit, little endian, mono."""
_PCM_TYPES = frozenset({"audio/pcm", "audio/x-pcm"})
_UNKNOWN_LENGTHS = frozenset({0, 0x7FFFFFFF, 0x7FFFFFFF - 36, 0xFFFFFFFF, 0xFFFFFFFF - 36, 0xFFFFFF00})
"""What streaming writers put where a WAV file says how long it is."""
_SECONDS = 120.0
_HEADER = 44
"""Bytes of a WAV header as ffmpeg writes it with nothing but the format."""


def read_sound(data: bytes, content_type: str) -> Recording:
    """A mono recording of WAV, MP3, FLAC, Ogg or ADTS bytes, told by their first bytes.

    Of raw PCM if `content_type` says that it is. Channels are averaged. Raises `IncompleteRecordingError`.
    """
    if not data:
        raise IncompleteRecordingError("the answer is empty")
    container = _container(data)
    if container is None and content_type in _PCM_TYPES and len(data) % 2 == 0:
        return Recording(np.frombuffer(data, "<i2").astype(np.float32) / np.float32(32768), _PCM_RATE)
    if container is None:
        raise IncompleteRecordingError(f"the answer ({len(data):,} bytes of {content_type}) is no sound")
    if container == "wav":
        _check_length(data)
    return _decoded(data, container)


def _container(data: bytes) -> str | None:
    """ffmpeg's name of the container."""
    if data[:4] in (b"RIFF", b"RF64") and data[8:12] == b"WAVE":
        return "wav"
    for start, name in ((b"ID3", "mp3"), (b"fLaC", "flac"), (b"OggS", "ogg")):
        if data.startswith(start):
            return name
    if len(data) > 1 and data[0] == 0xFF and data[1] & 0xE0 == 0xE0:
        return "aac" if data[1] & 0xF6 == 0xF0 else "mp3"
    return None


def _check_length(data: bytes) -> None:
    at = data.find(b"data", 12)
    declared = struct.unpack_from("<I", data, at + 4)[0] if 0 <= at <= len(data) - 8 else 0
    if declared not in _UNKNOWN_LENGTHS and at + 8 + declared > len(data) and declared < 0xFFFF0000:
        raise IncompleteRecordingError("the sound is cut short")


def _decoded(data: bytes, container: str) -> Recording:
    # The format is given and no file or network can be opened: nothing in the bytes decides what ffmpeg does.
    command = [_ffmpeg(), "-hide_banner", "-nostdin", "-v", "error", "-protocol_whitelist", "pipe"]
    command += ["-f", container, "-i", "pipe:0", "-map", "0:a:0", "-ac", "1", "-c:a", "pcm_s16le"]
    command += ["-map_metadata", "-1", "-fflags", "+bitexact", "-flags:a", "+bitexact", "-f", "wav", "pipe:1"]
    try:
        run = subprocess.run(command, input=data, capture_output=True, timeout=_SECONDS)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise IncompleteRecordingError("the sound can't be decoded") from error
    if run.returncode != 0 or run.stdout[36:40] != b"data":
        raise IncompleteRecordingError("the sound is damaged")
    rate = struct.unpack_from("<I", run.stdout, 24)[0]
    samples = run.stdout[_HEADER : _HEADER + (len(run.stdout) - _HEADER) // 2 * 2]
    return Recording(np.frombuffer(samples, "<i2").astype(np.float32) / np.float32(32768), rate)


def _ffmpeg() -> str:
    found = shutil.which("ffmpeg")
    if found:
        return found
    import imageio_ffmpeg

    path: str = imageio_ffmpeg.get_ffmpeg_exe()
    return path
