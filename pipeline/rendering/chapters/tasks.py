"""The tasks that mix, master and encode. Imports no more than that takes: worker processes load this."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from pipeline.rendering.chapters.chapter_audio import ChapterJob, ChapterResult, make_chapter
from pipeline.sound.release.m4b import M4bJob, make_m4b

_PATIENCE = 600.0
"""Seconds for any file, and the length of its sound on top: both many times what a slow machine takes."""


@dataclass(frozen=True, slots=True)
class MakeChapter:
    """A task: makes a chapter's files. Replies with its `ChapterResult`."""

    number: int
    what: str
    """For messages."""
    job: ChapterJob
    expected: float
    """Seconds of sound, about."""
    fresh: ClassVar[bool] = False

    def run(self) -> Iterator[ChapterResult]:
        yield make_chapter(self.job)

    def patience(self, replies: int) -> float:
        return _PATIENCE + self.expected


@dataclass(frozen=True, slots=True)
class MakeBook:
    """A task: makes the M4B. Replies with its length in seconds."""

    what: str
    job: M4bJob
    expected: float
    fresh: ClassVar[bool] = False

    def run(self) -> Iterator[float]:
        yield make_m4b(self.job)

    def patience(self, replies: int) -> float:
        return _PATIENCE + self.expected
