"""What would be broken: a dry run that copies a home folder, counts other numbers than the run, or leaves a trace."""

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from pipeline.cli.commands.audition_command import audition
from pipeline.cli.commands.cache_command import cache
from pipeline.cli.commands.make_command import make
from pipeline.cli.commands.retag_command import retag
from pipeline.cli.display.progress import RunProgress
from pipeline.disk.run_lock import LockedError
from pipeline.production.production import FolderError
from script.support.errors import EditError

Edit = Callable[[Path, str, str], None]


def test_a_folder_that_is_no_production_is_refused_as_in_a_real_run(tmp_path: Path) -> None:
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "holiday.mov").write_bytes(b"1")
    (tmp_path / "tale.txt").write_text("Once.")
    with pytest.raises(FolderError, match="home is no production"):
        make(tmp_path / "home", dry_run=True, quiet=True)
    with pytest.raises(FolderError, match="home is not empty and no production"):
        make(tmp_path / "tale.txt", tmp_path / "home", dry_run=True, quiet=True)
    assert [path.name for path in (tmp_path / "home").iterdir()] == ["holiday.mov"]


def test_what_is_finished_counts_and_nothing_is_written(rendered: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = {path: path.read_bytes() for path in rendered.rglob("*") if path.is_file()}
    make(rendered, dry_run=True, json=True, quiet=True)
    summary = json.loads(capsys.readouterr().out)
    assert (summary["plan"]["lines_to_speak"], summary["plan"]["chapters_to_mix"]) == (0, [])
    assert all(Path(chapter["file"]).is_file() for chapter in summary["chapters"])
    (rendered / "audio" / "001 - CHAPTER ONE.mp3").rename(rendered.parent / "away")
    next(rendered.rglob("*.wav")).rename(rendered.parent / "a clip")
    make(rendered, dry_run=True, json=True, quiet=True)
    assert json.loads(capsys.readouterr().out)["plan"]["chapters_to_mix"] == [1]
    (rendered.parent / "away").rename(rendered / "audio" / "001 - CHAPTER ONE.mp3")
    for path in before:
        if not path.exists():
            (rendered.parent / "a clip").rename(path)
    assert {path: path.read_bytes() for path in rendered.rglob("*") if path.is_file()} == before


def test_the_lexicon_counts_with_the_files_that_it_includes_from_its_own_place(
    rendered: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (rendered.parent / "series.toml").write_text('[words]\nBertram = "BURT-rum"\n', encoding="utf-8")
    lexicon = rendered / "lexicon.toml"
    lexicon.write_text('include = [\n  "../series.toml",\n]\n[words]\naloud = "alowd"\n', encoding="utf-8")
    before = lexicon.read_bytes()
    make(rendered, dry_run=True, json=True, quiet=True)
    assert json.loads(capsys.readouterr().out)["plan"]["lines_to_speak"] == 2
    assert lexicon.read_bytes() == before


@pytest.mark.parametrize("text", ['include = ["../none.toml"]\n', "[words]\nA = 1\n", "[words\n"])
def test_a_broken_lexicon_fails_as_in_a_real_run(rendered: Path, text: str) -> None:
    (rendered / "lexicon.toml").write_text(text, encoding="utf-8")
    said = []
    for dry_run in (True, False):
        with pytest.raises(EditError) as caught:
            make(rendered, dry_run=dry_run, quiet=True)
        said.append(str(caught.value))
    assert said[0] == said[1]


def test_a_run_holds_its_production_from_the_first_to_the_last(
    rendered: Path, edit: Edit, monkeypatch: pytest.MonkeyPatch
) -> None:
    edit(rendered / "script" / "001 CHAPTER ONE.txt", "@Bertram: “Only", "@Anna: “Only")
    refused = []

    def another(progress: RunProgress, event: object) -> None:
        runs: list[Callable[[], None]] = [
            partial(make, rendered, quiet=True),
            partial(make, rendered.parent / "door.txt", rendered, quiet=True),
            partial(audition, rendered, quiet=True),
            partial(retag, rendered),
            partial(cache, rendered, prune=True),
        ]
        for run in runs:
            with pytest.raises(LockedError):
                run()
            refused.append(event)

    (rendered.parent / "door.txt").write_text("CHAPTER ONE\n\n“Who is there?” asked Anna.\n", "utf-8")
    monkeypatch.setattr(RunProgress, "on_event", another)
    make(rendered, quiet=True, jobs=1)
    monkeypatch.undo()
    assert len(refused) >= 10
    make(rendered, quiet=True, jobs=1)


def test_a_slip_that_is_saved_while_chapters_are_rendered_spoils_no_summary(
    rendered: Path, edit: Edit, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(rendered / "script" / "001 CHAPTER ONE.txt", "@Bertram: “Only", "@Anna: “Only")
    lexicon = rendered / "lexicon.toml"
    lexicon.write_text('[words]\ndoor = "ˈdɔː"\n', "utf-8")
    on_event = RunProgress.on_event

    def saves(progress: RunProgress, event: Any) -> None:
        lexicon.write_text("[words\n", "utf-8")
        on_event(progress, event)

    monkeypatch.setattr(RunProgress, "on_event", saves)
    make(rendered, json=True, quiet=True, jobs=1)
    warnings = json.loads(capsys.readouterr().out)["warnings"]
    assert any("is read as a respelling" in warning for warning in warnings)
