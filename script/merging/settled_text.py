"""The text that person and story have settled on: what of each side is in it, and where."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field

from script.merging.merge_sides import SideRun
from script.script_file.script_sheet import Label, Mark


class Places:
    """From a side's characters to the result's."""

    def __init__(self) -> None:
        self._starts: list[int] = []
        self._entries: list[tuple[int, bool]] = []

    def add(self, side: range, at: int, *, kept: bool) -> None:
        """`side`'s characters are the result's from `at` on; not kept: they would stand there."""
        if side:
            self._starts.append(side.start)
            self._entries.append((at, kept))

    def of(self, index: int) -> tuple[int, bool]:
        """(a character's place in the result, whether it is there)."""
        entry = bisect_right(self._starts, index) - 1
        at, kept = self._entries[entry]
        return (at + index - self._starts[entry] if kept else at), kept


@dataclass(slots=True)
class SettledText:
    """The text that person and story have settled on, so far.

    It is runs of the sides' characters, and where those of the person and of the story are, or would be, in it.
    """

    runs: list[SideRun] = field(default_factory=list)
    size: int = 0
    mine_places: Places = field(default_factory=Places)
    new_places: Places = field(default_factory=Places)
    relabelled: dict[int, Label] = field(default_factory=dict)
    """What a person said about lines that the story has elsewhere now, by their numbers there."""
    notes: list[Mark] = field(default_factory=list)
    """About what could not be merged."""

    def add(self, run: SideRun) -> None:
        """Has the characters of a run read next."""
        if not run.size:
            return
        if run.mine >= 0:
            self.mine_places.add(range(run.mine, run.mine + run.size), self.size, kept=True)
        if run.new >= 0:
            self.new_places.add(range(run.new, run.new + run.size), self.size, kept=True)
        self.runs.append(run)
        self.size += run.size

    def leave_out(self, *, mine: range = range(0), new: range = range(0)) -> None:
        """Tells of characters that they would stand here, and are not read."""
        self.mine_places.add(mine, self.size, kept=False)
        self.new_places.add(new, self.size, kept=False)
