"""Kills at chosen operations of every stage: whatever was being written, the next run ends as an undisturbed one.

A `sitecustomize` on PYTHONPATH counts the file operations of all processes of a run and sends SIGKILL at a chosen one
(see kill_site). Each stage is hit at operations spread over all it does, at once and a moment later (so that the blow
falls into the writing), on the whole process group and on the first process alone.
"""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections import Counter
from pathlib import Path

import pytest

from pipeline.disk.files import LITTER
from tests.whole.command import COMMAND, TINY, audio_of, make_audio

pytestmark = pytest.mark.skipif(not hasattr(os, "killpg"), reason="needs process groups")

STAGES = ("script", "cast", "clip", "encode", "tag", "rename")
KILLS_A_STAGE = 6


def start(story: Path, folder: Path, log: Path, kill_at: str = "") -> subprocess.Popen[bytes]:
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join((str(Path(__file__).parent / "kill_site"), os.environ.get("PYTHONPATH", ""))),
        "KILL_LOG": str(log),
        "KILL_ROOT": str(folder),
        "KILL_AT": kill_at,
    }
    return subprocess.Popen(
        [COMMAND, story, "-o", folder, "-f", "mp3,m4b", "-j", "2"],
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def wait_for_the_group(leader: int, seconds: float = 20) -> None:
    """Until no process of the group is left: what outlives its parent must end by itself."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            os.killpg(leader, 0)
        except ProcessLookupError:
            return
        time.sleep(0.02)
    os.killpg(leader, signal.SIGKILL)
    pytest.fail("processes of a killed run were still there after 20 seconds")


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, bytes], Counter[str]]:
    """(story, what audio/ holds after a run that nobody disturbed, how many operations each stage has)."""
    folder = tmp_path_factory.mktemp("undisturbed")
    story = folder / "door.txt"
    story.write_text(TINY, encoding="utf-8")
    log = folder / "log"
    assert start(story, folder / "door", log).wait(120) == 0
    stages = Counter(line.partition(":")[0] for line in log.read_text(encoding="utf-8").splitlines())
    return story, audio_of(folder / "door"), stages


@pytest.mark.parametrize("kill", range(KILLS_A_STAGE))
@pytest.mark.parametrize("stage", STAGES)
def test_a_killed_run_is_finished_by_the_next(
    stage: str, kill: int, undisturbed: tuple[Path, dict[str, bytes], Counter[str]], tmp_path: Path
) -> None:
    story, whole, stages = undisturbed
    assert stages[stage] > 0, f"a run has no operation of the stage {stage}: {stages}"
    operation = 1 + kill * (stages[stage] - 1) // (KILLS_A_STAGE - 1)
    delay = (0, 0.004, 0.015)[kill % 3]
    whom = ("group", "main")[kill % 2]
    log = tmp_path / "log"
    folder = tmp_path / "door"

    run = start(story, folder, log, f"{stage} {operation} {delay} {whom}")
    ended = run.wait(120)
    wait_for_the_group(run.pid)
    # A blow that comes late may find the run over; one that comes at once can't.
    assert ended == -signal.SIGKILL or delay, f"the run was not killed: {ended}"

    make_audio(story, "-o", folder, "-f", "mp3,m4b", "-j", "2", "-q")
    assert audio_of(folder) == whole
    assert not [path.name for path in folder.rglob("*") if path.name.endswith(LITTER)]
