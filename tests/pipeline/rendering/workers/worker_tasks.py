"""Tasks for worker processes to run in the tests of `pipeline.rendering.workers.worker_pool`."""

import os
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from script.support.errors import MakeAudioError


@dataclass(frozen=True)
class Count:
    """Counts, and says in which process."""

    to: int
    fresh: bool = False

    def run(self) -> Iterator[tuple[int, int]]:
        print("a library's chatter")
        for i in range(self.to):
            yield i, os.getpid()

    def patience(self, replies: int) -> float:
        return 30


@dataclass(frozen=True)
class Crash:
    """Dies at its second step."""

    fresh: bool = False

    def run(self) -> Iterator[int]:
        yield 1
        print("last words", file=sys.stderr, flush=True)
        os.abort()

    def patience(self, replies: int) -> float:
        return 30


@dataclass(frozen=True)
class Hang:
    """Never comes back from its second step."""

    fresh: bool = False

    def run(self) -> Iterator[int]:
        yield 1
        time.sleep(600)

    def patience(self, replies: int) -> float:
        return 30 if replies == 0 else 0.2


@dataclass(frozen=True)
class Refuse:
    """Raises an error for a person to read."""

    fresh: bool = False

    def run(self) -> Iterator[int]:
        raise MakeAudioError("the voice is hoarse")
        yield 0

    def patience(self, replies: int) -> float:
        return 30


@dataclass(frozen=True)
class Pulse:
    """Writes a sign of life, again and again."""

    path: Path
    fresh: bool = False

    def run(self) -> Iterator[int]:
        self.path.write_text("0")
        yield os.getpid()
        while True:
            self.path.write_text(str(time.time()))
            time.sleep(0.02)

    def patience(self, replies: int) -> float:
        return 600


class OddError(Exception):
    """Can't be read back from a pickle."""

    def __init__(self, what: str, who: str) -> None:
        super().__init__(f"{what} is {who}")


@dataclass(frozen=True)
class RefuseOddly:
    """Raises an error that another process can't be told of as it is."""

    fresh: bool = False

    def run(self) -> Iterator[int]:
        raise OddError("the voice", "hoarse")
        yield 0

    def patience(self, replies: int) -> float:
        return 30


@dataclass(frozen=True)
class Doze:
    """Takes so many seconds for each step."""

    seconds: tuple[float, ...]
    patient: float = 30
    fresh: bool = False

    def run(self) -> Iterator[int]:
        for step, seconds in enumerate(self.seconds):
            time.sleep(seconds)
            yield step

    def patience(self, replies: int) -> float:
        return self.patient
