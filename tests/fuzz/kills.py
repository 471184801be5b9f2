"""Hunts for a production that a kill or a failing disk harms: after it, a clean run must give what it always gives.

    python -m tests.fuzz.kills --kills 200 --seed 1      SIGKILL at random moments: the run, a worker, ffmpeg
    python -m tests.fuzz.kills --faults 0 --seed 1       each call that writes fails once (0: all; else so many of them)

A fault must end in one plain sentence, or in nothing at all where it can be borne. Linux only: calls fail by a library
that is loaded before the C library (failing_calls.c, compiled with cc).
"""

from __future__ import annotations

import argparse
import errno
import os
import random
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import psutil  # type: ignore[import-untyped]

from pipeline.disk.files import LITTER
from tests.whole.command import COMMAND, TINY, audio_of

PLAIN = (0, 1, 3, 4)
"""How a run may end on a disk that fails."""
ERRORS = (errno.ENOSPC, errno.EIO, errno.EACCES)
_PATIENCE = 300
"""Seconds for a run, on a machine that does other things."""


@dataclass(frozen=True)
class Made:
    """What a production holds that must be the same whatever happened."""

    files: dict[str, bytes]

    @classmethod
    def of(cls, folder: Path) -> Made:
        ours = [folder / "book.toml", folder / "voices.toml", folder / "story" / "record.json"]
        ours += [folder / "story" / "script.json", *(folder / "script").glob("*")]
        files = {path.relative_to(folder).as_posix(): path.read_bytes() for path in ours if path.is_file()}
        return cls(files | {f"audio/{name}": data for name, data in audio_of(folder).items()})

    def difference(self, other: Made) -> str:
        """The files that are not the same."""
        return ", ".join(sorted(n for n in {*self.files, *other.files} if self.files.get(n) != other.files.get(n)))


def command(story: Path, folder: Path, jobs: int) -> list[str]:
    return [str(COMMAND), str(story), "-o", str(folder), "-f", "mp3,m4b", "-j", str(jobs)]


def clean_run(story: Path, folder: Path, whole: Made) -> str:
    """What is wrong after one more run that nothing disturbs; "" if nothing is."""
    ran = subprocess.run(
        command(story, folder, 2), capture_output=True, text=True, stdin=subprocess.DEVNULL, timeout=_PATIENCE
    )
    if ran.returncode:
        return f"the next run ends with {ran.returncode}: {ran.stderr.strip()[-400:]}"
    if different := whole.difference(Made.of(folder)):
        return f"other than undisturbed: {different}"
    litter = [path.name for path in folder.rglob(f"*{LITTER}")]
    return f"left lying about: {', '.join(litter)}" if litter else ""


# Kills


def _victims(run: psutil.Process) -> dict[str, list[psutil.Process]]:
    """The processes of a run by what they are."""
    found: dict[str, list[psutil.Process]] = {"main": [run], "worker": [], "ffmpeg": []}
    for child in run.children(recursive=True):
        found["ffmpeg" if "ffmpeg" in child.name() else "worker"].append(child)
    return found


