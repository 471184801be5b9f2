"""What would be broken: a run that stops because one line crashed its engine, hangs, or leaves processes behind."""

import time
from collections import deque
from pathlib import Path

from pipeline.rendering.workers.worker_pool import WorkerEvent, WorkerLostError, Workers, default_jobs, work_off
from pipeline.rendering.workers.worker_process import Done, Failed, Reply
from tests.pipeline.rendering.workers import worker_tasks as tasks


def _errors(events: list[WorkerEvent]) -> list[Exception]:
    return [event.what.error for event in events if isinstance(event.what, Failed)]


def test_replies_come_in_order_and_every_task_ends_once() -> None:
    with Workers(2) as workers:
        for _ in range(4):
            workers.submit(tasks.Count(3))
        events = list(workers.events())
    replies = [event.what.value for event in events if isinstance(event.what, Reply)]
    assert sorted(i for i, _ in replies) == sorted([0, 1, 2] * 4)
    assert len({process for _, process in replies}) <= 2
    assert sum(isinstance(event.what, Done) for event in events) == 4


def test_a_task_that_wants_a_fresh_process_gets_one() -> None:
    with Workers(1) as workers:
        for fresh in (False, False, True, False):
            workers.submit(tasks.Count(1, fresh))
        first, second, third, fourth = (e.what.value[1] for e in workers.events() if isinstance(e.what, Reply))
    assert first == second != third == fourth


def test_no_more_processes_than_there_is_work() -> None:
    with Workers(8) as workers:
        workers.submit(tasks.Count(1))
        assert len([event for event in workers.events() if isinstance(event.what, Reply)]) == 1
        assert len(workers._seats) == 1


def test_a_crash_is_told_with_its_last_words_and_the_next_task_goes_on() -> None:
    with Workers(1) as workers:
        workers.submit(tasks.Crash())
        workers.submit(tasks.Count(1))
        events = list(workers.events())
    (error,) = _errors(events)
    assert isinstance(error, WorkerLostError)
    assert "last words" in str(error)
    assert isinstance(events[-1].what, Done)


def test_a_hang_is_ended_and_the_next_task_goes_on() -> None:
    with Workers(1) as workers:
        workers.submit(tasks.Hang())
        workers.submit(tasks.Count(1))
        events = list(workers.events())
    (error,) = _errors(events)
    assert isinstance(error, WorkerLostError)
    assert "too long" in str(error)
    assert isinstance(events[-1].what, Done)


def test_nobody_waits_for_what_was_only_to_save_time(tmp_path: Path) -> None:
    with Workers(2) as workers:
        workers.submit(tasks.Pulse(tmp_path / "pulse"), awaited=False)
        assert list(work_off(workers, deque(), deque())) == []
        counted = list(work_off(workers, deque(), deque([tasks.Count(1), tasks.Count(1)])))
        assert sum(isinstance(event.what, Done) for event in counted) == 2
        workers.submit(tasks.Count(1), awaited=False)
        workers.submit(tasks.Count(2))
        assert sum(event.task == tasks.Count(2) for event in workers.events()) == 3


def test_leaving_ends_whatever_is_going_on_at_once(tmp_path: Path) -> None:
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


def test_at_least_one_job() -> None:
    assert default_jobs() >= 1


def test_a_process_may_take_its_time_to_start_and_its_next_task_may_not() -> None:
    with Workers(1) as workers:
        workers.submit(tasks.Doze((1.2,), patient=0.01))
        workers.submit(tasks.Doze((2.5,), patient=0.01))
        events = list(workers.events())
    assert [type(event.what) for event in events] == [Reply, Done, Failed]


def test_each_worker_has_one_task_in_store_and_what_is_urgent_comes_before_the_rest() -> None:
    urgent, rest = deque[tasks.Count](), deque(tasks.Count(number) for number in (2, 3, 4, 5))
    with Workers(1) as workers:
        going_on = work_off(workers, urgent, rest)  # type: ignore[arg-type]
        next(going_on)
        assert [task.to for task in rest] == [4, 5]
        urgent.append(tasks.Count(1))
        done = [event.task.to for event in going_on if isinstance(event.what, Done)]  # type: ignore[attr-defined]
    assert done == [2, 3, 1, 4, 5]
