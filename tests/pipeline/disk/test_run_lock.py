"""What would be broken: two runs tearing one production, or a lock that outlives a killed run."""

import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.disk.run_lock import LockedError, locked

_HOLD = """
import sys, time
from pathlib import Path
from pipeline.disk.run_lock import locked
with locked(Path(sys.argv[1]), "book"):
    print("held", flush=True)
    time.sleep(60)
"""


def test_a_second_holder_is_told_and_the_first_goes_on(tmp_path: Path) -> None:
    path = tmp_path / ".make-audio" / "lock"
    with locked(path, "the-lantern"), pytest.raises(LockedError, match="the-lantern"), locked(path, "the-lantern"):
        pass
    with locked(path, "the-lantern"):
        pass


def test_the_lock_vanishes_with_a_killed_process(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    with subprocess.Popen([sys.executable, "-c", _HOLD, str(path)], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        with pytest.raises(LockedError), locked(path, "book"):
            pass
        process.kill()
        process.wait()
    with locked(path, "book"):
        pass
