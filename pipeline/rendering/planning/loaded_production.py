"""A production as it is to be rendered: what it says, and what of it is finished."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

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
    return Loaded(opened, edited, cast, planned, ffmpeg)
