"""Hunts for what gets lost when a person edits a book while its story grows.

Each trial makes a book of a made-up story by the command line and then goes on in random order: a person corrects
speakers, deliveries and words, divides lines, sets cues and notes, takes corrections back; the story moves, splits,
joins, deletes, adds and mends sentences, paragraphs and chapters; it is tagged again. After every run a model that
knows nothing of how merging works says what must be there:

- whoever was corrected is at the words, or a note tells of them; the same for deliveries, cues, notes, changed words;
- every word of the story stands in one line once, whole; nothing else does but what the person wrote;
- running once more changes nothing.

    python -m tests.fuzz.growth --trials 300 --seed 1
"""

from __future__ import annotations

import argparse
import contextlib
import itertools
import os
import random
import re
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

os.environ["MAKE_AUDIO_ENGINES"] = "pyttsx3"

from script.script_file.script_parser import parse_chapter  # noqa: E402
from tests.whole.command import make_audio_here  # noqa: E402

SYLLABLES = [first + second for first in "bdfgklmnprstvz" for second in "aeiou"]
NAMES = ["Anna", "Bertram", "Clara", "Dorian", "Edith"]
COMMON = ["the", "and", "a", "was", "in", "of", "it", "had"]
SHORT = ["“Yes.”", "“No.”", "“Of course I do.”"]
DELIVERIES = ["whisper", "shout", "murmur", "laugh", "sob"]
WORD = re.compile(r"\w+")
TAG = re.compile(r"@(?P<doubt>\??)(?P<name>[^:(\[]*?)(?: \[\w+\])?(?: \((?P<how>\w+)\))?: ")


@dataclass(eq=False)
class Sentence:
    """Of the story: its own words are in no other."""

    words: list[str]
    frame: str
    """With a place for the words."""

    @property
    def text(self) -> str:
        return self.frame.replace("*", " ".join(self.words))


@dataclass(eq=False)
class Chapter:
    title: str
    paragraphs: list[list[Sentence]]


@dataclass(eq=False)
class Edit:
    """What a person changed: must be at the words, or be told of."""

    kind: str
    value: str
    words: list[str]
    """The own words of the line that it is about."""
    before: str = ""
    """The tag as it was."""
    step: int = 0


class Lost(Exception):
    """Something that must not be."""


