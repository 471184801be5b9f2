"""What would be broken: a book that isn't made because nobody can be told of it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.whole.command import COMMAND, ends_plainly

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a shell and its limits")

STORY = "# The \x9b2J Door\n\n“Who is there?” asked Anna.\n"


@pytest.fixture
def story(tmp_path: Path) -> Path:
    path = tmp_path / "door.md"
    path.write_text(STORY, encoding="utf-8")
    return path


def shell(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        f"set -o pipefail; {command.replace('make-audio', str(COMMAND))}",
        shell=True,
        executable="/bin/bash",
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
    )


@pytest.mark.parametrize(
    "command",
    [
        "make-audio door.md >&-",
        "make-audio door.md <&- >&- 2>&-",
        "make-audio door.md 2>/dev/full",
        "make-audio door.md 2>&1 | true",
    ],
)
def test_a_book_is_made_whoever_listens(command: str, story: Path) -> None:
    ran = shell(command, story.parent)
    assert ran.returncode == 0, ran.stderr
    assert "Traceback" not in ran.stderr
    (made,) = (story.parent / "door" / "audio").iterdir()
    # Nothing that was printed found its way into a file whose number was a closed stream's.
    assert made.read_bytes().startswith(b"ID3")


def test_results_that_cannot_be_printed_are_an_error_and_the_book_is_made(story: Path) -> None:
    ran = shell("make-audio door.md >/dev/full", story.parent)
    assert "What was to be printed can't be written (no space left on device)" in ends_plainly(ran, 4)
    assert len([*(story.parent / "door" / "audio").iterdir()]) == 1


@pytest.mark.parametrize("verb", ["check door", "voices", "script door.md", "cache door", "--help", "--version"])
def test_every_verb_ends_well_where_its_output_goes_nowhere(verb: str, story: Path) -> None:
    folder = story.parent / "door"
    folder.mkdir()
    (folder / "book.toml").write_text('title = "x"\n', encoding="utf-8")
    for where in (">&-", "| true"):
        ran = shell(f"make-audio {verb} {where}", story.parent)
        assert ran.returncode == 0, ran.stderr
        assert ran.stderr == ""


def test_a_title_with_a_control_character_is_printed_as_an_escape(story: Path) -> None:
    ran = shell("make-audio door.md --dry-run --json", story.parent)
    assert "\x9b" not in ran.stdout + ran.stderr
    assert [chapter["title"] for chapter in json.loads(ran.stdout)["chapters"]] == ["The \x9b2J Door"]
    assert "\x9b" not in shell("make-audio script door.md", story.parent).stdout


@pytest.mark.parametrize("megabytes", [120, 300])
def test_a_limit_of_memory_is_told_plainly(megabytes: int, story: Path) -> None:
    ran = shell(f"ulimit -v {megabytes << 10}; make-audio door.md", story.parent)
    assert "There was too little memory" in ends_plainly(ran, 5)