def kill_once(story: Path, folder: Path, chance: random.Random, seconds: float) -> str:
    """Starts a run and kills one of its processes; says which."""
    run = subprocess.Popen(
        command(story, folder, 2), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    process = psutil.Process(run.pid)
    children: list[psutil.Process] = []
    whom = chance.choice(("main", "worker", "ffmpeg"))
    deadline = time.monotonic() + chance.uniform(0, seconds)
    hit = "nobody"
    while run.poll() is None:
        try:
            victims = _victims(process)[whom]
        except psutil.Error:
            continue
        if time.monotonic() >= deadline and victims:
            children = process.children(recursive=True)
            victim = chance.choice(victims)
            try:
                victim.kill()
                hit = whom
            except psutil.Error:
                pass
            break
        time.sleep(0.005)
    run.wait(_PATIENCE)
    # What outlives its parent must end by itself: it may hold what the next run wants.
    _, alive = psutil.wait_procs(children, timeout=30)
    for child in alive:
        child.kill()
    return f"{hit}; still there after 30 s: {', '.join(map(str, alive))}" if alive else hit


def hunt_kills(count: int, seed: int, home: Path, story: Path, whole: Made, seconds: float) -> int:
    faults = 0
    hits: Counter[str] = Counter()
    for trial in range(count):
        folder = home / "book"
        shutil.rmtree(folder, ignore_errors=True)
        hit = kill_once(story, folder, random.Random(f"{seed} {trial}"), seconds)
        hits[hit] += 1
        wrong = clean_run(story, folder, whole) or (hit if ";" in hit else "")
        if wrong:
            faults += 1
            print(f"kill {trial} of {hit}: {wrong}", flush=True)
    print(f"{count} kills ({', '.join(f'{n} of {who}' for who, n in hits.items())}): {faults} faults")
    return faults


# Calls that fail


def _library(home: Path) -> Path:
    made = home / "failing_calls.so"
    source = Path(__file__).with_suffix("").with_name("failing_calls.c")
    subprocess.run(["cc", "-shared", "-fPIC", "-O1", "-o", made, source, "-ldl"], check=True)
    return made


def failing_run(
    story: Path, folder: Path, library: Path, at: int, number: int
) -> tuple[subprocess.CompletedProcess[str], int]:
    """A run whose `at`-th call that writes fails (0: none), and how many there were."""
    count = library.with_name("count")
    count.write_bytes(bytes(8))
    environment = {
        **os.environ,
        "LD_PRELOAD": str(library),
        "FAULT_ROOT": f"{folder}/",
        "FAULT_COUNT": str(count),
        "FAULT_AT": str(at),
        "FAULT_ERRNO": str(number),
    }
    ran = subprocess.run(
        command(story, folder, 1),
        env=environment,
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        timeout=_PATIENCE,
    )
    return ran, struct.unpack("l", count.read_bytes())[0]


def plain_end(ran: subprocess.CompletedProcess[str]) -> str:
    """What is wrong with how a run ended; "" if nothing is."""
    lines = ran.stderr.splitlines()
    if ran.returncode not in PLAIN or "Traceback" in ran.stderr:
        return f"ends with {ran.returncode}: {ran.stderr.strip()[-400:]}"
    errors = [line for line in lines if line.startswith("Error: ")]
    if ran.returncode > 1 and (len(errors) != 1 or lines[-1] != errors[0]):
        return f"not one sentence: {ran.stderr.strip()[-400:]}"
    return ""


def hunt_faults(count: int, seed: int, home: Path, story: Path, whole: Made) -> int:
    library, folder = _library(home), home / "book"
    _, calls = failing_run(story, folder, library, 0, errno.EIO)
    chance = random.Random(seed)
    places = range(1, calls + 1) if count == 0 else sorted(chance.sample(range(1, calls + 1), min(count, calls)))
    faults = 0
    ends: Counter[int] = Counter()
    for at in places:
        number = ERRORS[at % len(ERRORS)]
        shutil.rmtree(folder, ignore_errors=True)
        ran, _ = failing_run(story, folder, library, at, number)
        ends[ran.returncode] += 1
        wrong = "; ".join(filter(None, (plain_end(ran), clean_run(story, folder, whole))))
        if wrong:
            faults += 1
            print(f"call {at} ({errno.errorcode[number]}): {wrong}", flush=True)
    told = ", ".join(f"{n} ended with {code}" for code, n in sorted(ends.items()))
    print(f"{len(places)} of {calls} calls failed once: {told}; {faults} faults")
    return faults


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--kills", type=int)
    parser.add_argument("--faults", type=int)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    os.environ["MAKE_AUDIO_ENGINES"] = "pyttsx3"
    faults = 0
    with tempfile.TemporaryDirectory() as temporary:
        home = Path(temporary).resolve()
        story = home / "door.txt"
        story.write_text(TINY, encoding="utf-8")
        began = time.monotonic()
        subprocess.run(command(story, home / "whole", 2), check=True, capture_output=True, stdin=subprocess.DEVNULL)
        seconds = time.monotonic() - began
        whole = Made.of(home / "whole")
        if options.kills is not None:
            faults += hunt_kills(options.kills, options.seed, home, story, whole, seconds)
        if options.faults is not None:
            faults += hunt_faults(options.faults, options.seed, home, story, whole)
    return bool(faults)


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    sys.exit(main())
