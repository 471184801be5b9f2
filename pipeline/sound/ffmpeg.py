"""ffmpeg: found on PATH or in its wheel, asked once what it can do, fed with raw samples."""

from __future__ import annotations

import contextlib
import errno
import functools
import hashlib
import os
import shutil
import signal
import subprocess
import threading
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pipeline.disk.files import LITTER, disk_error, move_file, plain_errors
from script.support.errors import MakeAudioError

Samples = Iterable[NDArray[np.int16]]
"""Blocks of int16[frames, channels]."""

ENCODERS = ("libmp3lame", "aac", "flac")
"""What make-audio needs ffmpeg to have."""

_DISK_FULL = ("No space left on device", "Disk quota exceeded", "not enough space on the disk")
_TOO_LARGE = "File too large"


class FFmpegError(MakeAudioError):
    """There is no ffmpeg that can do what is needed."""


class EncodeError(MakeAudioError):
    """A file could not be encoded; names it."""


@dataclass(frozen=True, slots=True)
class FFmpeg:
    """An ffmpeg that can write all formats."""

    path: str
    version: str
    """Two of the same version give the same bytes: its version and a digest of how it was built."""


@functools.cache
def find_ffmpeg() -> FFmpeg:
    """The ffmpeg on PATH if it can do all that is needed, else the one in the `imageio-ffmpeg` wheel.

    Asks each candidate once in a process. Raises `FFmpegError` that says what is missing where.
    """
    problems = []
    for path in _candidates():
        try:
            # One run answers both: the list goes to standard output, the banner to standard error.
            run = subprocess.run(
                [path, "-nostdin", "-encoders"], capture_output=True, timeout=30, check=True, stdin=subprocess.DEVNULL
            )
        except (OSError, subprocess.SubprocessError) as error:
            problems.append(f"{path} doesn't run ({error})")
            continue
        names = {
            words[1] for line in run.stdout.decode(errors="replace").splitlines() if len(words := line.split()) > 1
        }
        missing = [name for name in ENCODERS if name not in names]
        if not missing:
            banner = run.stderr.decode(errors="replace")
            words = banner.split()
            version = words[2] if words[:2] == ["ffmpeg", "version"] else "unknown"
            return FFmpeg(path, f"{version} {hashlib.sha256(banner.encode()).hexdigest()[:12]}")
        problems.append(f"{path} was built without {' and '.join(missing)}")
    found = f" ({'; '.join(problems)})" if problems else ""
    raise FFmpegError(
        f"No ffmpeg that can write MP3 and M4B was found{found}. Install the one in the wheel: "
        "pip install imageio-ffmpeg"
    )


def _candidates() -> Iterator[str]:
    on_path = shutil.which("ffmpeg")
    if on_path:
        yield on_path
    with contextlib.suppress(ImportError, RuntimeError):
        import imageio_ffmpeg

        yield imageio_ffmpeg.get_ffmpeg_exe()


@dataclass(frozen=True, slots=True)
class EncoderOutput:
    """A file to encode: where it goes, ffmpeg's name of its container, and ffmpeg's options for it."""

    path: Path
    container: str
    options: tuple[str, ...]


def encode(
    ffmpeg: str,
    samples: Samples,
    *,
    rate: int,
    channels: int,
    outputs: Sequence[EncoderOutput],
    inputs: Sequence[str] = (),
) -> int:
    """Feeds blocks of samples to ffmpeg as its first input and puts the finished files in their places.

    `inputs` are options for further inputs. Files appear whole or not at all, and hold no date, path or encoder stamp.
    Gives the number of frames. Raises `EncodeError`, `DiskError` where the disk is full or forbids it,
    and whatever `samples` raises.
    """
    files = {output: _temporary(output.path) for output in outputs}
    command = [ffmpeg, "-hide_banner", "-nostdin", "-v", "error", "-y"]
    command += ["-f", "s16le", "-ar", str(rate), "-ac", str(channels), "-i", "pipe:0", *inputs]
    for output, temporary in files.items():
        command += [*output.options, "-fflags", "+bitexact", "-flags:a", "+bitexact"]
        command += ["-f", output.container, f"file:{temporary}"]
    try:
        frames = _feed(command, samples, outputs[0].path)
        for output, temporary in files.items():
            _publish(temporary, output.path)
    finally:
        for temporary in files.values():
            temporary.unlink(missing_ok=True)
    return frames


