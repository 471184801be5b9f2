"""What a run says while it goes: a bar on a terminal, one plain line a chapter elsewhere. All of it on stderr."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import TYPE_CHECKING, Literal, Self

from pipeline.cli.display.formatting import count, duration, place
from pipeline.cli.display.screen import console, drawn
from pipeline.cli.exit_codes import printable
from pipeline.rendering.planning.estimates import TimeLeft

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

    from pipeline.rendering.events import Event
    from pipeline.rendering.planning.plan import Plan

_TOLD_EVERY = 30.0
"""Seconds between two words on something slow, where there is no terminal."""


class RunProgress:
    """Shows the events of one render, whose files are one a chapter, or one a voice. `quiet` says nothing but what is
    damaged.

    Use as a context manager; `say` prints a sentence, `warn` a warning, `on_event` is the render's listener.
    """

    def __init__(self, unit: Literal["chapter", "voice"] = "chapter", *, quiet: bool = False) -> None:
        self._unit = unit
        self._quiet = quiet
        self._bar: Progress | None = None
        self._task: TaskID | None = None
        self._plan: Plan | None = None
        self._left = TimeLeft({}, 1)
        self._began = self._told = time.monotonic()
        self._spoken = self._mixed = 0.0
        self._lines = self._chapters = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar:
            self._bar.stop()
            self._bar = None

    def say(self, text: str) -> None:
        """Print one sentence, above the bar if there is one."""
        if not self._quiet:
            self._print(text)

    def warn(self, text: str) -> None:
        """Print one sentence on what is damaged, also in a quiet run."""
        self._print(f"Warning: {text}")

    def _print(self, text: str) -> None:
        if self._bar:
            self._bar.console.print(printable(text), soft_wrap=True)
        else:
            print(printable(text), file=sys.stderr, flush=True)

    def on_heard(self, done: int, total: int) -> None:
        """Show about how many doubtful lines a model was asked: on one line of a terminal, elsewhere now and then."""
        if self._quiet:
            return
        if sys.stderr.isatty():
            print(
                f"\rAsked about {done:,} of {total:,}" + ("\n" if done == total else ""),
                end="",
                file=drawn(sys.stderr),
                flush=True,
            )
        elif done == total or time.monotonic() - self._told >= _TOLD_EVERY:
            self._told = time.monotonic()
            self.say(f"Asked about {done:,} of {total:,}.")

    def on_event(self, event: Event) -> None:
        """Show what a render reports."""
        from pipeline.rendering import events

        match event:
            case events.Planned(plan):
                self._start(plan)
            case events.VoiceMeasured(work):
                self._left.add(work)
            case events.PhraseSpoken(_, lines, seconds, work):
                self._left.add(work)
                self._lines += lines
                self._spoken += seconds
            case events.ChapterDone(number, title, file, seconds, work):
                self._left.add(work)
                self._chapters += 1
                self._mixed += seconds
                self._chapter_done(file.stem if file.suffix == ".mp3" else title or f"Chapter {number}", seconds)
            case events.Mended(what):
                self.warn(what)
            case events.BookDone(file, seconds, work):
                self._left.add(work)
                self.say(f"{place(file)}: {duration(seconds)}")
        self._show()

    def _start(self, plan: Plan) -> None:
        self._plan = plan
        self._began = time.monotonic()
        self._left = TimeLeft(plan.work, plan.workers)
        busy = plan.lines_to_speak or plan.chapters_to_mix or plan.book_files_to_make
        text = plan.text if self._unit == "chapter" else _audition_text(plan)
        self.say(f"{text}, in about {duration(plan.work_seconds)}." if busy else f"{text}.")
        if self._quiet or not busy or not sys.stderr.isatty():
            return
        from rich.progress import BarColumn, Progress, TextColumn

        columns = (
            TextColumn("{task.description}", markup=False),
            BarColumn(bar_width=None),
            TextColumn("{task.fields[rest]}"),
        )
        self._bar = Progress(*columns, console=console(sys.stderr), transient=True)
        self._task = self._bar.add_task("", total=1.0, rest="")
        self._bar.start()

    def _chapter_done(self, name: str, seconds: float) -> None:
        """`name`: as the finished file is called, or else its chapter."""
        if self._bar or not self._plan:
            return
        self.say(f"{self._chapters} of {len(self._plan.chapters_to_mix)} made: {name}, {duration(seconds)}")

    def _show(self) -> None:
        if not (self._bar and self._plan and self._task is not None):
            return
        plan = self._plan
        elapsed = time.monotonic() - self._began
        speed = max(self._spoken, self._mixed) / elapsed if elapsed > 0 else 0.0
        self._bar.update(
            self._task,
            completed=self._left.share,
            description=(
                f"{self._unit}s {self._chapters}/{len(plan.chapters_to_mix)}, "
                f"lines {self._lines:,}/{plan.lines_to_speak:,}"
            ),
            rest=f"{speed:.3g}× real time, {duration(self._left.seconds(elapsed))} left",
        )


def _audition_text(plan: Plan) -> str:
    voices, lines = count(plan.chapters, "voice"), count(plan.lines, "line")
    return f"{voices}, {lines}, about {duration(plan.seconds)}; {plan.lines_to_speak:,} of them will be synthesized"
