"""A person who edits the script files of a growing story's book, and what must be there ever after."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from script.model import Delivery
from tests.fuzz.growing_story import GrowingStory

_DELIVERIES = tuple(Delivery)
_WORD = re.compile(r"\w+")
_READING = re.compile(r"\[as: (\w+)\]")
_TAG = re.compile(r"@(?P<doubt>\??)(?P<name>[^:(\[]*?)(?: \((?P<how>\w+)\))?: ")


@dataclass(frozen=True)
class Edit:
    """What a person changed."""

    kind: str
    """speaker, delivery, cue, note, text or reading."""
    value: str
    words: tuple[str, ...]
    """The made-up words that it was said of."""
    before: str = ""
    """The tag as it was."""


@dataclass(frozen=True)
class _FileLine:
    path: Path
    number: int
    tag: str
    body: str

    @property
    def parts(self) -> re.Match[str] | None:
        return _TAG.match(self.tag)

    @property
    def how(self) -> str:
        """The delivery, as it stands in a tag."""
        return f" ({self.parts['how']})" if self.parts and self.parts["how"] else ""


class EditingPerson:
    """Edits files, and remembers what it did."""

    def __init__(self, chance: random.Random, story: GrowingStory, folder: Path) -> None:
        self._chance, self._story, self._folder = chance, story, folder
        self.edits: list[Edit] = []
        self.taken_back: list[Edit] = []
        self.unread: list[str] = []
        """Readings that were taken back."""
        self.words: set[str] = set()
        """Words that are the person's."""
        self.replaced: set[str] = set()
        """Words of the story that the person took out."""
        self.beside: set[str] = set()
        """Words of paragraphs in which the person changed words: these stay where the person's do."""

    def edit(self) -> str:
        """Changes something, if it can; says what."""
        lines = list(self._lines())
        ways = [self._speaker] * 4 + [self._delivery, self._cue, self._note, self._text, self._divide, self._take_back]
        ways += [self._reading] * 2 + [self._said_cue, self._no_reading]
        way = self._chance.choice(ways)
        for line in self._chance.sample(lines, min(len(lines), 3)):
            if way(line):
                return f"{way.__name__.removeprefix('_')} {line.path.name}:{line.number + 1}"
        return "nothing"

    def _lines(self) -> Iterator[_FileLine]:
        """The lines that have words of the story, without those of the first chapter."""
        for path in sorted(self._folder.glob("*.txt"))[1:]:
            for number, line in enumerate(path.read_text(encoding="utf-8").split("\n")):
                tag = match[0] if (match := _TAG.match(line)) else ""
                if line and not line.startswith(("#", "[")):
                    yield _FileLine(path, number, tag, line[len(tag) :])

    def _texts(self) -> Iterator[str]:
        for folder in (self._folder, self._folder.parent / "story" / "parked"):
            for path in sorted(folder.glob("*.txt")):
                yield path.read_text(encoding="utf-8")

    def _put(self, line: _FileLine, *lines: str) -> bool:
        text = line.path.read_text(encoding="utf-8").split("\n")
        text[line.number : line.number + 1] = lines
        line.path.write_text("\n".join(text), encoding="utf-8")
        return True

    def _own(self, text: str) -> tuple[str, ...]:
        return tuple(word for word in _WORD.findall(_READING.sub("", text).lower()) if word in self._story.used)

    def _said_of(self, kind: str, words: tuple[str, ...]) -> list[Edit]:
        return [edit for edit in self.edits if edit.kind == kind and set(edit.words) & set(words)]

    def _new_name(self) -> str:
        return f"{self._story.new_word().capitalize()} Zed"

    def _speaker(self, line: _FileLine) -> bool:
        words, name = self._own(line.body), self._new_name()
        if self._said_of("speaker", words) or not (words or line.body.startswith("“")) or "Zed" in line.tag:
            return False
        self.edits.append(Edit("speaker", name, words, line.tag))
        return self._put(line, f"@{name}{line.how}: {line.body}")

    def _delivery(self, line: _FileLine) -> bool:
        words, value = self._own(line.body), self._chance.choice(_DELIVERIES)
        if not words or not line.parts or not line.parts["name"] or line.how:
            return False
        self.edits.append(Edit("delivery", value, words))
        return self._put(line, f"{line.tag[:-2]} ({value}): {line.body}")

    def _cue(self, line: _FileLine) -> bool:
        value = self._story.new_word()
        self.edits.append(Edit("cue", value, ()))
        return self._put(line, f"[sfx: {value}]", line.tag + line.body)

    def _said_cue(self, line: _FileLine) -> bool:
        value, name = self._story.new_word(), self._new_name()
        self.edits.append(Edit("cue", value, ()))
        return self._put(line, f"[say @{name} (sob): {value}]", line.tag + line.body)

    def _reading(self, line: _FileLine) -> bool:
        plain = [
            match
            for match in _WORD.finditer(line.body)
            if match[0].lower() in self._story.used
            and line.body[match.end() : match.end() + 1] not in ("[", "]")
            and line.body[max(match.start() - 5, 0) : match.start()] != "[as: "
        ]
        if not plain:
            return False
        word, value = self._chance.choice(plain), self._story.new_word()
        self.edits.append(Edit("reading", value, (word[0].lower(),)))
        return self._put(line, f"{line.tag}{line.body[: word.end()]}[as: {value}]{line.body[word.end() :]}")

    def _no_reading(self, line: _FileLine) -> bool:
        reading = _READING.search(line.body)
        if reading is None:
            return False
        self.edits = [edit for edit in self.edits if (edit.kind, edit.value) != ("reading", reading[1])]
        self.unread.append(reading[1])
        return self._put(line, line.tag + line.body[: reading.start()] + line.body[reading.end() :])

    def _note(self, line: _FileLine) -> bool:
        value = self._story.new_word()
        self.edits.append(Edit("note", value, ()))
        return self._put(line, f"[[ {value} ]]", line.tag + line.body)

    def _text(self, line: _FileLine) -> bool:
        theirs = [word for word in self._own(line.body)[1:] if word not in self.words]
        if not theirs:
            return False
        old, new = self._chance.choice(theirs), self._story.new_word()
        self.replaced.add(old)
        self.words.add(new)
        touched = [p for p in self._story.paragraphs() if any(old in sentence.words for sentence in p)]
        self.beside |= {word for paragraph in touched for sentence in paragraph for word in sentence.words}
        self.edits.append(Edit("text", new, ()))
        # What was said of the word is said of the new one.
        self.edits = [
            replace(edit, words=(new,)) if edit.kind == "reading" and edit.words == (old,) else edit
            for edit in self.edits
        ]
        return self._put(line, line.tag + line.body.replace(old, new, 1))

    def _divide(self, line: _FileLine) -> bool:
        words, name = self._own(line.body), self._new_name()
        if len(words) < 3 or not line.parts or not line.parts["name"]:
            return False
        at, there = line.body.index(words[1]), {"speaker", "delivery"}
        self.edits = [
            replace(edit, words=tuple(word for word in edit.words if word not in words[1:]))
            if edit.kind in there and set(edit.words) & set(words)
            else edit
            for edit in self.edits
        ]
        self.edits.append(Edit("speaker", name, words[1:], line.tag))
        return self._put(line, line.tag + line.body[:at].rstrip(), f"@{name}: {line.body[at:]}")

    def _take_back(self, line: _FileLine) -> bool:
        words = self._own(line.body)
        for edit in self._said_of("speaker", words):
            if line.parts and line.parts["name"] == edit.value:
                before = _TAG.match(edit.before)
                # What the story has mended in the line was said of it too; what it has lost may be in a note.
                there = self._story.words().union(*map(self._own, self._texts()))
                left = tuple(word for word in edit.words if word in there - self.replaced and word not in words)
                self.edits.remove(edit)
                self.edits += [replace(edit, words=left)] if left else []
                self.taken_back.append(replace(edit, words=words))
                narrated = f"@narrator{line.how}: " if line.how else ""
                tag = f"@{before['doubt']}{before['name']}{line.how}: " if before else narrated
                return self._put(line, tag + line.body)
        return False
