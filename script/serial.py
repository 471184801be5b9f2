"""Scripts as JSON: the form that `make-audio script --json` prints, and the lossless one that is kept as merge base."""

from __future__ import annotations

import json
from typing import Any

from script.errors import MakeAudioError
from script.model import (
    Age,
    BlockKind,
    Chapter,
    Character,
    Cue,
    CueKind,
    Gender,
    Kind,
    Line,
    Note,
    Paragraph,
    Script,
)

_FORMAT = 1


class SerialError(MakeAudioError):
    """A stored Script that can't be read back: damaged, or written by another version."""


def script_to_json(script: Script, text: str) -> dict[str, Any]:
    """The Script as plain data for other programs.

    `text` is `Story.text`; every offset indexes it (code points, end-exclusive). A line's "chapter" is the index of its
    chapter in "chapters". "speaker" is a character's name, "narrator", or null where nobody could tell.
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
            {"name": person.name, "aliases": list(person.aliases), "gender": person.gender}
            for person in script.characters
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
            }
            for index, chapter in enumerate(script.chapters)
            for line in chapter.lines
        ],
    }


def dump_script(script: Script) -> str:
    """The Script as JSON, lossless and the same for equal Scripts; a paragraph a line, so that changes can be seen."""
    head = {
        "format": _FORMAT,
        "title": script.title,
        "author": script.author,
        "language": script.language,
        "narrator": script.narrator,
        "characters": [[c.name, list(c.aliases), c.gender, c.age] for c in script.characters],
        "exchanges": [list(exchange) for exchange in script.exchanges],
    }
    rows = [_json(head)]
    for chapter in script.chapters:
        rows.append(
            _json(
                {
                    "chapter": chapter.number,
                    "title": chapter.title,
                    "offset": chapter.offset,
                    "text": chapter.text,
                    "cues": [[cue.at, cue.kind, cue.value] for cue in chapter.cues],
                    "notes": [[note.at, note.text] for note in chapter.notes],
                    "emphasis": [list(span) for span in chapter.emphasis],
                }
            )
        )
        rows.extend(
            _json(
                [
                    paragraph.kind,
                    paragraph.level,
                    [
                        [line.start, line.end, line.speaker, line.kind, line.delivery, line.confidence, line.evidence]
                        for line in paragraph.lines
                    ],
                ]
            )
            for paragraph in chapter.paragraphs
        )
    return "\n".join(rows) + "\n"


def load_script(text: str) -> Script:
    """The Script that `dump_script` wrote. Raises `SerialError` where it is damaged."""
    try:
        rows = [json.loads(row) for row in text.split("\n") if row]
        head = rows[0]
        if head["format"] != _FORMAT:
            raise SerialError(f"The stored script has format {head['format']}, this make-audio reads {_FORMAT}.")
        chapters: list[Chapter] = []
        at = 1
        while at < len(rows):
            end = at + 1
            while end < len(rows) and isinstance(rows[end], list):
                end += 1
            chapters.append(_chapter(rows[at], rows[at + 1 : end]))
            at = end
        return Script(
            title=head["title"],
            author=head["author"],
            language=head["language"],
            chapters=tuple(chapters),
            characters=tuple(
                Character(name, tuple(aliases), Gender(gender) if gender else None, Age(age) if age else None)
                for name, aliases, gender, age in head["characters"]
            ),
            narrator=head["narrator"],
            exchanges=tuple((a, b, count) for a, b, count in head["exchanges"]),
        )
    except (ValueError, KeyError, TypeError, IndexError, AttributeError) as error:
        raise SerialError("The stored script is damaged.") from error


def _chapter(head: dict[str, Any], rows: list[list[Any]]) -> Chapter:
    return Chapter(
        number=head["chapter"],
        title=head["title"],
        text=head["text"],
        offset=head["offset"],
        cues=tuple(Cue(at, CueKind(kind), value) for at, kind, value in head["cues"]),
        notes=tuple(Note(at, note) for at, note in head["notes"]),
        emphasis=tuple((start, end) for start, end in head["emphasis"]),
        paragraphs=tuple(
            Paragraph(
                BlockKind(kind),
                tuple(
                    Line(start, end, speaker, Kind(line_kind), delivery, confidence, evidence)
                    for start, end, speaker, line_kind, delivery, confidence, evidence in lines
                ),
                level,
            )
            for kind, level, lines in rows
        ),
    )


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
