"""The ledger of corrections: what script files say otherwise than the tagger does, by the words it is said of.

It is derived from the script files, which always decide. What only it knows is what the tagger itself had said: what
the tagger was told since, it repeats.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from pipeline.disk.sealed_text import DamagedError, read_json, sealed
from script.model import CueKind, Kind
from script.script_file.script_sheet import Hanging, Label, MarkKind

_LEDGER = "corrections"


@dataclass(frozen=True, slots=True)
class Said:
    """Words, and what a person says of them."""

    words: str
    label: Label


@dataclass(frozen=True, slots=True)
class Correction:
    """A line of the tagger's of which a person says something else."""

    words: str
    before: str
    """The words before it in its chapter, a few."""
    after: str
    """The words after it."""
    nth: int
    """How many times the same words stand in the book before, between the same ones."""
    was: Label
    """What the tagger itself says; nobody surely where an earlier version didn't remember it."""
    parts: tuple[Said, ...]
    """What the person says, of each part if they divided it."""

    @property
    def ended(self) -> bool:
        """The person says again what the tagger itself had said. Remembered until the story is tagged anew."""
        return all(part.label == self.was for part in self.parts)


@dataclass(frozen=True, slots=True)
class OwnMark:
    """A cue, a note or a reading of a person's."""

    kind: MarkKind
    """None: a note."""
    value: str
    before: str
    after: str
    speaker: str | None = None
    """Who says the words of a cue, and how, where that isn't the narrator, plainly."""
    delivery: str | None = None


@dataclass(frozen=True, slots=True)
class Ledger:
    """All of a book, in its order."""

    corrections: tuple[Correction, ...] = ()
    marks: tuple[OwnMark, ...] = ()

    def renamed(self, names: Mapping[str, str]) -> Ledger:
        """The same with what the tagger said of speakers under their other names (old → new)."""

        def new(was: Label) -> Label:
            return replace(was, speaker=names.get(was.speaker or "", was.speaker))

        return replace(self, corrections=tuple(replace(item, was=new(item.was)) for item in self.corrections))


def same_speaker(one: Label, other: Label) -> bool:
    """Whether both name the same speaker, as surely, of words of the same kind."""
    return (one.speaker, one.doubtful, one.kind) == (other.speaker, other.doubtful, other.kind)


def dump_ledger(ledger: Ledger) -> str:
    """The text of the ledger's file, for `parse_ledger`; a correction a line."""
    corrections = [
        [
            *(item.words, item.before, item.after, item.nth),
            _values(item.was),
            [[part.words, _values(part.label)] for part in item.parts],
        ]
        for item in ledger.corrections
    ]
    marks = [
        [mark.kind, mark.value, mark.before, mark.after, *([mark.speaker, mark.delivery] if _is_voiced(mark) else [])]
        for mark in ledger.marks
    ]
    lists = ",\n".join(
        f'"{name}": [\n' + ",\n".join(map(_json, rows)) + "\n]"
        for name, rows in (("corrections", corrections), ("marks", marks))
    )
    return sealed(_LEDGER, f"{{\n{lists}\n}}")


def parse_ledger(text: str) -> Ledger:
    """What `dump_ledger` was given. Raises `DamagedError`."""
    data = read_json(_LEDGER, text)
    try:
        corrections = tuple(
            Correction(
                str(words),
                str(before),
                str(after),
                int(nth),
                _label(was),
                tuple(Said(str(said), _label(label)) for said, label in parts),
            )
            for words, before, after, nth, was, parts in data["corrections"]
        )
        marks = tuple(
            OwnMark(_mark_kind(kind), str(value), str(before), str(after), *map(_optional_text, voiced))
            for kind, value, before, after, *voiced in data["marks"]
        )
        return Ledger(corrections, marks)
    except (ValueError, KeyError, TypeError) as error:
        raise DamagedError("it has other entries") from error


def _values(label: Label) -> list[object]:
    return [label.speaker, label.kind, label.delivery, label.doubtful, label.heading]


def _label(values: Any) -> Label:
    speaker, kind, delivery, doubtful, heading = values
    return Label(_optional_text(speaker), Kind(kind), _optional_text(delivery), bool(doubtful), int(heading))


def _is_voiced(mark: OwnMark) -> bool:
    return mark.speaker is not None or mark.delivery is not None


def _mark_kind(value: Any) -> MarkKind:
    return None if value is None else Hanging(value) if value in set(Hanging) else CueKind(value)


def _optional_text(value: Any) -> str | None:
    if not isinstance(value, str | None):
        raise TypeError(value)
    return value


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
