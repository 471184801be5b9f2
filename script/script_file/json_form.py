"""A Script as JSON: lossless for the production's memory, and in the form that other programs read."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from typing import Any, TypeVar

from script.model import (
    Age,
    BlockKind,
    Chapter,
    Character,
    Cue,
    CueKind,
    Device,
    Gender,
    Kind,
    Line,
    Note,
    Paragraph,
    Reading,
    Script,
)
from script.support.errors import MakeAudioError

_FORMAT = 1
_T = TypeVar("_T")


class SerialError(MakeAudioError):
    """A stored Script that can't be read back: damaged, or written by another version."""


def dump_script(script: Script) -> str:
    """The Script as JSON that `load_script` reads back equal; the same bytes for equal Scripts, a paragraph a line."""
    head = {
        "format": _FORMAT,
        "title": script.title,
        "author": script.author,
        "language": script.language,
        "narrator": script.narrator,
        "characters": [[c.name, list(c.aliases), c.gender, c.age] for c in script.characters],
        "gender_guessed": [c.name for c in script.characters if c.gender_guessed],
        "devices": [[c.name, c.device] for c in script.characters if c.device is not None],
        "exchanges": [list(exchange) for exchange in script.exchanges],
        "lexicon": [list(word) for word in script.lexicon],
        "perhaps_one": [list(pair) for pair in script.perhaps_one],
    }
    parts = [f"{_json(key)}: {_json(value)},\n" for key, value in head.items()]
    chapters = ",\n".join("".join(_chapter_parts(chapter)) for chapter in script.chapters)
    return "".join(["{\n", *parts, '"chapters": [\n', chapters, "\n]\n}\n"])


def _chapter_parts(chapter: Chapter) -> Iterator[str]:
    head = {
        "number": chapter.number,
        "title": chapter.title,
        "offset": chapter.offset,
        "text": chapter.text,
        "cues": [[cue.at, cue.kind, cue.value, cue.speaker, cue.delivery] for cue in chapter.cues],
        "notes": [[note.at, note.text] for note in chapter.notes],
        "emphasis": [list(span) for span in chapter.emphasis],
        "pronunciations": [list(said) for said in chapter.pronunciations],
        "readings": [[reading.at, reading.said] for reading in chapter.readings],
    }
    yield "{\n"
    for key, value in head.items():
        yield f"{_json(key)}: {_json(value)},\n"
    yield '"paragraphs": [\n'
    yield ",\n".join(_json([p.kind, p.level, [_line_values(line) for line in p.lines]]) for p in chapter.paragraphs)
    yield "\n]\n}"


def _line_values(line: Line) -> list[Any]:
    return [line.start, line.end, line.speaker, line.kind, line.delivery, float(line.confidence), line.evidence]


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def load_script(text: str) -> Script:
    """Reads what `dump_script` wrote. Raises `SerialError` if it is damaged."""
    try:
        data = _typed(dict, json.loads(text))
        if data["format"] != _FORMAT:
            raise ValueError("it was made by another version of make-audio")
        guessed = {_typed(str, name) for name in _typed(list, data.get("gender_guessed", []))}
        devices = {_typed(str, name): Device(device) for name, device in _rows(data.get("devices", []), 2)}
        return Script(
            title=_typed(str, data["title"]),
            author=_typed(str, data["author"]),
            language=_typed(str, data["language"]),
            chapters=tuple(map(_chapter, _typed(list, data["chapters"]))),
            characters=tuple(_character(item, guessed, devices) for item in _typed(list, data["characters"])),
            narrator=_optional(str, data["narrator"]),
            exchanges=tuple(map(_exchange, _typed(list, data["exchanges"]))),
            lexicon=tuple(map(_texts, _typed(list, data.get("lexicon", [])))),
            perhaps_one=tuple(map(_texts, _typed(list, data.get("perhaps_one", [])))),
        )
    except (ValueError, KeyError, RecursionError) as error:
        reason = f"{error} is missing" if isinstance(error, KeyError) else str(error)
        raise SerialError(
            f"The stored script is damaged ({reason}). Delete it to have it made again from the story."
        ) from error


