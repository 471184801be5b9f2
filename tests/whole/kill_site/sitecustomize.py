"""On PYTHONPATH, this notes every file operation of a run, in all its processes, and kills the run at a chosen one.

KILL_LOG names the log: one line "STAGE: OPERATION" each; KILL_ROOT the folder of the production. KILL_AT is
"STAGE N DELAY WHOM": at the N-th operation
of STAGE (over all processes), after DELAY seconds, SIGKILL goes to the whole process group ("group") or to the process
that was started first ("main").
"""

from __future__ import annotations

import os
import re
import signal
import sys
import threading
from pathlib import Path

# What is being written, by operation and path inside the production; the first that fits.
_STAGES = (
    ("rename", re.compile(r"rename (audio/|story/outputs\.json)")),
    ("clip", re.compile(r"\w+ \.make-audio/(clips|levels)/")),
    ("tag", re.compile(r"write (audio/|\.make-audio/tmp/.*/chapters)")),
    ("encode", re.compile(r"start .*ffmpeg.* -i |\w+ \.make-audio/(masters|tmp)/")),
    ("script", re.compile(r"\w+ (script|story)/")),
    ("cast", re.compile(r"\w+ [^/]+$")),  # voices.toml and book.toml, at the top
)
_ROOT = os.environ["KILL_ROOT"] + os.sep
_log = os.open(os.environ["KILL_LOG"], os.O_WRONLY | os.O_CREAT | os.O_APPEND)
_wanted = os.environ.get("KILL_AT", "").split()


def _kill() -> None:
    if _wanted[3] == "main":
        os.kill(os.getpgrp(), signal.SIGKILL)
    else:
        os.killpg(0, signal.SIGKILL)


def _note(operation: str) -> None:
    stage = next((stage for stage, pattern in _STAGES if pattern.match(operation)), None)
    if stage is None:
        return
    os.write(_log, (f"{stage}: {operation}".replace("\n", " ") + "\n").encode(errors="replace"))
    if _wanted and stage == _wanted[0]:
        seen = Path(os.environ["KILL_LOG"]).read_text(encoding="utf-8", errors="replace").splitlines()
        if sum(line.startswith(f"{stage}: ") for line in seen) == int(_wanted[1]):
            if float(_wanted[2]):
                threading.Timer(float(_wanted[2]), _kill).start()
            else:
                _kill()


def _inside(path: object) -> str | None:
    text = os.fsdecode(path) if isinstance(path, str | bytes) else ""
    return text.removeprefix(_ROOT) if text.startswith(_ROOT) else None


def _hook(event: str, args: tuple[object, ...]) -> None:
    if event == "open":
        path, _mode, flags = args
        inside = _inside(path)
        if inside and isinstance(flags, int) and flags & (os.O_WRONLY | os.O_RDWR):
            _note(f"write {inside}")
    elif event in ("os.rename", "os.link"):
        if inside := _inside(args[1]):
            _note(f"rename {inside}")
    elif event == "subprocess.Popen" and isinstance(args[1], list):
        _note("start " + " ".join(map(str, args[1])))


sys.addaudithook(_hook)
