"""What a run tells while it goes on."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pipeline.rendering.planning.estimates import Work
from pipeline.rendering.planning.plan import Plan


@dataclass(frozen=True, slots=True)
class Planned:
    """What the run will do; sent before anything is rendered."""

    plan: Plan


@dataclass(frozen=True, slots=True)
class PhraseSpoken:
    """A clip is synthesized: `seconds` of audio."""

    address: str
    """Of its first line."""
    lines: int
    seconds: float
    work: Work


@dataclass(frozen=True, slots=True)
class VoiceMeasured:
    """A voice's level is known."""

    work: Work


@dataclass(frozen=True, slots=True)
class ChapterDone:
    """A chapter's file is finished."""

    number: int
    title: str
    file: Path
    seconds: float
    work: Work


@dataclass(frozen=True, slots=True)
class BookDone:
    """The file of the whole book is finished."""

    file: Path
    seconds: float
    work: Work


@dataclass(frozen=True, slots=True)
class Mended:
    """Something that was kept from earlier runs is damaged, and is made again."""

    what: str
    """A sentence."""


@dataclass(frozen=True, slots=True)
class FailedLine:
    """A line that could not be spoken."""

    address: str
    text: str
    why: str


Event = Planned | PhraseSpoken | VoiceMeasured | ChapterDone | BookDone | Mended


def ignore(_: object) -> None:
    """Listens to nothing."""