def _chapter(item: object) -> Chapter:
    data = _typed(dict, item)
    text = _typed(str, data["text"])
    return Chapter(
        number=_typed(int, data["number"]),
        title=_typed(str, data["title"]),
        text=text,
        paragraphs=tuple(_paragraph(row, len(text)) for row in _typed(list, data["paragraphs"])),
        offset=_typed(int, data["offset"]),
        cues=tuple(
            Cue(_offset(at, len(text)), CueKind(kind), _typed(str, value), *(_optional(str, said) for said in saying))
            for at, kind, value, *saying in map(_cue_row, _typed(list, data["cues"]))
        ),
        notes=tuple(Note(_offset(at, len(text)), _typed(str, words)) for at, words in _rows(data["notes"], 2)),
        emphasis=tuple(
            (_offset(start, len(text)), _offset(end, len(text))) for start, end in _rows(data["emphasis"], 2)
        ),
        pronunciations=tuple(
            (_offset(start, len(text)), _offset(end, len(text)), _typed(str, ipa))
            for start, end, ipa in _rows(data.get("pronunciations", []), 3)
        ),
        readings=tuple(
            Reading(_offset(at, len(text)), _typed(str, said)) for at, said in _rows(data.get("readings", []), 2)
        ),
    )


def _cue_row(item: object) -> list[Any]:
    """A cue's values; earlier versions had no speaker and no delivery of it."""
    row = _typed(list, item)
    return [*_row(row, 3), None, None] if len(row) == 3 else _row(row, 5)


def _paragraph(item: object, size: int) -> Paragraph:
    kind, level, lines = _row(item, 3)
    return Paragraph(BlockKind(kind), tuple(_line(row, size) for row in _typed(list, lines)), _typed(int, level))


def _line(item: object, size: int) -> Line:
    start, end, speaker, kind, delivery, confidence, evidence = _row(item, 7)
    if not _offset(start, size) < _offset(end, size):
        raise ValueError(f"a line from {start} to {end}")
    return Line(
        start,
        end,
        _optional(str, speaker),
        Kind(kind),
        _optional(str, delivery),
        _typed(float, confidence),
        _typed(str, evidence),
    )


def _character(item: object, guessed: Collection[str], devices: Mapping[str, Device]) -> Character:
    name, aliases, gender, age = _row(item, 4)
    return Character(
        _typed(str, name),
        tuple(_typed(str, alias) for alias in _typed(list, aliases)),
        None if gender is None else Gender(gender),
        None if age is None else Age(age),
        name in guessed,
        devices.get(name),
    )


def _exchange(item: object) -> tuple[str, str, int]:
    one, other, count = _row(item, 3)
    return _typed(str, one), _typed(str, other), _typed(int, count)


def _texts(item: object) -> tuple[str, str, str]:
    one, two, three = _row(item, 3)
    return _typed(str, one), _typed(str, two), _typed(str, three)


def _rows(value: object, size: int) -> list[list[Any]]:
    return [_row(item, size) for item in _typed(list, value)]


def _row(value: object, size: int) -> list[Any]:
    row = _typed(list, value)
    if len(row) != size:
        raise ValueError(f"{len(row)} values where {size} belong")
    return row


def _offset(value: object, size: int) -> int:
    offset = _typed(int, value)
    if not 0 <= offset <= size:
        raise ValueError(f"{offset} is outside of the text")
    return offset


def _typed(kind: type[_T], value: object) -> _T:
    if type(value) is not kind:
        raise ValueError(f"{type(value).__name__} where {kind.__name__} belongs")
    return value


def _optional(kind: type[_T], value: object) -> _T | None:
    return None if value is None else _typed(kind, value)


def script_to_json(script: Script, text: str) -> dict[str, Any]:
    """The Script for other programs, as `make-audio script --json` prints it.

    `text` is `Story.text`; all offsets index it, in code points, end-exclusive. A line's `chapter` is an index into
    `chapters`, from 0; its `speaker` is a character's name, "narrator", or None: unknown.
    """
    return {
        "title": script.title,
        "author": script.author,
        "language": script.language,
        "text": text,
        "chapters": [
            {"title": chapter.title, "start": chapter.offset, "end": chapter.offset + len(chapter.text)}
            for chapter in script.chapters
        ],
        "characters": [
            {"name": character.name, "aliases": list(character.aliases), "gender": character.gender}
            for character in script.characters
        ],
        "lines": [
            {
                "chapter": index,
                "start": chapter.offset + line.start,
                "end": chapter.offset + line.end,
                "speaker": line.speaker,
                "kind": line.kind,
                "delivery": line.delivery,
                "confidence": round(line.confidence, 3),
                "evidence": line.evidence,
            }
            for index, chapter in enumerate(script.chapters)
            for line in chapter.lines
        ],
    }
