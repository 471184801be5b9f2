"""What would be broken: a run that stops because one line crashed its engine, hangs, or leaves processes behind."""

import importlib
import subprocess
import sys
import time
from collections import deque
from pathlib import Path
from typing import Any

import pytest

from pipeline.rendering.workers.worker_pool import WorkerEvent, WorkerLostError, Workers, default_jobs, work_off
from pipeline.rendering.workers.worker_process import Done, Failed, Reply
from script.support.errors import MakeAudioError
from tests.places import TESTS


@pytest.fixture
def tasks(monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.syspath_prepend(str(TESTS / "pipeline"))
    return importlib.import_module("worker_tasks")


def _errors(events: list[WorkerEvent]) -> list[Exception]:
    return [event.what.error for event in events if isinstance(event.what, Failed)]


def test_replies_come_in_order_and_every_task_ends_once(tasks: Any) -> None:
    with Workers(2) as workers:
        for _ in range(4):
            workers.submit(tasks.Count(3))
        events = list(workers.events())
    replies = [event.what.value for event in events if isinstance(event.what, Reply)]
    assert sorted(i for i, _ in replies) == sorted([0, 1, 2] * 4)
    assert len({process for _, process in replies}) <= 2
    assert sum(isinstance(event.what, Done) for event in events) == 4


def test_a_task_that_wants_a_fresh_process_gets_one(tasks: Any) -> None:
    with Workers(1) as workers:
        for fresh in (False, False, True, False):
            workers.submit(tasks.Count(1, fresh))
        first, second, third, fourth = (e.what.value[1] for e in workers.events() if isinstance(e.what, Reply))
    assert first == second != third == fourth


def test_no_more_processes_than_there_is_work(tasks: Any) -> None:
    with Workers(8) as workers:
        workers.submit(tasks.Count(1))
        assert len([event for event in workers.events() if isinstance(event.what, Reply)]) == 1
        assert len(workers._seats) == 1


def test_a_crash_is_told_with_its_last_words_and_the_next_task_goes_on(tasks: Any) -> None:
    with Workers(1) as workers:
        workers.submit(tasks.Crash())
        workers.submit(tasks.Count(1))
        events = list(workers.events())
    (error,) = _errors(events)
    assert isinstance(error, WorkerLostError)
    assert "last words" in str(error)
    assert isinstance(events[-1].what, Done)


def test_a_hang_is_ended_and_the_next_task_goes_on(tasks: Any) -> None:
    with Workers(1) as workers:
        workers.submit(tasks.Hang())
        workers.submit(tasks.Count(1))
        events = list(workers.events())
    (error,) = _errors(events)
    assert isinstance(error, WorkerLostError)
    assert "too long" in str(error)
    assert isinstance(events[-1].what, Done)


def test_an_error_for_people_arrives_as_it_was_raised(tasks: Any) -> None:
    with Workers(1) as workers:
        workers.submit(tasks.Refuse())
        (error,) = _errors(list(workers.events()))
    assert isinstance(error, MakeAudioError)
    assert str(error) == "the voice is hoarse"
    assert any("worker_tasks.py" in note for note in error.__notes__)


def test_nobody_waits_for_what_was_only_to_save_time(tasks: Any, tmp_path: Path) -> None:
    with Workers(2) as workers:
        workers.submit(tasks.Pulse(tmp_path / "pulse"), awaited=False)
        assert list(work_off(workers, deque(), deque())) == []
        counted = list(work_off(workers, deque(), deque([tasks.Count(1), tasks.Count(1)])))
        assert sum(isinstance(event.what, Done) for event in counted) == 2
        workers.submit(tasks.Count(1), awaited=False)
        workers.submit(tasks.Count(2))
        assert sum(event.task == tasks.Count(2) for event in workers.events()) == 3


def test_leaving_ends_whatever_is_going_on_at_once(tasks: Any, tmp_path: Path) -> None:
    pulse = tmp_path / "pulse"
    with Workers(1) as workers:
        workers.submit(tasks.Pulse(pulse))
        workers.submit(tasks.Count(1))
        next(workers.events())
        began = time.monotonic()
    assert time.monotonic() - began < 5
    before = pulse.read_text() if pulse.exists() else ""
    time.sleep(0.2)
    assert (pulse.read_text() if pulse.exists() else "") == before


def test_workers_end_with_a_killed_parent(tmp_path: Path) -> None:
    pulse = tmp_path / "pulse"
    code = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "from pathlib import Path; from worker_tasks import Pulse\n"
        "from pipeline.rendering.workers.worker_pool import Workers\n"
        "with Workers(1) as workers:\n"
        "    workers.submit(Pulse(Path(sys.argv[2])))\n"
        "    for event in workers.events(): print('going', flush=True)\n"
    )
    arguments = [sys.executable, "-c", code, str(TESTS / "pipeline"), str(pulse)]
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        assert parent.stdout.readline() == "going\n"
        parent.kill()
    for _ in range(20):
        before = pulse.read_text()
        time.sleep(0.5)
        if pulse.read_text() == before:
            return
    pytest.fail("a worker lives on without its parent")


def test_at_least_one_job() -> None:
    assert default_jobs() >= 1
