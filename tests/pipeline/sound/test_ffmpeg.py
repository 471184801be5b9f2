from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from pipeline.disk.files import DiskError
from pipeline.sound.ffmpeg import EncodeError, EncoderOutput, FFmpegError, decode, encode, find_ffmpeg

Block = NDArray[np.int16]
TONE = (8000 * np.sin(np.arange(44100 * 2) / 20)).astype(np.int16)[:, np.newaxis]
posix_only = pytest.mark.skipif(os.name != "posix", reason="shell scripts and resource limits are POSIX")


@pytest.fixture
def fresh() -> Iterator[None]:
    find_ffmpeg.cache_clear()
    yield
    find_ffmpeg.cache_clear()


def fake_ffmpeg(folder: Path, words: str) -> None:
    script = folder / "ffmpeg"
    script.write_text(f"#!/bin/sh\necho 'ffmpeg version 0.1 of a test' >&2\n{words}\n")
    script.chmod(0o755)


def flac(path: Path) -> EncoderOutput:
    return EncoderOutput(path, "flac", ("-c:a", "flac"))


def blocks() -> Iterator[Block]:
    for start in range(0, len(TONE), 10000):
        yield TONE[start : start + 10000]


def encode_tone(path: Path, samples: Iterator[Block] | None = None) -> int:
    return encode(find_ffmpeg().path, samples or blocks(), rate=44100, channels=1, outputs=[flac(path)])


@pytest.mark.usefixtures("fresh")
def test_without_one_on_path_the_wheels_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    found = find_ffmpeg()
    assert "imageio_ffmpeg" in found.path
    assert len(found.version.split()) == 2


@posix_only
@pytest.mark.usefixtures("fresh")
def test_one_on_path_is_taken_if_it_can_do_all_that_is_needed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    fake_ffmpeg(tmp_path, "echo ' A....D aac x'; echo ' A....D libmp3lame x'; echo ' A....D flac x'")
    found = find_ffmpeg()
    assert found.path == str(tmp_path / "ffmpeg")
    assert found.version.startswith("0.1 ")


@posix_only
@pytest.mark.usefixtures("fresh")
@pytest.mark.parametrize("words", ["echo ' A....D aac x'", "exit 3", "kill -9 $$"])
def test_one_on_path_that_cannot_is_passed_over(words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    fake_ffmpeg(tmp_path, words)
    assert "imageio_ffmpeg" in find_ffmpeg().path


@posix_only
@pytest.mark.usefixtures("fresh")
def test_with_none_that_can_the_message_says_what_is_missing_and_the_way_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setitem(sys.modules, "imageio_ffmpeg", None)
    fake_ffmpeg(tmp_path, "echo ' A....D aac x'")
    with pytest.raises(FFmpegError, match=r"built without libmp3lame and flac.*pip install imageio-ffmpeg"):
        find_ffmpeg()


def test_what_was_encoded_is_decoded_to_the_sample(tmp_path: Path) -> None:
    path = tmp_path / "a %d # é.flac"
    assert encode_tone(path) == len(TONE)
    back = np.concatenate(list(decode(find_ffmpeg().path, path, rate=44100, channels=1, frames=1000)))
    assert np.array_equal(back, TONE)
    assert [file.name for file in tmp_path.iterdir()] == [path.name]


def test_a_failure_while_samples_are_made_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    def failing() -> Iterator[Block]:
        yield TONE
        raise KeyboardInterrupt

    path = tmp_path / "a.flac"
    path.write_bytes(b"the old one")
    with pytest.raises(KeyboardInterrupt):
        encode_tone(path, failing())
    assert path.read_bytes() == b"the old one"
    assert list(tmp_path.iterdir()) == [path]


def test_an_ffmpeg_that_gives_up_is_an_error_in_one_sentence_that_names_the_file(tmp_path: Path) -> None:
    path = tmp_path / "a.mp3"
    bad = EncoderOutput(path, "mp3", ("-c:a", "libmp3lame", "-b:a", "no rate"))
    with pytest.raises(EncodeError, match=r"a\.mp3 could not be written"):
        encode(find_ffmpeg().path, blocks(), rate=44100, channels=1, outputs=[bad])
    assert list(tmp_path.iterdir()) == []


def test_an_ffmpeg_that_stops_early_without_complaint_is_an_error_too(tmp_path: Path) -> None:
    path = tmp_path / "a.flac"
    short = EncoderOutput(path, "flac", ("-c:a", "flac", "-t", "0.1"))
    many = (TONE for _ in range(100))
    with pytest.raises(EncodeError, match=r"a\.flac could not be written"):
        encode(find_ffmpeg().path, many, rate=44100, channels=1, outputs=[short])
    assert list(tmp_path.iterdir()) == []


def test_an_ffmpeg_that_is_gone_is_told(tmp_path: Path) -> None:
    with pytest.raises(FFmpegError, match="doesn't run"):
        encode(str(tmp_path / "ffmpeg"), blocks(), rate=44100, channels=1, outputs=[flac(tmp_path / "a.flac")])


def test_a_damaged_file_is_told_when_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.flac"
    path.write_bytes(b"no sound at all")
    with pytest.raises(EncodeError, match=r"a\.flac can't be read"):
        list(decode(find_ffmpeg().path, path, rate=44100, channels=1, frames=1000))


SMALL_FILES = """
import resource, sys
from pathlib import Path
import numpy as np
from pipeline.sound.ffmpeg import EncoderOutput, encode, find_ffmpeg
from pipeline.disk.files import DiskError
resource.setrlimit(resource.RLIMIT_FSIZE, (20000, 20000))
path = Path(sys.argv[1])
noise = (np.random.default_rng(1).integers(-9000, 9000, (44100, 1)).astype(np.int16) for _ in range(20))
try:
    encode(find_ffmpeg().path, noise, rate=44100, channels=1, outputs=[EncoderOutput(path, "flac", ("-c:a", "flac"))])
except DiskError as error:
    print(error)
"""


@posix_only
def test_a_limit_of_files_sizes_is_told_as_one_and_the_old_file_stays(tmp_path: Path) -> None:
    path = tmp_path / "a.flac"
    path.write_bytes(b"the old one")
    run = subprocess.run([sys.executable, "-c", SMALL_FILES, str(path)], capture_output=True, text=True, check=True)
    assert run.stdout.startswith(f"{path} could not be written: it would be larger than files may be, by a limit")
    assert path.read_bytes() == b"the old one"
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_that_is_gone_is_told(tmp_path: Path) -> None:
    with pytest.raises(EncodeError, match=r"gone.a\.flac could not be written"):
        encode_tone(tmp_path / "gone" / "a.flac")


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="only root may write everywhere")
def test_a_folder_that_may_not_be_written_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "closed"
    folder.mkdir(mode=0o500)
    with pytest.raises(DiskError, match="permission denied"):
        encode_tone(folder / "a.flac")
