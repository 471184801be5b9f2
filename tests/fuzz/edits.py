"""Hunts for edits after which a run makes more, less or other than it says.

Makes a production of 3,000 words by the command, then changes it again and again: words, speakers, deliveries, lines
divided, cues, notes, pauses, settings of voices, one or two at a time. After each change:

- the run ends well;
- the clips that it synthesizes are as many lines as it announced, and the files that it mixes are those it named;
- the same run again does nothing;
- the bytes of all audio are those of a production made from scratch of the same files (after every `--every` changes:
  it takes a whole production).

    python -m tests.fuzz.edits --changes 100 --seed 1 [--engine pyttsx3] [--every 5]
"""

from __future__ import annotations

import argparse
import json
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.production.production import open_production
from pipeline.rendering.planning.phrases import phrases_of
from tests.fuzz.editing_listener import EditingListener
from tests.pipeline.productions import load
from tests.places import STORIES
from tests.whole.command import COMMAND, audio_of

_STORIES = ("the-lantern.txt", "the-night-ferry.txt")
_PATIENCE = 900
"""Seconds for a run, on a machine that does other things."""


@dataclass(frozen=True)
class Ran:
    """What a run said and what it did."""

    plan: dict[str, Any]
    clips: frozenset[str]
    """The keys of the clips that were written."""
    chapters: tuple[int, ...]
    """The numbers of the chapters whose MP3 was written."""
    wrong: str
    """How it ended, if not well."""


def run(folder: Path, jobs: str, *args: str | Path) -> Ran:
    """One run on a production's folder, and what it wrote."""
    before = _written(folder)
    command = [COMMAND, *(args or (folder,)), "--json", "-q", "-j", jobs]
    ran = subprocess.run(command, capture_output=True, text=True, stdin=subprocess.DEVNULL, timeout=_PATIENCE)
    if ran.returncode:
        return Ran({}, frozenset(), (), f"ends with {ran.returncode}: {ran.stderr.strip()[-400:]}")
    summary = json.loads(ran.stdout)
    after = _written(folder)
    files = {chapter["file"]: chapter["number"] for chapter in summary["chapters"]}
    new = [path for path, when in after.items() if before.get(path) != when]
    return Ran(
        summary["plan"],
        frozenset(path.stem for path in new if path.suffix == ".wav"),
        tuple(sorted(files[str(path)] for path in new if path.suffix == ".mp3")),
        "",
    )


def _written(folder: Path) -> dict[Path, int]:
    files = [*(folder / ".make-audio" / "clips").glob("*/*.wav"), *(folder / "audio").glob("*.mp3")]
    return {path: path.stat().st_mtime_ns for path in files}


def lines_in(folder: Path, clips: frozenset[str]) -> tuple[int, int]:
    """(the lines that are in some clips, how many of the clips no line needs), by the plan of the production."""
    loaded = load(open_production(folder))
    needed = {
        phrase.key: len(phrase.lines)
        for chapter in loaded.planned.chapters
        for phrase in phrases_of(chapter.edited, loaded.book, loaded.cast)
    }
    return sum(needed.get(key, 0) for key in clips), sum(key not in needed for key in clips)


def wrong_with(folder: Path, ran: Ran) -> str:
    """What a run did otherwise than it said; "" for nothing."""
    if ran.wrong:
        return ran.wrong
    lines, needless = lines_in(folder, ran.clips)
    faults = []
    if lines != ran.plan["lines_to_speak"]:
        faults.append(f"announced {ran.plan['lines_to_speak']} lines, synthesized {lines}")
    if needless:
        faults.append(f"{needless} clips that no line needs")
    if tuple(ran.plan["chapters_to_mix"]) != ran.chapters:
        faults.append(f"announced chapters {ran.plan['chapters_to_mix']}, mixed {list(ran.chapters)}")
    return "; ".join(faults)


def other_than_from_scratch(folder: Path, scratch: Path, jobs: str) -> str:
    """The audio files that are not those of a production made of the same files alone."""
    shutil.rmtree(scratch, ignore_errors=True)
    shutil.copytree(folder, scratch, ignore=lambda path, names: {"audio", ".make-audio"} & set(names))
    if wrong := run(scratch, jobs).wrong:
        return f"from scratch: {wrong}"
    made, anew = audio_of(folder), audio_of(scratch)
    different = sorted(name for name in {*made, *anew} if made.get(name) != anew.get(name))
    return f"other than from scratch: {', '.join(different)}" if different else ""


def hunt(options: argparse.Namespace, home: Path) -> int:
    """The number of faults."""
    story, folder, scratch = home / "book.txt", home / "book", home / "scratch"
    parts = [(STORIES / name).read_text(encoding="utf-8") for name in _STORIES]
    story.write_text("\n\n\n".join(parts), encoding="utf-8")
    subprocess.run(
        [COMMAND, story, "-o", folder, "-e", options.engine, "-q", "-j", options.jobs], check=True, timeout=_PATIENCE
    )
    book = folder / "book.toml"
    book.write_text(re.sub(r"^bitrate = \d+", "bitrate = 64", book.read_text("utf-8"), flags=re.M), encoding="utf-8")
    run(folder, options.jobs)
    listener = EditingListener(random.Random(options.seed), folder)
    faults, lines, seconds = 0, 0, 0.0
    kinds: Counter[str] = Counter()
    chance = random.Random(f"{options.seed} how many")
    for number in range(1, options.changes + 1):
        changes = [listener.change() for _ in range(chance.choice((1, 1, 2)))]
        kinds.update(change.split()[0].rstrip(":") for change in changes)
        began = time.monotonic()
        ran = run(folder, options.jobs)
        seconds += time.monotonic() - began
        wrong = wrong_with(folder, ran)
        if not wrong:
            lines += ran.plan["lines_to_speak"]
            again = run(folder, options.jobs)
            if again.wrong or again.clips or again.chapters or again.plan["lines_to_speak"]:
                wrong = f"the same run again: {again.wrong or 'does something'}"
        if not wrong and number % options.every == 0:
            wrong = other_than_from_scratch(folder, scratch, options.jobs)
        if wrong:
            faults += 1
            print(f"change {number} ({', '.join(changes)}): {wrong}", flush=True)
            if options.keep:
                shutil.copytree(folder, options.keep / f"change {number}")
    print(f"{options.engine}, seed {options.seed}: {options.changes} changes ({_told(kinds)})")
    print(f"  {lines} lines announced, {seconds / max(options.changes, 1):.1f} s a run, {faults} faults")
    return faults


def _told(kinds: Counter[str]) -> str:
    return ", ".join(f"{count} {kind}" for kind, count in kinds.most_common())


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--changes", type=int, default=100)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--engine", default="pyttsx3")
    parser.add_argument("--every", type=int, default=5, help="changes between two productions from scratch")
    parser.add_argument("--jobs", default="1")
    parser.add_argument("--keep", type=Path, help="where the folder is copied to after each fault")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        return bool(hunt(options, Path(home)))


if __name__ == "__main__":
    sys.exit(main())
