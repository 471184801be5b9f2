"""What would be broken: a server gets more calls at once than it was to get, or the limit holds everybody up."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import pytest

from voices.engines.server.call_slots import slot

_HOLDER = """
import time
from voices.engines.server.call_slots import slot
with slot("server", 2):
    print("held", flush=True)
    time.sleep(60)
"""


@pytest.fixture
def places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The system's temporary folder, for nobody else."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


@pytest.mark.usefixtures("places")
def test_no_more_than_so_many_are_at_it_at_once() -> None:
    inside: list[int] = []
    most: list[int] = []

    def work() -> None:
        with slot("server", 2):
            inside.append(1)
            most.append(len(inside))
            time.sleep(0.1)
            inside.pop()

    threads = [threading.Thread(target=work) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert max(most) == 2


def test_other_processes_count_and_one_that_is_killed_does_no_more(places: Path) -> None:
    command = [sys.executable, "-c", _HOLDER]
    environment = {**os.environ, "TMPDIR": str(places)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        entered = threading.Event()

        def enter() -> None:
            with slot("server", 2):
                entered.set()

        with slot("server", 2), slot("another", 2):
            thread = threading.Thread(target=enter)
            thread.start()
            assert not entered.wait(0.3)
            other.kill()
            assert entered.wait(10)
            thread.join()


def test_where_no_place_can_be_made_nothing_is_limited(places: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = places / "file"
    file.touch()
    monkeypatch.setattr(tempfile, "tempdir", str(file))
    with slot("server", 1), slot("server", 1):
        pass
