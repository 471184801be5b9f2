"""What would be broken: a dry run that promises something else than the run does, or that leaves a trace."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.production.opened_production import read_production, read_texts
from pipeline.production.production import Production
from pipeline.updating import journal
from pipeline.updating.make_production import (
    expected_production,
    make_production,
    retag_production,
    update_production,
)
from pipeline.updating.request import Options, Request
from script.support.errors import EditError

Edit = Callable[[Path, str, str], None]


def snapshot(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def reword(folder: Path) -> None:
    script = folder / "script" / "001 CHAPTER ONE.txt"
    script.write_text(script.read_text("utf-8").replace("@Bertram: “Only", "@Anna: “Only"), "utf-8")


def leave_out(folder: Path) -> None:
    book = folder / "book.toml"
    book.write_text(book.read_text("utf-8").replace("read = true", "read = false", 1), "utf-8")


def rename(folder: Path) -> None:
    voices = folder / "voices.toml"
    voices.write_text(voices.read_text("utf-8") + '\n[characters.Berty]\nname = "Bertram Hall"\n', "utf-8")


def own_chapter(folder: Path) -> None:
    (folder / "script" / "003 Zoe.txt").write_text("# Zoe\n\n@Zoe: “New here.”\n", "utf-8")


def lose_a_file(folder: Path) -> None:
    (folder / "script" / "002 CHAPTER TWO.txt").unlink()


def forget(folder: Path) -> None:
    (folder / "story" / "record.json").unlink()


@pytest.mark.parametrize("change", [reword, leave_out, rename, own_chapter, lose_a_file, forget])
def test_what_is_expected_is_what_comes_and_expecting_it_writes_nothing(
    rendered: Path, change: Callable[[Path], None]
) -> None:
    change(rendered)
    before = snapshot(rendered)
    expected = expected_production(rendered, None, Options(title="Another Door", formats=("mp3", "m4b")))
    assert snapshot(rendered) == before
    made = update_production(rendered, Request(Options(title="Another Door", formats=("mp3", "m4b"))))
    assert expected.texts == made.texts == read_texts(Production(rendered)).texts
    assert snapshot(rendered) != before
    assert expected.cast == made.cast


def test_what_is_expected_of_a_new_story_is_what_comes(story: Path, tmp_path: Path) -> None:
    picture = tmp_path / "cover.png"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n0")
    expected = expected_production(story, None, Options(voice="en-gb+clara", cover=picture))
    assert not (story.parent / "door").exists()
    made = make_production(story, request=Request(Options(voice="en-gb+clara", cover=picture)))
    assert expected.texts == made.texts == read_production(made.production.folder).texts
    assert expected.cover_sha256 == made.cover_sha256 != ""


def test_what_a_killed_run_began_is_expected_to_be_finished(
    story: Path, edit: Edit, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = make_production(story).production.folder
    edit(story, "Open the door!", "Open the door, please!")

    def killed(path: Path, text: str | None) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(journal, "_write", killed)
        with pytest.raises(KeyboardInterrupt):
            make_production(story)
    before = snapshot(folder)
    expected = expected_production(folder, None, Options())
    assert snapshot(folder) == before
    assert "please" in expected.script["001 CHAPTER ONE.txt"]
    assert update_production(folder).texts == expected.texts


def test_what_a_person_saves_while_it_is_written_is_what_is_rendered(rendered: Path, edit: Edit) -> None:
    script = rendered / "script" / "001 CHAPTER ONE.txt"

    def save(_: object) -> None:
        edit(script, "@Anna: “Who is there?”", "@Anna (whisper): “Who is there?”")

    story = rendered.parent / "door.txt"
    shutil.copy(next((rendered / "story" / "source").iterdir()), story)
    edit(story, "Open the door!", "Open the door, please!")
    made = make_production(story, rendered, Request(on_book=save))
    assert made.texts == read_production(rendered).texts
    assert "(whisper)" in made.script[script.name]
    assert "please" in made.script[script.name]


def test_a_damaged_journal_is_told_by_both(rendered: Path) -> None:
    (rendered / "story" / "update.json").write_text("{", "utf-8")
    with pytest.raises(EditError, match=r"update\.json is damaged"):
        expected_production(rendered, None, Options())
    with pytest.raises(EditError, match=r"update\.json is damaged"):
        update_production(rendered)


@pytest.mark.parametrize("name", ["record.json", "script.json", "parked.json"])
def test_a_memory_that_is_no_text_is_written_again_and_keeps_nobody_from_going_on(
    rendered: Path, edit: Edit, name: str
) -> None:
    script = rendered / "script" / "001 CHAPTER ONE.txt"
    edit(script, "@Anna: “Who is there?”", "@Anna (whisper): “Who is there?”")
    (rendered / "story" / name).write_bytes(b"\xff\xfe")
    story = rendered.parent / "door.txt"
    shutil.copy(next((rendered / "story" / "source").iterdir()), story)
    edit(story, "Open the door!", "Open the door, please!")
    made = make_production(story, rendered)
    assert not made.production.update_file.exists()
    assert "(whisper)" in made.script[script.name]
    assert "please" in made.script[script.name]
    assert update_production(rendered).texts == made.texts


@pytest.mark.parametrize(
    "path", ["../evil.txt", "/tmp/evil.txt", "script/../../evil.txt", "C:evil.txt", "..\\evil.txt"]
)
def test_a_folder_from_a_stranger_writes_nothing_outside_itself(rendered: Path, path: str) -> None:
    changes = [{"path": path, "before": None, "after": "x"}]
    (rendered / "story" / "update.json").write_text(json.dumps(changes), "utf-8")
    with pytest.raises(EditError, match=r"update\.json is damaged"):
        update_production(rendered)
    assert not (rendered.parent / "evil.txt").exists()


def test_a_retag_that_cannot_end_well_writes_nothing(rendered: Path, edit: Edit) -> None:
    edit(rendered / "script" / "001 CHAPTER ONE.txt", "@Bertram: “Only", "@Anna: “Only")
    (rendered / "lexicon.toml").write_text("[words\n", "utf-8")
    before = snapshot(rendered)
    with pytest.raises(EditError, match=r"lexicon\.toml"):
        retag_production(rendered)
    assert snapshot(rendered) == before
