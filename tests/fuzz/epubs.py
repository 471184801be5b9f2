"""Hunts for EPUBs that end otherwise than as a book or one plain sentence, or that take too long or too much memory.

    python -m tests.fuzz.epubs --trials 500 --seed 1

Each trial is the command (`--dry-run`; with `--make`, the whole book) on an EPUB with something wrong, in a process of
its own. What fails is kept in the folder `--keep`. POSIX only: processes are forked, so that none starts from nothing.
"""

from __future__ import annotations

import argparse
import importlib
import json
import os
import random
import resource
import shutil
import sys
import tempfile
import time
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from tests.fuzz.mutated_epubs import entries_of, mutated
from tests.places import STORIES
from tests.stories.build_epub import build_epub

SECONDS = 20
"""Of the processor."""
MEGABYTES = 500
GOOD = (0, 3)
_HEAVY = (
    "pipeline.rendering.render",
    "pipeline.reporting.summary",
    "pipeline.updating.make_production",
    "script.reading.epub.epub_reader",
    "script.tagging.story_tagger",
)


@dataclass(frozen=True)
class Ended:
    """How a command ended."""

    code: int
    """As a shell has it: of a signal, negative."""
    out: str
    err: str
    seconds: float
    megabytes: float

    @property
    def fault(self) -> str:
        """What is wrong with that; "" if nothing is."""
        lines = self.err.splitlines()
        errors = [line for line in lines if line.startswith("Error: ")]
        if self.code not in GOOD:
            return f"exit code {self.code}"
        if "Traceback" in self.err:
            return "a traceback"
        if self.code and (len(errors) != 1 or lines[-1] != errors[0]):
            return "not one sentence"
        if not self.code and not _is_json(self.out):
            return "no summary"
        if any(unicodedata.category(char) == "Cc" and char not in "\t\n" for char in self.out + self.err):
            return "a control character"
        if self.seconds > SECONDS:
            return f"{self.seconds:.0f} s"
        return f"{self.megabytes:.0f} MB" if self.megabytes > MEGABYTES else ""


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except ValueError:
        return False
    return True


def run(arguments: list[str], folder: Path) -> Ended:
    """Runs the command in a process of its own."""
    out, err = folder / "out", folder / "err"
    child = os.fork()
    if not child:
        _be_the_command(arguments, out, err)
    _, status, used = os.wait4(child, 0)
    code = os.waitstatus_to_exitcode(status)
    shown, told = (path.read_text(encoding="utf-8", errors="replace") for path in (out, err))
    return Ended(code, shown, told, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def _be_the_command(arguments: list[str], out: Path, err: Path) -> None:
    code = 71
    try:
        for number, path in ((1, out), (2, err)):
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
            os.dup2(handle, number)
        # Well beyond what is asked for: a process that never ends ends.
        resource.setrlimit(resource.RLIMIT_CPU, (3 * SECONDS, 3 * SECONDS))
        sys.argv = ["make-audio", *arguments]
        from pipeline.cli.app import main

        main()
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else int(bool(ended.code))
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def warm_up(book: Path, folder: Path) -> None:
    """Imports here what every trial needs, once."""
    for module in _HEAVY:
        importlib.import_module(module)
    fault = run([str(book), "-o", str(folder / "whole"), "--dry-run", "--json"], folder).fault
    assert not fault, f"a right EPUB ends in {fault}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--trials", type=int, default=500)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--begin", type=int, default=0, help="the first trial")
    parser.add_argument("--only", type=int, help="this trial alone")
    parser.add_argument("--make", action="store_true", help="make each book whose EPUB can be read")
    parser.add_argument("--keep", type=Path, default=Path(tempfile.gettempdir()) / "make-audio-fuzz-epubs")
    options = parser.parse_args()
    os.environ["MAKE_AUDIO_ENGINES"] = "pyttsx3"
    faults = books = 0
    slowest = largest = 0.0
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        right = build_epub(STORIES / "the-lantern.txt", folder / "right.epub")
        warm_up(right, folder)
        began = time.monotonic()
        for trial in range(options.begin, options.begin + options.trials) if options.only is None else [options.only]:
            data, done = mutated(entries_of(right), random.Random(f"{options.seed} {trial}"))
            path, book = folder / "story.epub", folder / "book"
            path.write_bytes(data)
            how = [] if options.make else ["--dry-run"]
            ended = run([str(path), "-o", str(book), "--json", *how], folder)
            shutil.rmtree(book, ignore_errors=True)
            books += ended.code == 0
            slowest, largest = max(slowest, ended.seconds), max(largest, ended.megabytes)
            if ended.fault:
                faults += 1
                options.keep.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(path, options.keep / f"{options.seed}-{trial}.epub")
                print(f"trial {trial}: {ended.fault} ({done})\n  {ended.err.strip()[-400:]}", flush=True)
    print(
        f"{options.trials} trials in {time.monotonic() - began:.0f} s: {books} books, {faults} faults; at most "
        f"{slowest:.1f} s of processor and {largest:.0f} MB"
    )
    return bool(faults)


if __name__ == "__main__":
    sys.exit(main())
