"""Sound files are read only when they are whole: as the stock drivers of pyttsx3 leave them, often they are not."""

from __future__ import annotations

import struct
import subprocess
import threading
import time
import wave
from pathlib import Path

import imageio_ffmpeg
import numpy as np
import pytest

from voices.engines.recording import IncompleteRecordingError, await_recording, read_recording
from voices.engines.speech_engine import EngineError

TEXT = "Good evening."


@pytest.fixture
def whole(tmp_path: Path) -> Path:
    """One second of a tone, 16-bit mono at 22,050 Hz."""
    path = tmp_path / "whole.wav"
    tone = (8000 * np.sin(np.arange(22_050) * 0.06)).astype("<i2")
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, 22_050, 0, "NONE", ""))
        file.writeframes(tone.tobytes())
    return path


def converted(source: Path, name: str, *options: str) -> Path:
    """`source` as another program writes it."""
    target = source.with_name(name)
    command = [imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error", "-i", str(source), *options, str(target)]
    subprocess.run(command, check=True, timeout=60)
    return target


def test_a_whole_wav_is_read(whole: Path) -> None:
    recording = await_recording(whole, TEXT, patience=1)
    assert (len(recording.samples), recording.rate, str(recording.samples.dtype)) == (22_050, 22_050, "float32")
    assert np.abs(recording.samples).max() == pytest.approx(8000 / 32768, rel=0.01)


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("a.aiff", ()),
        ("a.aifc", ("-f", "aiff", "-c:a", "pcm_s16le")),
        ("stereo.wav", ("-af", "pan=stereo|c0=c0|c1=c0")),
    ],
)
def test_what_other_programs_write_is_read_alike(whole: Path, name: str, options: tuple[str, ...]) -> None:
    recording = read_recording(converted(whole, name, *options))
    assert len(recording.samples) / recording.rate == pytest.approx(1, abs=0.001)
    assert np.sqrt(np.mean(recording.samples**2)) == pytest.approx(8000 / 32768 / np.sqrt(2), rel=0.02)


@pytest.mark.parametrize("kept", [0, 3, 12, 20, 43, 44, 45, 1000, 44_143])
def test_a_file_cut_short_anywhere_is_refused(whole: Path, kept: int) -> None:
    whole.write_bytes(whole.read_bytes()[:kept])
    with pytest.raises(IncompleteRecordingError):
        await_recording(whole, TEXT, patience=0.05)


@pytest.mark.parametrize("kept", [0, 11, 40, 54, 30_000])
def test_an_aiff_cut_short_anywhere_is_refused(whole: Path, kept: int) -> None:
    path = converted(whole, "a.aiff")
    path.write_bytes(path.read_bytes()[:kept])
    with pytest.raises(IncompleteRecordingError):
        await_recording(path, TEXT, patience=0.05)


def test_a_header_without_sound_is_refused(whole: Path) -> None:
    with wave.open(str(whole), "wb") as file:
        file.setparams((1, 2, 22_050, 0, "NONE", ""))
    assert whole.stat().st_size == 44
    with pytest.raises(IncompleteRecordingError):
        await_recording(whole, TEXT, patience=0.05)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(IncompleteRecordingError, match="not written"):
        await_recording(tmp_path / "none.wav", TEXT, patience=0.05)


def test_a_file_too_short_for_its_text_is_refused(whole: Path) -> None:
    with pytest.raises(IncompleteRecordingError, match="too short"):
        await_recording(whole, "word " * 100, patience=0.05)


def test_a_file_that_still_grows_is_waited_for(whole: Path) -> None:
    data = whole.read_bytes()
    target = whole.with_name("growing.wav")

    def write() -> None:
        for end in range(4_000, len(data) + 4_000, 4_000):
            with target.open("ab") as file:
                file.write(data[end - 4_000 : end])
            time.sleep(0.01)

    writer = threading.Thread(target=write)
    writer.start()
    recording = await_recording(target, TEXT, patience=10)
    writer.join()
    assert len(recording.samples) == 22_050


def test_sound_that_is_not_sixteen_bit_is_refused_at_once(whole: Path) -> None:
    data = bytearray(whole.read_bytes())
    struct.pack_into("<H", data, 34, 8)
    whole.write_bytes(data)
    with pytest.raises(EngineError, match="16-bit"):
        await_recording(whole, TEXT, patience=10)
