"""What would be broken: a dry run that copies a home folder, counts other numbers than the run, or leaves a trace."""

import json
from pathlib import Path

import pytest

from pipeline.cli.commands.make_command import make
from pipeline.production.production import FolderError
from script.support.errors import EditError


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
