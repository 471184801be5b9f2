"""What would be broken: a server's sound is misread, or an error page is spoken as noise."""

from __future__ import annotations

import io
import struct
import subprocess
import wave

import imageio_ffmpeg
import numpy as np
import pytest

from voices.engines.recording import IncompleteRecordingError
from voices.engines.server.received_audio import read_sound

RATE = 16_000
TONE = (0.5 * np.sin(2 * np.pi * 220 * np.arange(RATE) / RATE)).astype(np.float32)


def wav(channels: int = 1) -> bytes:
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setparams((channels, 2, RATE, 0, "NONE", ""))
        file.writeframes(np.repeat((TONE * 32767).astype("<i2"), channels).tobytes())
    return out.getvalue()


def encoded(container: str, *options: str) -> bytes:
    command = [imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error", "-i", "pipe:0", *options, "-f", container, "pipe:1"]
    return subprocess.run(command, input=wav(), capture_output=True, check=True).stdout


@pytest.mark.parametrize("container", ["mp3", "flac", "adts", "ogg"])
def test_every_usual_container_gives_the_same_sound(container: str) -> None:
    options = ("-c:a", "flac") if container == "ogg" else ()
    recording = read_sound(encoded(container, *options), "application/octet-stream")
    assert recording.rate == RATE
    assert len(recording.samples) / RATE == pytest.approx(1.0, abs=0.15)
    middle = recording.samples[4000:12000]
    assert np.sqrt(np.mean(middle**2)) == pytest.approx(0.5 / np.sqrt(2), rel=0.1)


@pytest.mark.parametrize("channels", [1, 2])
def test_wav_comes_back_exactly(channels: int) -> None:
    recording = read_sound(wav(channels), "audio/wav")
    assert recording.rate == RATE
    assert np.abs(recording.samples - TONE).max() < 1e-3


def test_a_wav_that_was_streamed_without_its_length_is_whole() -> None:
    data = bytearray(wav())
    struct.pack_into("<I", data, 4, 0xFFFFFFFF)
    struct.pack_into("<I", data, 40, 0xFFFFFFFF)
    assert len(read_sound(bytes(data), "audio/wav").samples) == RATE


def test_raw_samples_are_sound_only_where_the_server_says_so() -> None:
    data = (TONE * 32767).astype("<i2").tobytes()
    assert read_sound(data, "audio/pcm").rate == 24_000
    with pytest.raises(IncompleteRecordingError, match="no sound"):
        read_sound(data, "application/octet-stream")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{}",
        b"<html></html>",
        b"\xff",
        b"RIFF\0\0\0\0WAVE",
        b"ID3" + b"\0" * 500,
        b"fLaC" + b"x" * 500,
        wav()[:9000],
    ],
)
def test_what_is_no_whole_sound_is_refused(data: bytes) -> None:
    with pytest.raises(IncompleteRecordingError):
        read_sound(data, "audio/wav")
