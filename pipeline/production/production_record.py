"""What a production remembers: the last reading of its story, and the files that it made."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from pipeline.disk.files import DiskError, read_text, write_file
from pipeline.production.book_file import SectionChoice
from pipeline.production.production import Production


@dataclass(frozen=True, slots=True)
class LeftOutText:
    """Text of the source that is not in the story's text, and why: a stretch, or many of one reason together."""

    what: str
    why: str
    words: int


@dataclass(frozen=True, slots=True)
class Record:
    """What the production remembers of the last reading of its story."""

    source: str
    """The file's name inside `Production.source_folder`."""
    sha256: str
    """Of that file."""
    revision: str
    """Which reader and tagger read it."""
    sections: tuple[SectionChoice, ...]
    """The story's sections, and which were in the book."""
    section_words: tuple[int, ...]
    files: tuple[str, ...]
    """The script file's name of each chapter in the base."""
    parked: tuple[str, ...] = ()
    """The script file's name of each chapter that is parked."""
    left_out: tuple[LeftOutText, ...] = ()
    warnings: tuple[str, ...] = ()
    section_reasons: tuple[str, ...] = ()
    """Why the reader left each section out, before anybody chose; empty: it read it. Nothing, where an earlier version
    made the record."""
    section_sketches: tuple[str, ...] = ()
    """By which each section is known again (`pipeline.production.section_choices.sketch_of`); nothing, as above."""
    corrections: tuple[str, ...] = ()
    """Marks of what people had corrected when the story was tagged (`pipeline.updating.corrections`)."""


@dataclass(frozen=True, slots=True)
class Output:
    """A file under audio/ that the production made."""

    file: str
    """Its path in the production's folder, with forward slashes."""
    fingerprint: str
    """Stands for all that the file was made from."""
    sha256: str
    size: int
    modified_ns: int
    """The file's time when `sha256` was taken: while size and time are the same, the content is taken to be."""
    frames: int
    """Its length in samples at 44,100 Hz."""


def dump_record(record: Record) -> str:
    """The record as JSON, for `parse_record`."""
    return json.dumps(asdict(record), ensure_ascii=False, indent=1) + "\n"


def parse_record(text: str) -> Record | None:
    """What the production remembers; None for a memory that is empty or damaged."""
    try:
        data = json.loads(text)
        record = Record(
            source=data["source"],
            sha256=data["sha256"],
            revision=data["revision"],
            sections=tuple(SectionChoice(**entry) for entry in data["sections"]),
            section_words=tuple(data["section_words"]),
            files=tuple(data["files"]),
            parked=tuple(data["parked"]),
            left_out=tuple(LeftOutText(**entry) for entry in data["left_out"]),
            warnings=tuple(data["warnings"]),
            section_reasons=tuple(data.get("section_reasons", ())),
            section_sketches=tuple(data.get("section_sketches", ())),
            corrections=tuple(data.get("corrections", ())),
        )
    except (ValueError, KeyError, TypeError):
        return None
    count = len(record.sections)
    told = (record.section_reasons, record.section_sketches)
    return record if len(record.section_words) == count and all(len(each) in (0, count) for each in told) else None


def load_outputs(production: Production) -> tuple[Output, ...]:
    """The files that the production made; none where that isn't known."""
    data = _load_json(production.outputs_file)
    try:
        return tuple(Output(**entry) for entry in data)
    except TypeError:
        return ()


def save_outputs(production: Production, outputs: tuple[Output, ...]) -> None:
    """Remembers the files that the production made. Raises `DiskError`."""
    text = json.dumps([asdict(output) for output in outputs], ensure_ascii=False, indent=1) + "\n"
    write_file(production.outputs_file, text)


def _load_json(path: Path) -> Any:
    if not path.is_file():
        return {}
    try:
        return json.loads(read_text(path))
    except (ValueError, DiskError):
        return {}
