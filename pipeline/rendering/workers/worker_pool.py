"""Worker processes: one task each at a time; one that dies or hangs is replaced and its task handed back."""

from __future__ import annotations

import contextlib
import os
import queue
import subprocess
import sys
import tempfile
import threading
import time
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

from pipeline.rendering.workers.worker_process import Done, Failed, Reply, Task, receive, send

_START = 120.0
"""Seconds that a process may take to start before its first task counts."""
_TICK = 0.5
_BOOT = "import sys; sys.path[:] = sys.argv[1:]; from pipeline.rendering.workers.worker_process import serve; serve()"


class WorkerLostError(Exception):
    """A worker died or hung in the middle of a task; the message says how, with its last words."""


@dataclass(frozen=True, slots=True)
class WorkerEvent:
    """Something about a task: `Reply`, `Done` or `Failed`. A lost worker is a `Failed` with `WorkerLostError`."""

    task: Task
    what: Reply | Done | Failed


def default_jobs() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0)) or 1
    return os.cpu_count() or 1


class Workers:
    """Up to `count` processes, started when there is work for them.

    Use it in a `with`: on the way out all of them are ended, whatever they are doing, so that an interrupted run is
    over at once. Tasks are taken in the order given; events come in the order they happen.
    """

    def __init__(self, count: int) -> None:
        self.count = count
        self._tasks: queue.SimpleQueue[Task | None] = queue.SimpleQueue()
        self._events: queue.SimpleQueue[WorkerEvent] = queue.SimpleQueue()
        self._open = 0
        self._unawaited: list[Task] = []
        """Those of the open tasks whose end nobody waits for."""
        self._seats: list[_Seat] = []

    def __enter__(self) -> Workers:
        return self

    def __exit__(self, *_: object) -> None:
        for seat in self._seats:
            seat.closed = True
            self._tasks.put(None)
        for seat in self._seats:
            seat.end()
        for seat in self._seats:
            seat.thread.join()
            seat.end()

    @property
    def unfinished(self) -> int:
        """Tasks given and neither done nor failed yet."""
        return self._open

    def submit(self, task: Task, *, awaited: bool = True) -> None:
        """Queues a task. One that is not `awaited` may be ended on the way out before it is done."""
        self._open += 1
        if not awaited:
            self._unawaited.append(task)
        if self._open > len(self._seats) < self.count:
            self._seats.append(_Seat(self._tasks, self._events))
        self._tasks.put(task)

    def events(self) -> Iterator[WorkerEvent]:
        """What happens, until every awaited task is done or failed; more may be given meanwhile."""
        while self._open > len(self._unawaited):
            try:
                event = self._events.get(timeout=_TICK)
            except queue.Empty:
                for seat in self._seats:
                    seat.end_if_hung()
                continue
            if not isinstance(event.what, Reply):
                self._open -= 1
                if event.task in self._unawaited:
                    self._unawaited.remove(event.task)
            yield event


def work_off(workers: Workers, urgent: deque[Task], rest: deque[Task]) -> Iterator[WorkerEvent]:
    """What happens until nothing is left in either; what comes of it may be added to both. Each worker has a task in
    store, not more: what is urgent goes before what is begun."""

    def feed() -> None:
        while workers.unfinished < 2 * workers.count and (urgent or rest):
            workers.submit((urgent or rest).popleft())

    feed()
    for event in workers.events():
        yield event
        feed()


class _Seat:
    """A thread that keeps one process at work, and replaces it when it is lost."""

    def __init__(self, tasks: queue.SimpleQueue[Task | None], events: queue.SimpleQueue[WorkerEvent]) -> None:
        self._tasks = tasks
        self._events = events
        self._process: subprocess.Popen[bytes] | None = None
        self._words: IO[bytes] | None = None
        self._deadline = float("inf")
        self._hung = False
        self.closed = False
        self.thread = threading.Thread(target=self._work, daemon=True)
        self.thread.start()

    def end(self) -> None:
        """Ends the process. What it started to encode its sound ends with its input."""
        if self._process is not None:
            self._process.kill()

    def end_if_hung(self) -> None:
        """Ends the process if its task has gone on too long; the task then fails."""
        if time.monotonic() > self._deadline:
            self._hung = True
            self.end()

    def _work(self) -> None:
        while (task := self._tasks.get()) is not None and not self.closed:
            try:
                if task.fresh:
                    self._let_go()
                new = self._process is None
                if new:
                    self._start()
                if self.closed:
                    break
                self._do(task, _START if new else 0.0)
            except (OSError, EOFError) as error:
                self._events.put(WorkerEvent(task, Failed(self._lost(error))))
            except Exception as error:
                self._events.put(WorkerEvent(task, Failed(error)))
        self._let_go()

    def _start(self) -> None:
        self._words = tempfile.TemporaryFile()  # noqa: SIM115  closed with the process
        threads = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
        self._process = subprocess.Popen(
            # -P: a file of the folder we run in must not pass for a module.
            [sys.executable, "-P", "-c", _BOOT, *sys.path],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._words,
            env=os.environ | threads,
        )

    def _do(self, task: Task, extra: float) -> None:
        process = self._process
        assert process is not None
        assert process.stdin is not None
        assert process.stdout is not None
        replies = 0
        self._hung = False
        self._deadline = time.monotonic() + task.patience(0) + extra
        try:
            # mypy: Popen's pipes are IO[bytes], which is what BinaryIO is.
            send(process.stdin, task)  # type: ignore[arg-type]
            while True:
                message = receive(process.stdout)  # type: ignore[arg-type]
                if isinstance(message, Reply):
                    replies += 1
                    self._deadline = time.monotonic() + task.patience(replies)
                else:
                    self._deadline = float("inf")
                self._events.put(WorkerEvent(task, message))
                if not isinstance(message, Reply):
                    return
        finally:
            self._deadline = float("inf")

    def _lost(self, error: Exception) -> WorkerLostError:
        self.end()
        code = self._process.wait() if self._process is not None else None
        words = ""
        if self._words is not None:
            self._words.seek(0)
            words = self._words.read().decode("utf-8", "replace").strip()[-4000:]
        how = "took too long" if self._hung else f"ended unexpectedly ({code if code is not None else error})"
        self._let_go()
        lost = WorkerLostError(f"the process {how}" + (f": {words.splitlines()[-1]}" if words else ""))
        lost.add_note(words)
        return lost

    def _let_go(self) -> None:
        self.end()
        if self._process is not None:
            for stream in (self._process.stdin, self._process.stdout):
                if stream is not None:
                    with contextlib.suppress(OSError):
                        stream.close()
            self._process.wait()
        if self._words is not None:
            self._words.close()
        self._process = self._words = None
