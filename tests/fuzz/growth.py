"""Hunts for what gets lost when a person edits a book while its story grows.

Each trial makes a book of a made-up story by the command line and goes on in random order: a person corrects speakers,
deliveries and words, divides lines, says how words are read, sets cues and notes, takes corrections back; the story
moves, splits, joins, mends, loses and gains sentences, paragraphs and chapters; it is tagged again. After each run,
what must be there is known by who made the changes, whatever merging does:

- whoever was corrected is at the words, or a note tells of them; the same for deliveries, readings, cues, notes,
  changed words;
- every word of the story stands in one line, once and whole, and nothing else does but what the person wrote;
- the same run again changes nothing.

    python -m tests.fuzz.growth --trials 300 --seed 1
"""

from __future__ import annotations

import argparse
import os
import random
import re
import shutil
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

os.environ["MAKE_AUDIO_ENGINES"] = "pyttsx3"

from script.script_file.script_parser import parse_chapter
from script.text.visible_text import word_before
from tests.fuzz.editing_person import Edit, EditingPerson
from tests.fuzz.growing_story import FRAME_WORDS, GrowingStory
from tests.whole.command import make_audio_here

_WORD = re.compile(r"\w+")


class LostError(Exception):
    """Something that must not be."""


@dataclass(frozen=True)
class SeenLine:
    """A line of a script file."""

    speaker: str | None
    delivery: str | None
    words: tuple[str, ...]
    file: str


@dataclass
class Seen:
    """What the script files say."""

    lines: list[SeenLine]
    cues: Counter[str]
    readings: list[tuple[str, str]]
    """(word, how it is said)."""
    notes: list[str]
    parked: str
    """The text of edited chapters that are not in the book."""

    @property
    def told(self) -> str:
        """All that notes and parked chapters tell."""
        return "\n".join([*self.notes, self.parked])


def seen_in(book: Path) -> Seen:
    parked = "\n".join(path.read_text(encoding="utf-8") for path in sorted((book / "story" / "parked").glob("*.txt")))
    seen = Seen([], Counter(), [], [], parked)
    for path in sorted((book / "script").glob("*.txt")):
        chapter = parse_chapter(path.read_text(encoding="utf-8"), path.name, None).chapter
        for line in chapter.lines:
            words = tuple(_WORD.findall(chapter.text[line.start : line.end].lower()))
            seen.lines.append(SeenLine(line.speaker, line.delivery, words, path.name))
        seen.cues.update(cue.value for cue in chapter.cues)
        for reading in chapter.readings:
            start = word_before(chapter.text[: reading.at])
            assert start is not None, "a reading hangs on a word"
            seen.readings.append((chapter.text[start : reading.at].lower(), reading.said))
        seen.notes += [note.text for note in chapter.notes]
    return seen


