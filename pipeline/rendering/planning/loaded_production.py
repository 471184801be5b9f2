"""A production as it is to be rendered: what it says, and what of it is finished."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.disk.files import sha256
from pipeline.production.book_file import Book
from pipeline.production.clip_cache import ClipCache
from pipeline.production.opened_production import Opened
from pipeline.production.production import Production
from pipeline.production.production_record import Output
from pipeline.production.script_files import Edited
from pipeline.rendering.planning.plan import PlannedBook, plan_book, still_there
from pipeline.sound.ffmpeg import FFmpeg, find_ffmpeg

if TYPE_CHECKING:
    from voices.cast.cast import Cast


@dataclass(frozen=True, slots=True)
class Loaded:
    """A production as it is to be rendered, or some chapters of it."""

    opened: Opened
    edited: Edited
    cast: Cast
    planned: PlannedBook
    ffmpeg: FFmpeg
    damaged: frozenset[Output] = frozenset()
    """Masters that can't be used: their chapters are mixed again."""

    @property
    def outputs(self) -> tuple[Output, ...]:
        """The files that it remembers to have made."""
        return self.opened.outputs

    @property
    def production(self) -> Production:
        return self.opened.production

    @property
    def book(self) -> Book:
        return self.opened.book

    @property
    def clips(self) -> ClipCache:
        return ClipCache(self.production.clips_folder)


def load(opened: Opened, *, only: Collection[int] | None = None) -> Loaded:
    """Plans every chapter of a production; with `only`, these.

    Raises `EditError`, `DiskError`, `EngineError`, `FFmpegError`.
    """
    edited = opened.edited if only is None else opened.edited_only(only)
    cast = opened.cast if only is None else opened.cast_for(edited.chapters)
    ffmpeg = find_ffmpeg()
    there = [output for output in opened.outputs if still_there(opened.production, output)]
    planned = plan_book(opened, edited, cast, there, ffmpeg.version)
    damaged = frozenset(_damaged_masters(opened, planned) if only is None else ())
    if damaged:
        planned = plan_book(opened, edited, cast, [output for output in there if output not in damaged], ffmpeg.version)
    return Loaded(opened, edited, cast, planned, ffmpeg, damaged)


def _damaged_masters(opened: Opened, planned: PlannedBook) -> Iterator[Output]:
    """The lossless masters that a book is about to be put together of, and that are not as they were made. Their time
    and size say what nobody touched; here it is the sound that counts."""
    for chapter in planned.chapters:
        master = chapter.master if planned.m4b_to_make else None
        if master is not None and sha256(opened.production.folder / master.file) != master.sha256:
            yield master
