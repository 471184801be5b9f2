"""A person who listens to a book and changes what they hear: words, how they are read, speakers, deliveries, pauses,
voices, cues."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from script.model import Delivery

_DELIVERIES = tuple(Delivery)
_WORDS = ("lantern", "quietly", "seven", "harbour", "never", "blue", "window", "again", "the", "of", "morning", "ran")
_TAG = re.compile(r"@(?P<doubt>\??)(?P<name>[^:(\[]+?)(?P<kind> \[\w+\])?(?: \((?P<how>\w+)\))?: ")
_WORD = re.compile(r"(?<![\w’'@-])[a-z]{2,}(?![\w’'-])")
_MARK = re.compile(r"\[(?:as|say)[^\]]*\]")
_READINGS = ("lantern", "/rɛd/", "hah-ber")
_SETTINGS = {
    "rate": ("0.92", "1.0", "1.08"),
    "pitch": ("-1.5", "0.0", "1.0"),
    "gain": ("-2", "0", "1.5"),
    "effects": ('["radio"]', '["muffled"]', "[]"),
}
_STEREO = ("-0.2", "0", "0.3")


@dataclass(frozen=True)
class _FileLine:
    path: Path
    number: int
    text: str

    @property
    def tag(self) -> re.Match[str] | None:
        return _TAG.match(self.text)

    @property
    def body(self) -> str:
        return self.text[self.tag.end() :] if self.tag else self.text

    def tagged(self, name: str | None, how: str | None, body: str) -> str:
        """The line as somebody else says it, or otherwise."""
        kind = (self.tag and self.tag["kind"]) or ""
        return f"@{name}{kind}{f' ({how})' if how else ''}: {body}" if name else body


class EditingListener:
    """Changes the files of a production's folder."""

    def __init__(self, chance: random.Random, folder: Path) -> None:
        self._chance, self._folder = chance, folder
        self._new = 0

    def change(self) -> str:
        """Changes something; says what."""
        ways: dict[Callable[[], str], int] = {
            self._word: 8, self._speaker: 6, self._delivery: 5, self._divide: 2, self._cue: 3, self._no_cue: 2,
            self._note: 1, self._reading: 3, self._no_reading: 1, self._say: 2,
            self._pause: 1, self._setting: 2, self._voice: 1, self._place: 1, self._treatment: 1,
        }  # fmt: skip
        while True:
            way = self._chance.choices(list(ways), list(ways.values()))[0]
            if what := way():
                return what

    # Script files

    def _lines(self) -> list[_FileLine]:
        """The lines that somebody says, in all script files."""
        lines = []
        for path in sorted((self._folder / "script").glob("*.txt")):
            for number, text in enumerate(path.read_text(encoding="utf-8").split("\n")):
                line = _FileLine(path, number, text)
                if text and (line.tag or not text.startswith(("#", "[", "*", "@", "\\"))):
                    lines.append(line)
        return lines

    def _some_line(self) -> _FileLine:
        return self._chance.choice(self._lines())

    def _put(self, line: _FileLine, what: str, *texts: str) -> str:
        lines = line.path.read_text(encoding="utf-8").split("\n")
        lines[line.number : line.number + 1] = texts
        line.path.write_text("\n".join(lines), encoding="utf-8")
        return f"{what} {line.path.name}:{line.number + 1}"

    def _word(self) -> str:
        line = self._some_line()
        begin = line.tag.end() if line.tag else 0
        words = self._plain_words(line, begin)
        if len(words) < 2:
            return ""
        word, new = self._chance.choice(words), self._chance.choice(_WORDS)
        written = self._chance.choice((new, f"{new} {word[0]}", ""))
        text = line.text[: word.start()] + written + line.text[word.end() :]
        return self._put(line, f"word {word[0]!r} → {written!r}", re.sub("  +", " ", text))

    def _plain_words(self, line: _FileLine, begin: int) -> list[re.Match[str]]:
        """The words of a line that stand in no mark and have none."""
        marks = [range(*match.span()) for match in _MARK.finditer(line.text)]
        words = _WORD.finditer(line.text, begin)
        return [
            word
            for word in words
            if not line.text.startswith("[", word.end()) and not any(word.start() in mark for mark in marks)
        ]

    def _reading(self) -> str:
        line = self._some_line()
        words = self._plain_words(line, line.tag.end() if line.tag else 0)
        if not words:
            return ""
        word, mark = self._chance.choice(words), f"[as: {self._chance.choice(_READINGS)}]"
        text = line.text[: word.end()] + mark + line.text[word.end() :]
        return self._put(line, f"reading {word[0]}{mark}", text)

    def _no_reading(self) -> str:
        read = [line for line in self._lines() if "[as: " in line.text]
        if not read:
            return ""
        line = self._chance.choice(read)
        return self._put(line, "no reading", re.sub(r"\[as: [^\]]*\]", "", line.text, count=1))

    def _say(self) -> str:
        line = self._some_line()
        names = sorted({tag["name"] for other in self._lines() if (tag := other.tag)})
        who = self._chance.choice(("", f" @{self._chance.choice(names)} (whisper)"))
        mark = f"[say{who}: {self._chance.choice(_WORDS)} {self._chance.choice(_WORDS)}.]"
        spaces = [match.start() for match in re.finditer(r"(?<=\w) (?=\w)", line.body) if "[" not in line.body]
        if spaces and self._chance.random() < 0.5:
            at = len(line.text) - len(line.body) + self._chance.choice(spaces)
            return self._put(line, "say", f"{line.text[:at]} {mark}{line.text[at:]}")
        return self._put(line, "say", mark, line.text)

    def _speaker(self) -> str:
        line = self._some_line()
        names = {tag["name"] for other in self._lines() if (tag := other.tag)}
        self._new += 1
        name = self._chance.choice([*sorted(names), None, f"Person {self._new}"])
        if not line.tag and self._chance.random() < 0.5:
            return ""
        how = line.tag["how"] if line.tag and name else None
        return self._put(line, f"speaker → {name}", line.tagged(name, how, line.body))

    def _delivery(self) -> str:
        line = self._some_line()
        if not line.tag:
            return ""
        how = None if line.tag["how"] and self._chance.random() < 0.5 else self._chance.choice(_DELIVERIES)
        return self._put(line, f"delivery → {how}", line.tagged(line.tag["name"], how, line.body))

    def _divide(self) -> str:
        line = self._some_line()
        spaces = [match.start() for match in re.finditer(r"(?<=\w) (?=\w)", line.body) if "[say" not in line.body]
        if not spaces or not line.tag:
            return ""
        at = self._chance.choice(spaces)
        one, other = (
            line.tagged(line.tag["name"], line.tag["how"], part) for part in (line.body[:at], line.body[at + 1 :])
        )
        return self._put(line, "divided", one, other)

    def _cue(self) -> str:
        line = self._some_line()
        return self._put(line, "cue", f"[pause: {self._chance.choice(('0.4', '1.1', 'scene'))}]", line.text)

    def _no_cue(self) -> str:
        for path in sorted((self._folder / "script").glob("*.txt")):
            text = path.read_text(encoding="utf-8")
            if cues := list(re.finditer(r"^\[pause: [^\]]*\]\n", text, re.M)):
                cue = self._chance.choice(cues)
                path.write_text(text[: cue.start()] + text[cue.end() :], encoding="utf-8")
                return f"no cue {path.name}"
        return ""

    def _note(self) -> str:
        line = self._some_line()
        return self._put(line, "note", "[[ listen to this again ]]", line.text)

    # book.toml and voices.toml

    def _pause(self) -> str:
        path = self._folder / "book.toml"
        text = path.read_text(encoding="utf-8")
        table = re.search(r"^\[pauses\]\n(?:.+\n)*", text, re.M)
        assert table, text
        key = self._chance.choice(list(re.finditer(r"^(\w+) = ([-\d.]+)", table[0], re.M)))
        value = f"{max(float(key[2]) * self._chance.choice((0.7, 1.2)), 0.05):.3f}"
        start, end = (table.start() + place for place in key.span(2))
        path.write_text(text[:start] + value + text[end:], encoding="utf-8")
        return f"pauses: {key[1]} = {value}"

    def _treatment(self) -> str:
        path = self._folder / "book.toml"
        text = path.read_text(encoding="utf-8")
        key = self._chance.choice(("letters", "thoughts"))
        swapped = re.sub(
            rf"^{key} = (true|false)", lambda m: f"{key} = {str(m[1] != 'true').lower()}", text, flags=re.M
        )
        path.write_text(swapped, encoding="utf-8")
        return f"{key} swapped"

    def _set(self, key: str, values: tuple[str, ...]) -> str:
        path = self._folder / "voices.toml"
        text = path.read_text(encoding="utf-8")
        table = self._chance.choice(list(re.finditer(r"^(\[[^\n]*\]\n)((?:[^\n\[#]+\n)*)", text, re.M)))
        value = self._chance.choice(values)
        keys = re.sub(rf"^{key} = .*\n", "", table[2], flags=re.M) + f"{key} = {value}\n"
        path.write_text(text[: table.start()] + table[1] + keys + text[table.end() :], encoding="utf-8")
        return f"voices: {table[1].strip()} {key} = {value}"

    def _setting(self) -> str:
        key = self._chance.choice(list(_SETTINGS))
        return self._set(key, _SETTINGS[key])

    def _place(self) -> str:
        return self._set("pan", _STEREO) if self._chance.random() < 0.5 else ""

    def _voice(self) -> str:
        text = (self._folder / "voices.toml").read_text(encoding="utf-8")
        return self._set("voice", tuple(dict.fromkeys(re.findall(r'^voice = (".*")', text, re.M))))
