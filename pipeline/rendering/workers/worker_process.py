"""The inside of a worker process: takes tasks from its standard input, sends what they give to its standard output.

A task is any picklable object with a `run` that yields replies. The process ends with its parent, however that ends.
"""

from __future__ import annotations

import os
import pickle
import queue
import signal
import sys
import threading
import time
import traceback
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO, Protocol

_LENGTH = 8


class Task(Protocol):
    """Work for another process. Its fields say all that it needs; its class's module is imported there."""

    @property
    def fresh(self) -> bool:
        """Whether it wants a process that did nothing before."""
        ...

    def run(self) -> Iterator[Any]:
        """Does the work in steps, a picklable reply after each. Raises what went wrong."""
        ...

    def patience(self, replies: int) -> float:
        """Seconds that the step after `replies` replies may take before it counts as hung."""
        ...


@dataclass(frozen=True, slots=True)
class Reply:
    """One step of a task is done; it took so many `seconds`."""

    value: Any
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Done:
    """A task is done."""


@dataclass(frozen=True, slots=True)
class Failed:
    """A task raised `error`."""

    error: Exception


def send(stream: BinaryIO, message: object) -> None:
    """Writes one message. Raises `OSError` when the other side is gone, pickle's errors for what can't be sent."""
    data = pickle.dumps(message)
    stream.write(len(data).to_bytes(_LENGTH, "big") + data)
    stream.flush()


def receive(stream: BinaryIO) -> Any:
    """Reads one message. Raises `EOFError` when the other side is gone."""
    header = stream.read(_LENGTH)
    length = int.from_bytes(header, "big")
    data = stream.read(length) if len(header) == _LENGTH else b""
    if len(header) < _LENGTH or len(data) < length:
        raise EOFError
    return pickle.loads(data)


def serve() -> None:
    """Runs tasks until the parent closes the line."""
    # The parent decides what Ctrl-C means.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # Libraries print: their words must not get between the replies.
    channel = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    tasks: queue.SimpleQueue[Task] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(tasks,), daemon=True).start()
    while True:
        task = tasks.get()
        try:
            began = time.monotonic()
            for value in task.run():
                send(channel, Reply(value, time.monotonic() - began))
                began = time.monotonic()
            send(channel, Done())
        except Exception as error:
            send(channel, Failed(_sendable(error)))


def _listen(tasks: queue.SimpleQueue[Task]) -> None:
    """Hands tasks on; ends the process at once when the parent is gone, also in the middle of a task."""
    try:
        while True:
            tasks.put(receive(sys.stdin.buffer))
    except EOFError:
        os._exit(0)
    except BaseException:
        traceback.print_exc()
        os._exit(70)


def _sendable(error: Exception) -> Exception:
    """`error` with its traceback as a note, or a plain stand-in if it can't be pickled and read back."""
    error.add_note("".join(traceback.format_exception(error)))
    try:
        pickle.loads(pickle.dumps(error))
    except Exception:
        return RuntimeError(f"{type(error).__name__}: {error}")
    return error
