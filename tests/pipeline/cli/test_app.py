"""The installed command itself, as a process: what it prints and how it ends. Making whole books is in tests/whole."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

COMMAND = Path(sys.executable).with_name("make-audio")
HEAVY = ("numpy", "scipy", "lxml", "pydub", "soxr", "rich", "tomlkit", "markdown_it", "pyttsx3")


def make_audio(*args: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [COMMAND, *args],
        cwd=cwd,
        env={**os.environ, **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        timeout=60,
    )


def test_the_top_help_shows_both_ways_and_every_verb_and_option(tmp_path: Path) -> None:
    shown = make_audio("--help", cwd=tmp_path)
    assert shown.returncode == 0
    assert "make-audio STORY" in shown.stdout
    assert "make-audio FOLDER" in shown.stdout
    words = set(shown.stdout.replace(",", " ").split())
    assert words >= {"make", "preview", "audition", "check", "retag", "script", "voices", "cache"}
    flags = "-o -v -s -f -j --chapter --dry-run --json --title --author --cover --language --debug --version --quiet"
    assert words >= set(flags.split())
    assert "130 interrupted" in " ".join(shown.stdout.split())


def test_help_imports_nothing_heavy(tmp_path: Path) -> None:
    code = (
        "import sys; sys.argv = ['make-audio', '--help']\n"
        "from pipeline.cli.app import main\n"
        "try: main()\n"
        f"except SystemExit: print('HEAVY', [m for m in {HEAVY!r} if m in sys.modules])"
    )
    ran = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert ran.stdout.endswith("HEAVY []\n")


@pytest.mark.parametrize("verb", ["make", "preview", "audition", "check", "retag", "script", "voices", "cache"])
def test_every_verb_has_its_help(verb: str, tmp_path: Path) -> None:
    shown = make_audio(verb, "-h", cwd=tmp_path)
    assert shown.returncode == 0
    assert f"make-audio {verb}" in shown.stdout


def test_without_arguments_the_help_is_shown(tmp_path: Path) -> None:
    shown = make_audio(cwd=tmp_path)
    assert "make-audio STORY" in shown.stdout + shown.stderr


def test_the_version_is_one_line(tmp_path: Path) -> None:
    assert make_audio("--version", cwd=tmp_path).stdout.startswith("make-audio 0.")


@pytest.mark.parametrize(
    "args",
    [
        ["previw", "Jane"],
        ["story.txt", "--bogus"],
        ["voices", "--bogus"],
        ["story.txt", "-s", "9"],
        ["story.txt", "-s", "fast"],
        ["story.txt", "-j", "0"],
        ["story.txt", "-f", "wav"],
        ["story.txt", "-e", ""],
        ["story.txt", "-e", "pyttsx3,"],
        ["story.txt", "--language", "klingon"],
        ["story.txt", "--chapter", "x"],
        ["story.txt", "--cover", "missing.png"],
        [".", "-o", "elsewhere"],
        ["story.txt", "another.txt"],
        ["script", "."],
        ["audition", ".", "-f", "wav"],
        ["audition", ".", "--seconds", "0"],
        ["preview", "Good evening.", "--how", "whisper"],
        ["preview", "Good evening.", "--as", "en-gb", "--how", "sing"],
        ["preview", "Good evening.", "--as", "en-gb", "-o", "evening.wav"],
    ],
)
def test_a_wrong_command_line_ends_with_2_and_writes_nothing(args: list[str], tmp_path: Path) -> None:
    (tmp_path / "story.txt").write_text("Once upon a time.", encoding="utf-8")
    ended = make_audio(*args, cwd=tmp_path)
    assert ended.returncode == 2
    assert "Traceback" not in ended.stderr
    assert "Error: " in ended.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["story.txt"]


def test_packs_are_listed_where_none_is_named_and_a_name_leads_nowhere_else(tmp_path: Path) -> None:
    listed = make_audio("voices", "install", cwd=tmp_path)
    assert listed.returncode == 0
    assert "kokoro-voices: " in listed.stdout
    assert "piper-NAME --from FILE" in listed.stdout
    ended = make_audio("voices", "install", "piper-../../evil", "--from", ".", cwd=tmp_path)
    assert ended.returncode == 2
    assert not [*tmp_path.iterdir()]


def test_nothing_is_fetched_before_anybody_agreed_to_what_and_from_where(tmp_path: Path) -> None:
    asked = make_audio("voices", "install", "kokoro-voices", cwd=tmp_path, MAKE_AUDIO_VOICES=str(tmp_path / "voices"))
    assert asked.returncode == 2
    assert "from npm:kokoro-js@1.2.1, 26.9 MB" in asked.stdout
    assert "licence  Apache-2.0" in asked.stdout
    assert asked.stderr == "Error: Nothing was installed: nobody is there to be asked. Add --yes to install it.\n"
    assert not [*tmp_path.iterdir()]


def test_a_misspelt_verb_is_answered_with_the_right_one(tmp_path: Path) -> None:
    ended = make_audio("previw", "Jane", cwd=tmp_path)
    assert ended.stderr == 'Error: There is no file or folder "previw" here. Did you mean the command preview?\n'


@pytest.mark.parametrize("args", [["missing.txt"], ["script", "missing.txt"], ["a/b/c"]])
def test_a_missing_story_ends_with_3_and_its_name(args: list[str], tmp_path: Path) -> None:
    ended = make_audio(*args, cwd=tmp_path)
    assert ended.returncode == 3
    assert ended.stderr.count("\n") == 1
    assert args[-1] in ended.stderr


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-8"])
def test_a_poor_terminal_gets_help_and_errors_all_the_same(encoding: str, tmp_path: Path) -> None:
    shown = make_audio("--help", cwd=tmp_path, PYTHONIOENCODING=encoding, PYTHONUTF8="0")
    assert shown.returncode == 0
    ended = make_audio("Ж…“.txt", cwd=tmp_path, PYTHONIOENCODING=encoding, PYTHONUTF8="0")
    assert ended.returncode == 3
    assert "Traceback" not in ended.stderr


def test_a_reader_that_leaves_early_is_no_error(tmp_path: Path) -> None:
    shell = subprocess.run(
        f"set -o pipefail; '{COMMAND}' voices | head -n 1", shell=True, executable="/bin/bash", cwd=tmp_path,
        capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert shell.returncode == 0, shell.stderr
    assert shell.stderr == ""


def test_the_shell_can_complete_verbs(tmp_path: Path) -> None:
    done = make_audio(cwd=tmp_path, _MAKE_AUDIO_COMPLETE="complete_bash", COMP_WORDS="make-audio pre", COMP_CWORD="1")
    assert done.stdout.split() == ["preview"]


def test_the_shell_can_complete_options_of_a_story_without_a_verb(tmp_path: Path) -> None:
    done = make_audio(
        cwd=tmp_path, _MAKE_AUDIO_COMPLETE="complete_bash", COMP_WORDS="make-audio story.txt --dr", COMP_CWORD="2"
    )
    assert done.stdout.split() == ["--dry-run"]


def test_any_verb_takes_debug_anywhere_and_a_story_may_be_called_so(tmp_path: Path) -> None:
    for args in (["--debug", "none.txt"], ["none.txt", "--debug"], ["check", "none", "--debug"]):
        ran = make_audio(*args, cwd=tmp_path)
        assert ran.returncode == 3
        assert "Traceback" in ran.stderr
        assert "Traceback" not in make_audio(*(arg for arg in args if arg != "--debug"), cwd=tmp_path).stderr
    ran = make_audio("make", "--", "--debug", cwd=tmp_path)
    assert ran.returncode == 3
    assert 'There is no file or folder "--debug" here.' in ran.stderr
