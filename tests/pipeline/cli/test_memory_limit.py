"""What would be broken: under a limit of memory a run hangs or dies without a word, or one with room is refused."""

from __future__ import annotations

import subprocess
import sys

import pytest

from pipeline.cli.memory_limit import check_memory
from tests.places import REPOSITORY

_CODE = """
import resource, sys
resource.setrlimit(resource.RLIMIT_AS, (int(sys.argv[1]) << 20,) * 2)
from pipeline.cli.memory_limit import check_memory
try:
    check_memory()
    print("room enough")
except MemoryError:
    print("too little")
"""


def test_without_a_limit_there_is_room() -> None:
    check_memory()


@pytest.mark.skipif(sys.platform == "win32", reason="limits of memory are POSIX's")
@pytest.mark.parametrize(("megabytes", "says"), [(300, "too little"), (1500, "room enough")])
def test_a_limit_that_no_story_fits_in_is_told_before_anything_begins(megabytes: int, says: str) -> None:
    command = [sys.executable, "-c", _CODE, str(megabytes)]
    ran = subprocess.run(command, capture_output=True, text=True, check=True, cwd=REPOSITORY)
    assert ran.stdout.strip() == says