class Trial:
    def __init__(self, seed: int, folder: Path) -> None:
        self.random = random.Random(seed)
        self.folder = folder
        self.story = folder / "tale.txt"
        self.book = folder / "tale"
        self.names = (f"{''.join(s)}" for s in self._syllables())
        self.used: set[str] = set()
        self.edits: list[Edit] = []
        self.taken_back: list[Edit] = []
        self.touched: set[Sentence] = set()
        """Sentences in which the person changed words."""
        self.persons: set[str] = set()
        """Words of the person's."""
        self.replaced: set[str] = set()
        """Words of the story that the person took out."""
        self.log: list[str] = []
        self.told = 0
        self.runs = 0
        self.chapters = [Chapter("Before", [[Sentence([self.word() for _ in range(4)], "It began with *.")]])]
        self.chapters += [self.new_chapter() for _ in range(self.random.randint(2, 4))]

    def _syllables(self) -> Iterator[tuple[str, ...]]:
        while True:
            yield tuple(self.random.choice(SYLLABLES) for _ in range(3))

    def word(self) -> str:
        while (word := next(self.names)) in self.used:
            pass
        self.used.add(word)
        return word

    def name(self) -> str:
        return self.word().capitalize() + " Zed"

    # The story

    def sentence(self) -> Sentence:
        words = []
        for _ in range(self.random.randint(2, 5)):
            words += [self.word()] + ([self.random.choice(COMMON)] if self.random.random() < 0.4 else [])
        name = self.random.choice(NAMES)
        frames = [
            "The * rose.",
            f"{name} saw *.",
            "“Oh * is here.”",
            f"“The *,” said {name}.",
            f"“Is it *?” asked {name}.",
        ]
        return Sentence(words, self.random.choice(frames))

    def paragraph(self) -> list[Sentence]:
        if self.random.random() < 0.15:
            return [Sentence([], self.random.choice(SHORT))]
        return [self.sentence() for _ in range(self.random.choice([1, 1, 1, 2, 2, 3]))]

    def new_chapter(self) -> Chapter:
        return Chapter(self.word().capitalize(), [self.paragraph() for _ in range(self.random.randint(3, 9))])

    def write_story(self) -> None:
        parts = []
        for number, chapter in enumerate(self.chapters, 1):
            parts.append(f"CHAPTER {number}: {chapter.title}")
            parts += [" ".join(sentence.text for sentence in paragraph) for paragraph in chapter.paragraphs]
        self.story.write_text("\n\n".join(parts) + "\n", encoding="utf-8")

    @property
    def body(self) -> list[Chapter]:
        """All but the first, which is short and stays: it is what is rendered."""
        return self.chapters[1:]

    def some_chapter(self) -> Chapter:
        return self.random.choice(self.body)

    def grow(self) -> str:
        ways: list[Callable[[], None]] = [
            self.move_block, self.move_block, self.move_sentence, self.split_chapter, self.join_chapters,
            self.reorder_chapters, self.rename_chapter, self.delete_paragraph, self.add_paragraphs, self.add_paragraphs,
            self.mend_word, self.split_paragraph, self.join_paragraphs, self.add_chapter, self.delete_sentence,
            self.copy_short, self.shuffle_chapter, self.delete_chapter,
        ]  # fmt: skip
        way = self.random.choice(ways)
        way()
        self.chapters = [c for c in self.chapters if c.paragraphs]
        return way.__name__

    def take_block(self) -> list[list[Sentence]]:
        chapter = self.some_chapter()
        at = self.random.randrange(len(chapter.paragraphs))
        size = self.random.choice([1, 1, 2, 4])
        block, chapter.paragraphs[at : at + size] = chapter.paragraphs[at : at + size], []
        return block

    def move_block(self) -> None:
        block = self.take_block()
        chapter = self.some_chapter()
        at = self.random.randint(0, len(chapter.paragraphs))
        chapter.paragraphs[at:at] = block

    def all_sentences(self) -> list[tuple[list[Sentence], Sentence]]:
        return [(p, s) for c in self.body for p in c.paragraphs for s in p]

    def move_sentence(self) -> None:
        source, sentence = self.random.choice(self.all_sentences())
        target = self.random.choice([p for c in self.body for p in c.paragraphs])
        source.remove(sentence)
        target.insert(self.random.randint(0, len(target)), sentence)
        self.drop_empty()

    def drop_empty(self) -> None:
        for chapter in self.chapters:
            chapter.paragraphs = [p for p in chapter.paragraphs if p]

    def split_chapter(self) -> None:
        chapter = self.some_chapter()
        if len(chapter.paragraphs) > 1:
            at = self.random.randrange(1, len(chapter.paragraphs))
            new = Chapter(self.word().capitalize(), chapter.paragraphs[at:])
            del chapter.paragraphs[at:]
            self.chapters.insert(self.chapters.index(chapter) + 1, new)

    def join_chapters(self) -> None:
        if len(self.body) > 2:
            at = self.random.randrange(1, len(self.chapters) - 1)
            self.chapters[at].paragraphs += self.chapters.pop(at + 1).paragraphs

    def reorder_chapters(self) -> None:
        body = self.body
        self.random.shuffle(body)
        self.chapters[1:] = body

    def rename_chapter(self) -> None:
        self.some_chapter().title = self.word().capitalize()

    def delete_paragraph(self) -> None:
        self.take_block()

    def delete_chapter(self) -> None:
        if len(self.body) > 2 and self.random.random() < 0.5:
            self.chapters.remove(self.some_chapter())

    def delete_sentence(self) -> None:
        source, sentence = self.random.choice(self.all_sentences())
        source.remove(sentence)
        self.drop_empty()

    def add_paragraphs(self) -> None:
        for _ in range(self.random.randint(1, 3)):
            chapter = self.some_chapter()
            chapter.paragraphs.insert(self.random.randint(0, len(chapter.paragraphs)), self.paragraph())

    def add_chapter(self) -> None:
        self.chapters.insert(self.random.randint(1, len(self.chapters)), self.new_chapter())

    def mend_word(self) -> None:
        choices = [s for _, s in self.all_sentences() if len(s.words) > 2]
        if choices:
            sentence = self.random.choice(choices)
            sentence.words[self.random.randrange(len(sentence.words))] = self.word()

    def split_paragraph(self) -> None:
        chapter = self.some_chapter()
        for at, paragraph in enumerate(chapter.paragraphs):
            if len(paragraph) > 1:
                chapter.paragraphs[at : at + 1] = [paragraph[:1], paragraph[1:]]
                return

    def join_paragraphs(self) -> None:
        chapter = self.some_chapter()
        if len(chapter.paragraphs) > 1:
            at = self.random.randrange(len(chapter.paragraphs) - 1)
            chapter.paragraphs[at : at + 2] = [chapter.paragraphs[at] + chapter.paragraphs[at + 1]]

    def copy_short(self) -> None:
        chapter = self.some_chapter()
        chapter.paragraphs.insert(
            self.random.randint(0, len(chapter.paragraphs)), [Sentence([], self.random.choice(SHORT))]
        )

    def shuffle_chapter(self) -> None:
        self.random.shuffle(self.some_chapter().paragraphs)

    # The person

    def own_words(self, text: str) -> list[str]:
        return [word.lower() for word in WORD.findall(text) if word.lower() in self.used]

    def lines(self) -> list[tuple[Path, int, str]]:
        found = []
        for path in sorted((self.book / "script").glob("*.txt"))[1:]:
            for number, line in enumerate(path.read_text(encoding="utf-8").split("\n")):
                if line and not line.startswith(("#", "[")) and (self.own_words(TAG.sub("", line)) or "“" in line):
                    found.append((path, number, line))
        return found

    def put(self, path: Path, number: int, *lines: str) -> None:
        text = path.read_text(encoding="utf-8").split("\n")
        text[number : number + 1] = lines
        path.write_text("\n".join(text), encoding="utf-8")

    def edit(self) -> str:
        lines = self.lines()
        if not lines:
            return "nothing"
        path, number, line = self.random.choice(lines)
        match = TAG.match(line)
        tag, body = (match[0], line[match.end() :]) if match else ("", line)
        words = self.own_words(body)
        kind = self.random.choice(["speaker"] * 4 + ["delivery", "cue", "note", "text", "divide", "back"])
        if (
            kind == "speaker"
            and not any(e.kind == "speaker" and set(e.words) & set(words) for e in self.edits)
            and (words or not match or "Zed" not in tag)
        ):
            value = self.name()
            how = f" ({match['how']})" if match and match["how"] else ""
            self.put(path, number, f"@{value}{how}: {body}")
            self.edits.append(Edit("speaker", value, words, tag))
        elif kind == "delivery" and match and match["name"] and not match["how"] and words:
            value = self.random.choice(DELIVERIES)
            self.put(path, number, f"{tag[:-2]} ({value}): {body}")
            self.edits.append(Edit("delivery", value, words, tag))
        elif kind in ("cue", "note"):
            value = self.word()
            self.put(path, number, f"[sfx: {value}]" if kind == "cue" else f"[[ {value} ]]", line)
            self.edits.append(Edit(kind, value, words))
        elif kind == "text" and len(words) > 2:
            old, value = self.random.choice(words[1:]), self.word()
            self.put(path, number, tag + body.replace(old, value, 1))
            self.replaced.add(old)
            self.persons.add(value)
            self.touched |= {s for _, s in self.all_sentences() if set(s.words) & set(words)}
            self.edits.append(Edit("text", value, [w for w in words if w != old]))
        elif kind == "divide" and len(words) > 3 and match and "said" not in body:
            at = body.index(words[2])
            value = self.name()
            self.put(path, number, tag + body[:at].rstrip(), f"@{value}: {body[at:]}")
            self.edits = [
                e for e in self.edits if not (e.kind in ("speaker", "delivery") and set(e.words) & set(words))
            ] + [
                replace_words(e, words[:2])
                for e in self.edits
                if e.kind in ("speaker", "delivery") and set(e.words) & set(words)
            ]
            self.edits.append(Edit("speaker", value, words[2:], tag))
        elif kind == "back":
            return self.take_back(lines)
        else:
            return "nothing"
        return f"{kind} {path.name}:{number + 1} {self.edits[-1].value if self.edits else ''}"

    def take_back(self, lines: list[tuple[Path, int, str]]) -> str:
        for edit in self.edits:
            for path, number, line in lines:
                match = TAG.match(line)
                if edit.kind == "speaker" and edit.words and match and match["name"] == edit.value:
                    how = f" ({match['how']})" if match["how"] else ""
                    before = TAG.match(edit.before)
                    tag = f"@{before['doubt']}{before['name']}{how}: " if before else ""
                    self.put(path, number, tag + line[match.end() :])
                    self.edits.remove(edit)
                    self.taken_back.append(edit)
                    return f"back {path.name}:{number + 1} {edit.value}"
        return "nothing"

    # What must be

    def run(self, *args: str | Path) -> None:
        self.runs += 1
        ran = make_audio_here(*args)
        if ran.returncode:
            raise Lost(f"exit {ran.returncode}: {ran.stderr[-2000:]}")

    def make(self) -> None:
        self.run(self.story, "--chapter", "1", "-q", "-j", "1")

    def state(self) -> dict[str, bytes]:
        folders = (self.book / "script", self.book / "story")
        return {str(p): p.read_bytes() for folder in folders for p in sorted(folder.rglob("*")) if p.is_file()}

    def check(self) -> None:
        lines: list[tuple[str | None, str | None, list[str], list[str], str]] = []
        cues: Counter[str] = Counter()
        own_notes: Counter[str] = Counter()
        notes = ""
        everything = ""
        for path in sorted((self.book / "script").glob("*.txt")):
            text = path.read_text(encoding="utf-8")
            everything += text
            chapter = parse_chapter(text, path.name, None).chapter
            for line in chapter.lines:
                words = WORD.findall(chapter.text[line.start : line.end].lower())
                lines.append((line.speaker, line.delivery, words, [w for w in words if w in self.used], path.name))
            cues.update(cue.value for cue in chapter.cues)
            own_notes.update(note.text for note in chapter.notes)
            notes += "\n".join(note.text for note in chapter.notes) + "\n"
        parked = "\n".join(
            p.read_text(encoding="utf-8") for p in sorted((self.book / "story" / "parked").glob("*.txt"))
        )
        elsewhere = notes + parked
        self.check_words(lines, elsewhere)
        for edit in self.edits:
            self.check_edit(edit, lines, cues, own_notes, notes, parked)
        for edit in self.taken_back:
            if any(speaker == edit.value and set(own) & set(edit.words) for speaker, _, _, own, _ in lines):
                raise Lost(f"{edit.value} is back at {edit.words}")

    def check_words(
        self, lines: list[tuple[str | None, str | None, list[str], list[str], str]], elsewhere: str
    ) -> None:
        alive = Counter(w for c in self.chapters for p in c.paragraphs for s in p for w in s.words if w in self.used)
        titles = {c.title.lower() for c in self.chapters}
        there = Counter(w for _, _, _, own, _ in lines for w in own)
        for word in alive:
            if there[word] > 1:
                raise Lost(f"{word} stands {there[word]} times")
            if not there[word] and word not in self.replaced:
                touched = any(word in s.words for s in self.touched)
                if not (touched or self.near_touched(word)) or word not in elsewhere:
                    raise Lost(f"{word} is lost")
        kept = {w for e in self.edits for w in e.words} | {w for s in self.touched for w in s.words}
        for _, _, _, own, file in lines:
            for word in own:
                if word not in alive and word not in titles and word not in self.persons and word not in kept:
                    raise Lost(f"{word} is in no story now, but in {file}")
        known = (
            self.used | set(COMMON) | {"oh", "is", "here", "said", "asked", "rose", "saw", "it", "the", "began", "with"}
        )
        known |= {n.lower() for n in NAMES} | {"yes", "no", "of", "course", "i", "do", "chapter", "before"}
        for _, _, words, _, file in lines:
            for word in words:
                if word not in known and not word.isdigit():
                    raise Lost(f"{word} is no word, in {file}")

    def near_touched(self, word: str) -> bool:
        """Whether the word's paragraph has words of the person's: the story's may be told in a note there."""
        return any(
            any(word in s.words for s in p) and any(s in self.touched for s in p)
            for c in self.chapters
            for p in c.paragraphs
        )

    def check_edit(self, edit: Edit, lines, cues, own_notes, notes: str, parked: str) -> None:  # type: ignore[no-untyped-def]
        if edit.kind == "cue":
            if cues[edit.value] + parked.count(f"[sfx: {edit.value}]") != 1:
                raise Lost(f"cue {edit.value}: {cues[edit.value]} times")
            return
        if edit.kind == "note":
            if own_notes[edit.value] + parked.count(f"[[ {edit.value} ]]") != 1:
                raise Lost(f"note {edit.value}: {own_notes[edit.value]} times")
            return
        if edit.kind == "text":
            if (
                sum(edit.value in own for _, _, _, own, _ in lines) + parked.count(edit.value) != 1
                and edit.value not in notes
            ):
                raise Lost(f"text {edit.value}")
            return
        alive = {w for c in self.chapters for p in c.paragraphs for s in p for w in s.words}
        mine = [w for w in edit.words if w in alive and w not in self.replaced]
        wanted = (
            (lambda line: line[0] == edit.value) if edit.kind == "speaker" else (lambda line: line[1] == edit.value)
        )
        at = [line for line in lines if set(line[3]) & set(mine or edit.words)]
        if at and all(wanted(line) for line in at):
            return
        told = (
            f"{edit.value}: " in notes or f"({edit.value})" in notes if edit.kind == "delivery" else edit.value in notes
        )
        told = told or edit.value in parked
        if not edit.words:
            if any(wanted(line) for line in lines) or told:
                return
        if told:
            if mine:
                self.told += 1
            return
        raise Lost(f"{edit.kind} {edit.value} of {edit.words} (there now: {mine}); lines: {at}")

    def step(self) -> None:
        for _ in range(self.random.randint(0, 4)):
            self.log.append(self.edit())
        match self.random.randrange(8):
            case 0:
                self.log.append("retag")
                self.run("retag", self.book)
            case 1:
                self.log.append("make")
                self.make()
            case _:
                self.log.append("+".join(self.grow() for _ in range(self.random.choice([1, 1, 1, 2, 3]))))
                self.write_story()
                self.make()
        self.check()

    def go(self, steps: int) -> None:
        self.write_story()
        self.make()
        self.check()
        for number in range(steps):
            self.keep(number)
            self.step()
            if number % 3 == 2:
                before = self.state()
                self.make()
                if self.state() != before:
                    changed = [p for p in before if self.state().get(p) != before[p]]
                    raise Lost(f"the same again changes {changed}")

    def keep(self, number: int) -> None:
        """What a failure is looked at by: the folder as it was before each step."""
        shutil.copytree(
            self.folder,
            self.folder.with_name(f"{self.folder.name}-{number}"),
            ignore=shutil.ignore_patterns("audio", ".make-audio"),
        )