def decode(ffmpeg: str, path: Path, *, rate: int, channels: int, frames: int) -> Iterator[NDArray[np.int16]]:
    """The samples of a file, int16[up to `frames`, channels] at a time. Raises `EncodeError` if it can't be read."""
    command = [ffmpeg, "-hide_banner", "-nostdin", "-v", "error", "-i", f"file:{path}", "-map", "0:a:0"]
    command += ["-f", "s16le", "-ar", str(rate), "-ac", str(channels), "pipe:1"]
    with _running(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE) as (process, errors):
        assert process.stdout
        while data := process.stdout.read(frames * channels * 2):
            yield np.frombuffer(data, "<i2").reshape(-1, channels)
        if process.wait():
            raise EncodeError(f"{path} can't be read ({_last(errors)}). Delete it, then run the same command again.")


def _feed(command: list[str], samples: Samples, path: Path) -> int:
    frames, complete = 0, True
    with _running(command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL) as (process, errors):
        assert process.stdin
        try:
            for block in samples:
                process.stdin.write(np.ascontiguousarray(block, "<i2").data)
                frames += len(block)
            process.stdin.close()
        except OSError as error:
            # ffmpeg gave up, and says why itself. (Windows calls a broken pipe an invalid argument.)
            if error.errno not in (errno.EPIPE, errno.EINVAL):
                raise
            complete = False
        code = process.wait()
    words = "\n".join(errors)
    if _TOO_LARGE in words or (code < 0 and -code == getattr(signal, "SIGXFSZ", None)):
        raise disk_error(OSError(errno.EFBIG, _TOO_LARGE), path)
    if any(message in words for message in _DISK_FULL):
        raise disk_error(OSError(errno.ENOSPC, "No space left on device"), path)
    if "Permission denied" in words:
        raise disk_error(PermissionError(errno.EACCES, "Permission denied"), path)
    if code or not complete:
        raise EncodeError(
            f"{path} could not be written: ffmpeg stopped ({_last(errors) or f'exit code {code}'}). "
            "Run the same command again; --debug shows more."
        )
    return frames


@contextlib.contextmanager
def _running(command: list[str], *, stdin: int, stdout: int) -> Iterator[tuple[subprocess.Popen[bytes], deque[str]]]:
    """A process whose last words are kept. It is gone when the block ends, however that ends."""
    try:
        # In a session of its own: Ctrl-C is for this program to act on.
        process = subprocess.Popen(command, stdin=stdin, stdout=stdout, stderr=subprocess.PIPE, start_new_session=True)
    except OSError as error:
        raise FFmpegError(f"ffmpeg doesn't run: {command[0]} ({error.strerror}).") from error
    errors: deque[str] = deque(maxlen=20)
    stream = process.stderr
    assert stream
    # Read while it runs: a full pipe would stop it.
    listener = threading.Thread(target=lambda: errors.extend(line.decode(errors="replace").strip() for line in stream))
    listener.start()
    try:
        yield process, errors
    finally:
        if process.poll() is None:
            process.kill()
        process.wait()
        listener.join()
        for pipe in (process.stdin, process.stdout, process.stderr):
            if pipe:
                with contextlib.suppress(OSError):
                    pipe.close()


def _last(errors: Sequence[str]) -> str:
    return next((line for line in reversed(errors) if line), "")


def _temporary(path: Path) -> Path:
    return path.with_name(f".{path.name[:40]}-{os.getpid()}{LITTER}")


def _publish(temporary: Path, path: Path) -> None:
    with plain_errors(path), temporary.open("rb+") as file:
        os.fsync(file.fileno())
    move_file(temporary, path)
