"""Running the command and looking at what it made."""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
import signal
import subprocess
import sys
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

import mutagen.id3
import mutagen.mp3
import mutagen.mp4

# mutagen carries no types.
ID3: Any = mutagen.id3.ID3
MP3: Any = mutagen.mp3.MP3
MP4: Any = mutagen.mp4.MP4

COMMAND = Path(sys.executable).with_name("make-audio")

TINY = """CHAPTER ONE

The Door

“Who is there?” asked Anna.

“Only me,” said Bertram. “Open the door!”

CHAPTER TWO

The Note

Anna read it aloud.

Dear Anna,

Come home at once.

Your brother,
Carl

“He is late,” said Bertram.
"""
"""Two chapters, three voices and a letter: the smallest book that passes through everything."""


def make_audio(*args: str | Path, check: bool = True, **options: Any) -> subprocess.CompletedProcess[str]:
    """Run `make-audio` with `args`. With `check`, anything but success fails the test with what it printed."""
    ran = subprocess.run(
        [COMMAND, *args],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        **{"timeout": 300, **options},
    )
    if check:
        assert ran.returncode == 0, f"exit {ran.returncode}\n{ran.stdout}\n{ran.stderr}"
    return ran


def make_audio_here(*args: str | Path) -> subprocess.CompletedProcess[str]:
    """The same in this process, whatever comes of it: for runs that would spend most of their time on starting."""
    (script,) = entry_points(group="console_scripts", name="make-audio")
    main = script.load()
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True) for _ in range(2))
    argv, terminate = sys.argv, signal.getsignal(signal.SIGTERM)
    code: object = 0
    try:
        sys.argv = ["make-audio", *map(str, args)]
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            main()
    except SystemExit as ended:
        code = ended.code or 0
    finally:
        sys.argv = argv
        signal.signal(signal.SIGTERM, terminate)
    shown, told = (stream.buffer.getvalue().decode() for stream in (out, err))
    assert isinstance(code, int)
    return subprocess.CompletedProcess(sys.argv, code, shown, told)


def ends_plainly(ran: subprocess.CompletedProcess[str], code: int) -> str:
    """The one sentence of a run that ended with `code`; fails if it said more, or showed a traceback."""
    assert ran.returncode == code, f"exit {ran.returncode}\n{ran.stdout}\n{ran.stderr}"
    errors = [line for line in ran.stderr.splitlines() if line.startswith("Error: ")]
    assert len(errors) == 1, ran.stderr
    assert ran.stderr.splitlines()[-1] == errors[0]
    assert "Traceback" not in ran.stderr
    return errors[0]


def summary_of(*args: str | Path) -> dict[str, Any]:
    """The `--json` summary of a run."""
    summary: dict[str, Any] = json.loads(make_audio(*args, "--json").stdout)
    return summary


def planned(ran: subprocess.CompletedProcess[str]) -> tuple[int, int, int, int]:
    """(lines to synthesize, of lines, chapters to mix, of chapters) as the run announced them."""
    found = re.search(
        r"([\d,]+) of ([\d,]+) lines? will be synthesized, ([\d,]+) of ([\d,]+) chapters? mixed", ran.stderr
    )
    assert found, ran.stderr
    first, second, third, fourth = (int(number.replace(",", "")) for number in found.groups())
    return first, second, third, fourth


def audio_of(production: Path) -> dict[str, bytes]:
    """Every file under audio/, by its path in there."""
    audio = production / "audio"
    return {
        path.relative_to(audio).as_posix(): path.read_bytes() for path in sorted(audio.rglob("*")) if path.is_file()
    }


def ffmpeg() -> str:
    """A decoder to look at the files with: the one on PATH, or the wheel's."""
    import imageio_ffmpeg

    binary: str = imageio_ffmpeg.get_ffmpeg_exe()
    return binary


def loudness(file: Path) -> tuple[float, float]:
    """(integrated loudness in LUFS, true peak in dBFS) by ffmpeg's ebur128, which mastering does not use."""
    command = [
        ffmpeg(),
        "-hide_banner",
        "-nostats",
        "-i",
        str(file),
        "-map",
        "0:a",
        "-af",
        "ebur128=peak=true",
        "-f",
        "null",
        "-",
    ]
    said = subprocess.run(command, capture_output=True, text=True, check=True, stdin=subprocess.DEVNULL).stderr
    tail = said[said.rindex("Summary:") :]
    integrated = re.search(r"I:\s+(-?[\d.]+) LUFS", tail)
    peak = re.search(r"Peak:\s+(-?[\d.]+) dBFS", tail)
    assert integrated, tail
    assert peak, tail
    return float(integrated[1]), float(peak[1])


def decoded_seconds(file: Path) -> float:
    """Length of what a player hears, decoded to mono 44.1 kHz."""
    command = [ffmpeg(), "-v", "error", "-i", str(file), "-map", "0:a", "-ac", "1", "-ar", "44100", "-f", "s16le", "-"]
    samples = subprocess.run(command, capture_output=True, check=True, stdin=subprocess.DEVNULL).stdout
    return len(samples) / 2 / 44100


def clean_environment(**extra: str) -> dict[str, str]:
    return {**os.environ, **extra}