def replace_words(edit: Edit, words: list[str]) -> Edit:
    return Edit(edit.kind, edit.value, [w for w in edit.words if w in words], edit.before)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--trials", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--steps", type=int, default=7)
    parser.add_argument("--keep", type=Path, help="a folder for those that fail, as they were before each step")
    arguments = parser.parse_args()
    failed = told = runs = edits = 0
    began = time.monotonic()
    for seed in range(arguments.seed, arguments.seed + arguments.trials):
        with tempfile.TemporaryDirectory() as folder:
            place = Path(folder) / "trial"
            place.mkdir()
            trial = Trial(seed, place)
            try:
                trial.go(arguments.steps)
            except Exception as error:
                failed += 1
                print(f"seed {seed}, step {len(trial.log)}: {type(error).__name__}: {error}\n  {trial.log}", flush=True)
                if arguments.keep:
                    shutil.copytree(folder, arguments.keep / str(seed), dirs_exist_ok=True)
            told, runs, edits = told + trial.told, runs + trial.runs, edits + len(trial.edits)
    spent = time.monotonic() - began
    print(
        f"{arguments.trials} trials, {runs} runs, {edits} edits, {spent:.0f} s: {failed} failed; told, though there: {told}"
    )
    sys.exit(bool(failed))


if __name__ == "__main__":
    main()
