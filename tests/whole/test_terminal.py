"""On a terminal a run shows a bar; interrupted, it says what is kept."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.places import STORIES
from tests.whole.command import COMMAND, audio_of, make_audio

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")


def test_a_terminal_gets_a_bar_with_chapters_lines_speed_and_time_left(tmp_path: Path) -> None:
    import pty

    leader, follower = pty.openpty()
    command: list[str | Path] = [COMMAND, STORIES / "the-lantern.txt", "-o", tmp_path / "book"]
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": "100", "LINES": "40"}
    run = subprocess.Popen(command, stdin=follower, stdout=follower, stderr=follower, env=environment)
    os.close(follower)
    shown = bytearray()
    try:
        while block := os.read(leader, 65536):
            shown += block
    except OSError:
        pass  # how Linux ends a pseudo-terminal
    assert run.wait(60) == 0
    text = shown.decode()
    assert "chapters 0/3" in text
    assert "× real time" in text
    assert " left" in text
    assert text.index("will be synthesized") < text.index("chapters 0/3") < text.index("Speakers")


def _heeds_interrupts() -> None:
    # Whoever starts the suite in the background of a shell hands on that interrupts are ignored.
    signal.signal(signal.SIGINT, signal.default_int_handler)


def test_ctrl_c_says_what_is_kept_and_the_next_run_goes_on(lantern: Path, tmp_path: Path) -> None:
    folder = tmp_path / "the-lantern"
    options: tuple[str | Path, ...] = (
        STORIES / "the-lantern.txt",
        "-o",
        folder,
        "-f",
        "mp3,m4b",
        "--author",
        "A. N. Keeper",
    )
    run = subprocess.Popen(
        [COMMAND, *options], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
        text=True, start_new_session=True, preexec_fn=_heeds_interrupts,
    )  # fmt: skip
    deadline = time.monotonic() + 30
    while not list(folder.rglob("clips/**/*.wav")) and time.monotonic() < deadline:
        time.sleep(0.02)
    os.killpg(run.pid, signal.SIGINT)
    _, said = run.communicate(timeout=60)
    assert run.returncode == 130, said
    assert said.splitlines()[-1].startswith("Interrupted. What was finished is kept")
    assert "Traceback" not in said
    make_audio(*options, "-q")
    assert audio_of(folder) == audio_of(lantern)
