"""On PYTHONPATH, this notes every file operation of a run, in all its processes, and kills the run at a chosen one.

KILL_LOG names the log: one line "STAGE EVENT FILE" an operation. KILL_AT is "STAGE N DELAY WHOM": at the N-th operation
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

_STAGES = (
    ("encode", re.compile(r"ffmpeg|/tmp/.*\.(pcm|f32|raw|flac|wav|mp3|m4a|m4b)", re.IGNORECASE)),
    ("rename", re.compile(r"/audio/")),
    ("clip", re.compile(r"/clips/|/levels")),
    ("cast", re.compile(r"voices\.toml")),
    ("script", re.compile(r"/script/|/story/|book\.toml")),
    ("state", re.compile(r"/\.make-audio/")),
)
_ROOT = os.environ.get("KILL_ROOT", "")
_log = os.open(os.environ["KILL_LOG"], os.O_WRONLY | os.O_CREAT | os.O_APPEND)
_wanted = os.environ.get("KILL_AT", "").split()


def _stage(text: str) -> str | None:
    return next((stage for stage, pattern in _STAGES if pattern.search(text)), None)


def _kill() -> None:
    if _wanted[3] == "main":
        os.kill(os.getpgrp(), signal.SIGKILL)
    else:
        os.killpg(0, signal.SIGKILL)


def _note(event: str, text: str) -> None:
    stage = _stage(text)
    if stage is None:
        return
    os.write(_log, (f"{stage} {event} {text}".replace("\n", " ") + "\n").encode(errors="replace"))
    if _wanted and stage == _wanted[0]:
        seen = Path(os.environ["KILL_LOG"]).read_text(encoding="utf-8", errors="replace").splitlines()
        if sum(line.startswith(stage + " ") for line in seen) == int(_wanted[1]):
            if float(_wanted[2]):
                threading.Timer(float(_wanted[2]), _kill).start()
            else:
                _kill()


def _hook(event: str, args: tuple[object, ...]) -> None:
    if event == "open":
        path, _mode, flags = args
        writes = isinstance(flags, int) and flags & (os.O_WRONLY | os.O_RDWR)
        if writes and isinstance(path, str | bytes) and os.fsdecode(path).startswith(_ROOT):
            _note("write", os.fsdecode(path))
    elif event in ("os.rename", "os.link"):
        target = os.fsdecode(args[1])  # type: ignore[arg-type]
        if target.startswith(_ROOT):
            _note("rename", target)
    elif event == "subprocess.Popen" and "ffmpeg" in str(args[0]):
        _note("start", f"ffmpeg {args[1]}")


sys.addaudithook(_hook)
