"""How long making takes: what is expected of each engine before a run, corrected by what the run itself measures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from voices.engines import registry
from voices.engines.speech_engine import Utterance

MIXING = "mixing"
BOOK = "the book's file"
"""What takes time besides the engines, which go by their names."""

_MIXING_SPEED = 125.0
_BOOK_SPEED = 80.0
"""Seconds of audio per second of one processor: measured with 192 kbit/s MP3, and AAC."""
_TRUST = 0.1
_MOST_TRUST = 10.0
"""What was expected counts as much as so large a share of the work, and as so many seconds of it, that was measured."""
_WAITING = (0.8, 2.5)
"""How much longer a run may be seen to take than its workers are at work."""


@dataclass(frozen=True, slots=True)
class Work:
    """Something was done."""

    what: str
    """An engine's name, `MIXING` or `BOOK`."""
    expected: float
    """Seconds of one processor."""
    took: float
    """Seconds of a worker's time."""


def spoken_seconds(engine: str, utterance: Utterance) -> float:
    """About how long an utterance is, in seconds of sound."""
    pace = registry.traits(engine).pace
    letters = sum(map(str.isalnum, utterance.text))
    return (pace.line + pace.letter * letters) / utterance.rate


def speaking_work(engine: str, utterance: Utterance) -> float:
    """Seconds of one processor that it takes to speak an utterance."""
    return spoken_seconds(engine, utterance) / registry.traits(engine).pace.speed


def mixing_work(seconds: float) -> float:
    """Seconds of one processor that it takes to mix, master and encode so many of sound."""
    return seconds / _MIXING_SPEED


def book_work(seconds: float) -> float:
    """The same for the file of a whole book."""
    return seconds / _BOOK_SPEED


def wall_seconds(work: Mapping[str, float], workers: int) -> float:
    """How long work (what → seconds of one processor) takes: each worker loads each engine first, the book's file is
    made last and alone."""
    shared = sum(seconds for what, seconds in work.items() if what != BOOK)
    loading = sum(registry.traits(what).pace.start for what in work if what in registry.names())
    return loading + shared / workers + work.get(BOOK, 0.0)


class TimeLeft:
    """Of a run: its work (what → seconds of one processor) less what was done, each at the pace it really had."""

    def __init__(self, work: Mapping[str, float], workers: int) -> None:
        self._work = work
        self._workers = workers
        self._done: dict[str, float] = defaultdict(float)
        self._took: dict[str, float] = defaultdict(float)

    def add(self, done: Work) -> None:
        """Takes in what was done."""
        self._done[done.what] += done.expected
        self._took[done.what] += done.took

    def seconds(self, elapsed: float) -> float:
        """Of wall time, after `elapsed` seconds of it."""
        left = {what: max(total - self._done[what], 0.0) * self._slower(what) for what, total in self._work.items()}
        wall = sum(seconds if what == BOOK else seconds / self._workers for what, seconds in left.items())
        # Workers also start, wait for each other, and share the machine with this process.
        busy = sum(self._took.values()) / self._workers
        trust = min(_TRUST * sum(self._work.values()), _MOST_TRUST)
        waiting = (elapsed + trust) / (busy + trust) if busy else 1.0
        return wall * min(max(waiting, _WAITING[0]), _WAITING[1])

    @property
    def share(self) -> float:
        """How much of the work is done, 0 to 1."""
        total = sum(seconds * self._slower(what) for what, seconds in self._work.items())
        done = sum(min(self._done[what], seconds) * self._slower(what) for what, seconds in self._work.items())
        return done / total if total else 1.0

    def _slower(self, what: str) -> float:
        trust = min(_TRUST * self._work.get(what, 0.0), _MOST_TRUST)
        return (self._took[what] + trust) / (self._done[what] + trust) if trust else 1.0