class Trial:
    """A story, a person and a book."""

    def __init__(self, seed: int, folder: Path) -> None:
        self._chance = random.Random(seed)
        self._folder = folder
        self._file, self._book = folder / "tale.txt", folder / "tale"
        self._story = GrowingStory(self._chance)
        self._person = EditingPerson(self._chance, self._story, self._book / "script")
        self.log: list[str] = []
        self.runs = 0
        self.told_though_there = 0
        """Corrections that only a note tells of although the story has their words."""

    @property
    def edits(self) -> int:
        return len(self._person.edits)

    def go(self, steps: int) -> None:
        """Raises `LostError`."""
        self._story.write(self._file)
        self._make()
        for number in range(steps):
            self._keep(number)
            self.log += [self._person.edit() for _ in range(self._chance.randint(0, 4))]
            self._step()
            self._check()
            if number % 3 == 2:
                self._check_same_again()

    def _step(self) -> None:
        match self._chance.randrange(8):
            case 0:
                self.log.append("retag")
                self._run("retag", self._book)
            case 1:
                self.log.append("make")
                self._make()
            case _:
                self.log.append("+".join(self._story.grow() for _ in range(self._chance.choice([1, 1, 1, 2, 3]))))
                self._story.write(self._file)
                self._make()

    def _make(self) -> None:
        self._run(self._file, "--chapter", "1", "-q", "-j", "1")

    def _run(self, *arguments: str | Path) -> None:
        self.runs += 1
        ran = make_audio_here(*arguments)
        if ran.returncode:
            raise LostError(f"exit {ran.returncode}: {ran.stderr[-2000:]}")

    def _keep(self, number: int) -> None:
        """For whoever looks at a failure: the folder as it was before each step."""
        ignored = shutil.ignore_patterns("audio", ".make-audio")
        shutil.copytree(self._folder, self._folder.with_name(f"{self._folder.name}-{number}"), ignore=ignored)

    def _check_same_again(self) -> None:
        before = self._state()
        self._make()
        after = self._state()
        if changed := [path for path in {**before, **after} if before.get(path) != after.get(path)]:
            raise LostError(f"the same again changes {changed}")

    def _state(self) -> dict[str, bytes]:
        folders = (self._book / "script", self._book / "story")
        paths = (path for folder in folders for path in sorted(folder.rglob("*")) if path.is_file())
        return {path.relative_to(self._book).as_posix(): path.read_bytes() for path in paths}

    def _check(self) -> None:
        seen = seen_in(self._book)
        self._check_words(seen)
        for edit in self._person.edits:
            self._check_edit(edit, seen)
        for value in self._person.unread:
            if any(said == value for _, said in seen.readings):
                raise LostError(f"[as: {value}] is back")
        for edit in self._person.taken_back:
            if any(line.speaker == edit.value and set(line.words) & set(edit.words) for line in seen.lines):
                raise LostError(f"{edit.value} is back at {edit.words}")

    def _check_words(self, seen: Seen) -> None:
        person, story = self._person, self._story.words()
        there = Counter(word for line in seen.lines for word in line.words)
        for word in story:
            if there[word] > 1:
                raise LostError(f"{word} stands {there[word]} times")
            beside = word in person.beside or any(
                word in s.words and any(person.beside & set(other.words) for other in p)
                for p in self._story.paragraphs()
                for s in p
            )
            if not there[word] and word not in person.replaced and not (beside and word in seen.told):
                raise LostError(f"{word} is lost")
        known = story | self._story.titles() | person.words | person.beside | FRAME_WORDS
        for line in seen.lines:
            for word in line.words:
                if word not in known and not word.isdigit():
                    raise LostError(f"{word}, in {line.file}, is no word of the story now")

    def _check_edit(self, edit: Edit, seen: Seen) -> None:
        if edit.kind == "cue":
            count = seen.cues[edit.value] + len(re.findall(rf"\[(?:sfx|say @[^:]*): {edit.value}\]", seen.parked))
            found = count == 1
        elif edit.kind == "note":
            found = seen.notes.count(edit.value) + seen.parked.count(f"[[ {edit.value} ]]") == 1
        elif edit.kind == "text":
            found = any(edit.value in line.words for line in seen.lines) or edit.value in seen.told
        elif edit.kind == "reading":
            found = self._is_read(edit, seen)
        else:
            found = self._is_said(edit, seen)
        if not found:
            raise LostError(f"{edit}")

    def _is_read(self, edit: Edit, seen: Seen) -> bool:
        """Whether a word is said as a person says, there alone, or that is told because it is another word now."""
        words = [word for word, said in seen.readings if said == edit.value]
        told = seen.told.count(f"[as: {edit.value}]")
        if len(words) > 1:
            return False
        if words == list(edit.words):
            return True
        there = set(edit.words) & ((self._story.words() | self._person.words) - self._person.replaced)
        self.told_though_there += bool(there)
        return told > 0

    def _is_said(self, edit: Edit, seen: Seen) -> bool:
        """Whether a corrected speaker or delivery is at the words, or told."""

        def says(line: SeenLine) -> bool:
            return edit.value == (line.speaker if edit.kind == "speaker" else line.delivery)

        alive = self._story.words() - self._person.replaced
        words = set(edit.words) & alive
        if not edit.words:
            at = [line for line in seen.lines if says(line)]
        else:
            at = [line for line in seen.lines if set(line.words) & (words or set(edit.words))]
        if at and all(map(says, at)):
            return True
        if edit.words and not words and any(map(says, seen.lines)):
            # What the story has left of the line, or has mended in it, is none of the words that are known here.
            return True
        told = (f"({edit.value})" if edit.kind == "delivery" else edit.value) in seen.told
        self.told_though_there += told and bool(words)
        return told


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--trials", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--steps", type=int, default=8)
    parser.add_argument("--keep", type=Path, help="where to copy those that fail, as they were before each step")
    arguments = parser.parse_args()
    counts: Counter[str] = Counter()
    began = time.monotonic()
    for seed in range(arguments.seed, arguments.seed + arguments.trials):
        with tempfile.TemporaryDirectory() as folder:
            place = Path(folder) / "trial"
            place.mkdir()
            trial = Trial(seed, place)
            try:
                trial.go(arguments.steps)
            except Exception as error:
                counts["failed"] += 1
                print(f"seed {seed}: {type(error).__name__}: {error}\n  {', '.join(trial.log)}", flush=True)
                if arguments.keep:
                    shutil.copytree(folder, arguments.keep / str(seed), dirs_exist_ok=True)
            counts += Counter(runs=trial.runs, edits=trial.edits, told=trial.told_though_there)
    print(
        f"{arguments.trials} trials, {counts['runs']} runs, {counts['edits']} edits in "
        f"{time.monotonic() - began:.0f} s: {counts['failed']} failed. "
        f"Told by a note although the words are there: {counts['told']} (counted after each run)."
    )
    sys.exit(bool(counts["failed"]))


if __name__ == "__main__":
    main()
