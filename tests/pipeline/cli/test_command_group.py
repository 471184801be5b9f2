from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.cli.command_group import with_verb
from pipeline.cli.exit_codes import UsageError

VERBS = ("make", "preview", "audition", "check", "script", "voices", "cache")
OWN = ("--help", "-h", "--version", "--install-completion")


@pytest.fixture(autouse=True)
def _empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("args", [["voices"], ["--help"], ["-h"], ["--version"], [], ["--install-completion=bash"]])
def test_verbs_and_the_commands_own_options_stay(args: list[str]) -> None:
    assert with_verb(args, VERBS, OWN) == args


@pytest.mark.parametrize("args", [["the-lantern.txt"], ["-f", "m4b", "a.epub"], ["../books/x"], ["--dry-run", "a.txt"]])
def test_a_story_needs_no_verb(args: list[str]) -> None:
    assert with_verb(args, VERBS, OWN) == ["make", *args]


@pytest.mark.parametrize(
    ("word", "meant"),
    [("previw", "preview"), ("chekc", "check"), ("voice", "voices"), ("Script", "script"), ("cahce", "cache")],
)
def test_a_misspelt_verb_is_answered_with_the_right_one(word: str, meant: str) -> None:
    with pytest.raises(UsageError, match=f'no file or folder "{word}" here. Did you mean the command {meant}'):
        with_verb([word, "Jane"], VERBS, OWN)


def test_a_file_with_a_name_like_a_verb_is_a_story() -> None:
    Path("scripts").write_text("Once.", encoding="utf-8")
    assert with_verb(["scripts"], VERBS, OWN) == ["make", "scripts"]


def test_a_file_named_as_a_verb_is_reached_by_its_path() -> None:
    Path("script").write_text("Once.", encoding="utf-8")
    assert with_verb(["./script"], VERBS, OWN) == ["make", "./script"]
    assert with_verb(["script"], VERBS, OWN) == ["script"]
