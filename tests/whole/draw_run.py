"""Draws docs/run.svg, the README's picture, from a real run: `python -m tests.whole.draw_run` (Linux or macOS).

It shows what somebody sees who has installed nothing but make-audio, and typed what the README says.
"""

from __future__ import annotations

import fcntl
import os
import pty
import re
import shutil
import struct
import subprocess
import sys
import tempfile
import termios
from pathlib import Path

from rich.console import Console
from rich.text import Text

from tests.places import REPOSITORY, STORIES

WIDTH = 100
COMMAND = "make-audio tests/stories/the-lantern.txt -o the-lantern"


def run_in_terminal(command: list[str], folder: Path) -> str:
    """What `command` shows on a terminal of `WIDTH` columns, with its colours."""
    leader, follower = pty.openpty()
    fcntl.ioctl(follower, termios.TIOCSWINSZ, struct.pack("HHHH", 60, WIDTH, 0, 0))
    environment = {**os.environ, "TERM": "xterm-256color", "COLUMNS": str(WIDTH), "MAKE_AUDIO_ENGINES": "pyttsx3"}
    process = subprocess.Popen(command, cwd=folder, stdin=follower, stdout=follower, stderr=follower, env=environment)
    os.close(follower)
    shown = bytearray()
    while True:
        try:
            block = os.read(leader, 65536)
        except OSError:  # Linux ends a terminal so
            break
        if not block:
            break
        shown += block
    if process.wait():
        sys.exit(f"{command} failed:\n{shown.decode(errors='replace')}")
    return shown.decode()


def still(shown: str) -> str:
    """The output without the frames of the progress bar that were drawn over."""
    lines = []
    for line in shown.replace("\r\n", "\n").split("\n"):
        last = line.split("\r")[-1].split("\x1b[2K")[-1]
        if "real time" in line and "\x1b[1A" not in line and not last.strip():
            continue
        lines.append(last.replace("\x1b[?25l", "").replace("\x1b[?25h", "").replace("\x1b[1A", ""))
    return "\n".join(lines)


def without_fonts(svg: str) -> str:
    """The picture without the addresses of fonts: as a picture in a page it may load nothing."""
    return re.sub(r"\n\s*@font-face \{[^}]*\}", "", svg)


def main() -> None:
    with tempfile.TemporaryDirectory() as scratch:
        stories = Path(scratch) / "tests" / "stories"
        stories.mkdir(parents=True)
        shutil.copy(STORIES / "the-lantern.txt", stories)
        command = [str(Path(sys.executable).with_name("make-audio")), *COMMAND.split()[1:]]
        shown = still(run_in_terminal(command, Path(scratch)))
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        console = Console(record=True, width=WIDTH, file=nowhere, force_terminal=True, color_system="truecolor")
        console.print(f"[bold green]$[/] {COMMAND}", highlight=False)
        console.print(Text.from_ansi(shown.strip("\n")))
    picture = without_fonts(console.export_svg(title="make-audio"))
    (REPOSITORY / "docs" / "run.svg").write_text(picture, encoding="utf-8")


if __name__ == "__main__":
    main()
