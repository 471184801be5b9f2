"""What would be broken: two runs tearing one production, or a lock that outlives a killed run."""

import errno
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.disk.files import DiskError
from pipeline.disk.run_lock import LockedError, locked

_HOLD = """
import sys, time
from pathlib import Path
from pipeline.disk.files import DiskError
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


def test_workers_do_not_keep_the_lock_of_a_run_that_is_gone(tmp_path: Path) -> None:
    """A process that a run started may live on for a moment when that is killed."""
    path = tmp_path / "lock"
    with locked(path, "book"):
        worker = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"], close_fds=False)
    with locked(path, "book"):
        pass
    worker.kill()
    worker.wait()


@pytest.mark.skipif(sys.platform == "win32", reason="other links")
def test_a_lock_that_leads_elsewhere_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "lock").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(DiskError, match="lock can't be used"), locked(tmp_path / "lock", "book"):
        pass
    assert not (tmp_path / "elsewhere").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="another way to lock")
def test_where_the_disk_has_no_locks_the_run_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As some network file systems: nothing else stands in for a lock, which might outlive a killed run."""

    def none(*_: object) -> None:
        raise OSError(errno.ENOSYS, "Function not implemented")

    monkeypatch.setattr("fcntl.flock", none)
    with pytest.raises(DiskError, match="lock can't be used: Function not implemented"), locked(tmp_path / "lock", "b"):
        pass
