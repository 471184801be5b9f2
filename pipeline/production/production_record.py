"""What a production remembers: the last reading of its story, and the files that it made."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from pipeline.disk.inside import is_plain_name, is_plain_place
from pipeline.disk.sealed_text import DamagedError, count, read_json, sealed, typed
from pipeline.production.book_file import SectionChoice
from pipeline.production.file_names import FOLDER, MASTERS

_RECORD = "record"
_OUTPUTS = "outputs"
_LONGEST = 44_100 * 86_400 * 3660
"""Samples of ten years."""


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
    """By which each section is known again (`pipeline.updating.section_choices.sketch_of`); nothing, as above."""
    corrections: tuple[str, ...] = ()
    """Marks of what people had corrected when the story was tagged (`pipeline.updating.corrections.counting`)."""
    covers: tuple[tuple[str, str], ...] = ()
    """(path in the folder, SHA-256) of the pictures that were kept."""


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
    """The record as the text of its file, for `parse_record`."""
    return sealed(_RECORD, json.dumps(asdict(record), ensure_ascii=False, indent=1))


def parse_record(text: str) -> Record:
    """What the production remembers. Raises `DamagedError`, also for names that lead elsewhere."""
    data = typed(dict, read_json(_RECORD, text))
    try:
        record = Record(
            source=typed(str, data["source"]),
            sha256=typed(str, data["sha256"]),
            revision=typed(str, data["revision"]),
            sections=tuple(map(_section, typed(list, data["sections"]))),
            section_words=tuple(map(count, typed(list, data["section_words"]))),
            files=_texts(data["files"]),
            parked=_texts(data["parked"]),
            left_out=tuple(map(_left_out, typed(list, data["left_out"]))),
            warnings=_texts(data["warnings"]),
            section_reasons=_texts(data.get("section_reasons", [])),
            section_sketches=_texts(data.get("section_sketches", [])),
            corrections=_texts(data.get("corrections", [])),
            covers=tuple(map(_cover, typed(list, data.get("covers", [])))),
        )
    except KeyError as error:
        raise DamagedError(f"{error} is missing") from error
    if len(record.section_words) != len(record.sections):
        raise DamagedError("it counts the words of other sections")
    if any(len(told) not in (0, len(record.sections)) for told in (record.section_reasons, record.section_sketches)):
        raise DamagedError("it tells of other sections")
    if not (is_plain_place(record.source) and all(map(is_plain_name, (*record.files, *record.parked)))):
        raise DamagedError("it names a file elsewhere")
    return record


def dump_outputs(outputs: Sequence[Output]) -> str:
    """The files that the production made as the text of their file, for `parse_outputs`."""
    return sealed(_OUTPUTS, json.dumps([asdict(output) for output in outputs], ensure_ascii=False, indent=1))


def parse_outputs(text: str) -> tuple[Output, ...]:
    """The files that the production made. Raises `DamagedError`, also for one that lies where none is made."""
    return tuple(map(_output, typed(list, read_json(_OUTPUTS, text))))


def _section(item: object) -> SectionChoice:
    title, read, why = _values(item, "title", "read", "why")
    return SectionChoice(typed(str, title), typed(bool, read), typed(str, why))


def _cover(item: object) -> tuple[str, str]:
    path, digest = [*_texts(item), "", ""][:2]
    return path, digest


def _left_out(item: object) -> LeftOutText:
    what, why, words = _values(item, "what", "why", "words")
    return LeftOutText(typed(str, what), typed(str, why), count(words))


def _output(item: object) -> Output:
    file, fingerprint, digest, size, modified, frames = _values(
        item, "file", "fingerprint", "sha256", "size", "modified_ns", "frames"
    )
    folder, _, name = typed(str, file).rpartition("/")
    if folder not in (FOLDER, MASTERS) or not is_plain_name(name):
        raise DamagedError("it names a file elsewhere")
    return Output(file, typed(str, fingerprint), typed(str, digest), count(size), typed(int, modified), _length(frames))


def _length(value: object) -> int:
    if count(value) > _LONGEST:
        raise DamagedError("it has a file of years")
    return count(value)


def _values(item: object, *names: str) -> list[Any]:
    data = typed(dict, item)
    if set(data) != set(names):
        raise DamagedError("it has other entries")
    return [data[name] for name in names]


def _texts(value: object) -> tuple[str, ...]:
    return tuple(typed(str, item) for item in typed(list, value))
