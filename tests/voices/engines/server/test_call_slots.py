"""What would be broken: a server gets more calls at once than it was to get, or the limit holds everybody up."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from pathlib import Path

from voices.engines.server.call_slots import slot

_HOLDER = """
import sys, time
from pathlib import Path
from voices.engines.server.call_slots import slot
with slot("server", 2, Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


def test_no_more_than_so_many_are_at_it_at_once(tmp_path: Path) -> None:
    inside: list[int] = []
    most: list[int] = []

    def work() -> None:
        with slot("server", 2, tmp_path):
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


def test_other_processes_count_and_one_that_is_killed_does_no_more(tmp_path: Path) -> None:
    command = [sys.executable, "-c", _HOLDER, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        entered = threading.Event()

        def enter() -> None:
            with slot("server", 2, tmp_path):
                entered.set()

        with slot("server", 2, tmp_path), slot("another", 2, tmp_path):
            thread = threading.Thread(target=enter)
            thread.start()
            assert not entered.wait(0.3)
            other.kill()
            assert entered.wait(10)
            thread.join()


def test_where_no_place_can_be_made_nothing_is_limited(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.touch()
    with slot("server", 1, file), slot("server", 1, file):
        pass
