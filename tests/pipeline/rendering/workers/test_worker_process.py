"""What would be broken: an error that a person never sees, or worker processes left behind by a killed run."""

import io
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pipeline.rendering.workers.worker_pool import Workers
from pipeline.rendering.workers.worker_process import Failed, Reply, receive, send
from script.support.errors import MakeAudioError
from tests.pipeline.rendering.workers import worker_tasks as tasks
from tests.places import REPOSITORY


def test_a_message_comes_back_as_it_was_sent() -> None:
    messages = [Reply("said", 0.5), Reply(bytes(100_000)), Failed(MakeAudioError("the voice is hoarse"))]
    stream = io.BytesIO()
    for message in messages:
        send(stream, message)
    stream.seek(0)
    assert [receive(stream) for _ in messages[:2]] == messages[:2]
    assert str(receive(stream).error) == "the voice is hoarse"


def test_a_message_cut_short_anywhere_means_that_the_other_side_is_gone() -> None:
    stream = io.BytesIO()
    send(stream, Reply("said", 0.5))
    whole = stream.getvalue()
    for length in range(len(whole)):
        with pytest.raises(EOFError):
            receive(io.BytesIO(whole[:length]))


def test_an_error_for_people_arrives_as_it_was_raised() -> None:
    with Workers(1) as workers:
        workers.submit(tasks.Refuse())
        (error,) = [event.what.error for event in workers.events() if isinstance(event.what, Failed)]
    assert isinstance(error, MakeAudioError)
    assert str(error) == "the voice is hoarse"
    assert any("worker_tasks.py" in note for note in error.__notes__)


def test_an_error_that_can_not_be_sent_arrives_as_what_it_said() -> None:
    with Workers(1) as workers:
        workers.submit(tasks.RefuseOddly())
        (error,) = [event.what.error for event in workers.events() if isinstance(event.what, Failed)]
    assert isinstance(error, RuntimeError)
    assert str(error) == "OddError: the voice is hoarse"


def test_a_step_says_how_long_it_took_and_not_the_ones_before_it() -> None:
    with Workers(1) as workers:
        workers.submit(tasks.Doze((0.0, 0.6, 0.0)))
        took = [event.what.seconds for event in workers.events() if isinstance(event.what, Reply)]
    assert took[1] >= 0.6
    assert took[2] < 0.5


def test_workers_end_with_a_killed_parent(tmp_path: Path) -> None:
    pulse = tmp_path / "pulse"
    code = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "from pathlib import Path; from tests.pipeline.rendering.workers.worker_tasks import Pulse\n"
        "from pipeline.rendering.workers.worker_pool import Workers\n"
        "with Workers(1) as workers:\n"
        "    workers.submit(Pulse(Path(sys.argv[2])))\n"
        "    for event in workers.events(): print('going', flush=True)\n"
    )
    arguments = [sys.executable, "-c", code, str(REPOSITORY), str(pulse)]
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
