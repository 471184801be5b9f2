"""What would be broken: a dry run that promises something else than the run does, or that leaves a trace."""

import hashlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.disk.sealed_text import is_sealed, payload_of, sealed
from pipeline.production.opened_production import read_production, read_texts
from pipeline.production.production import FolderError, Production
from pipeline.updating import journal
from pipeline.updating.make_production import (
    expected_production,
    make_production,
    retag_production,
    update_production,
)
from pipeline.updating.request import Options, Request
from script.support.errors import EditError
from tests.places import STORIES
from tests.stories.build_epub import build_epub, png

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
    expected = expected_production(rendered, None, Request(Options(title="Another Door", formats=("mp3", "m4b"))))
    assert snapshot(rendered) == before
    made = update_production(rendered, Request(Options(title="Another Door", formats=("mp3", "m4b"))))
    assert expected.texts == made.texts == read_texts(Production(rendered)).texts
    assert snapshot(rendered) != before
    assert expected.cast == made.cast


def test_what_is_expected_of_a_new_story_is_what_comes(story: Path, tmp_path: Path) -> None:
    picture = tmp_path / "cover.png"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n0")
    expected = expected_production(story, None, Request(Options(voice="en-gb+clara", cover=picture)))
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
    expected = expected_production(folder, None, Request())
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
        expected_production(rendered, None, Request())
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


ELSEWHERE = ("../evil.txt", "/tmp/evil.txt", "script/../../evil.txt", "C:evil.txt", "..\\evil.txt", "story/../evil.txt")
NOT_UPDATED = ("script/a.toml", "script/a/b.txt", "story/outputs.json", "audio/001 - CHAPTER ONE.mp3", "notes.txt")


@pytest.mark.parametrize("before", [None, "CHAPTER ONE"])
@pytest.mark.parametrize("path", [*ELSEWHERE, *NOT_UPDATED])
def test_a_folder_from_a_stranger_writes_nothing_that_no_update_writes(
    rendered: Path, path: str, before: str | None
) -> None:
    changes = json.dumps([{"path": path, "before": before, "after": "x" if before is None else None}])
    found = snapshot(rendered.parent)
    (rendered / "story" / "update.json").write_text(sealed("update", changes) if before else changes, "utf-8")
    with pytest.raises(EditError, match=r"update\.json is damaged"):
        update_production(rendered)
    (rendered / "story" / "update.json").unlink()
    assert snapshot(rendered.parent) == found


def test_a_retag_that_cannot_end_well_writes_nothing(rendered: Path, edit: Edit) -> None:
    edit(rendered / "script" / "001 CHAPTER ONE.txt", "@Bertram: “Only", "@Anna: “Only")
    (rendered / "lexicon.toml").write_text("[words\n", "utf-8")
    before = snapshot(rendered)
    with pytest.raises(EditError, match=r"lexicon\.toml"):
        retag_production(rendered)
    assert snapshot(rendered) == before


@pytest.mark.parametrize("place", ["script", "story", "audio", ".make-audio", "story/record.json", ".make-audio/lock"])
def test_links_that_lead_out_of_a_folder_are_refused_before_anything_is_written(rendered: Path, place: str) -> None:
    path, secret = rendered / place, rendered.parent / "secret"
    if path.exists():
        path.rename(secret)
    path.symlink_to(secret)
    before = snapshot(rendered.parent)
    for act in (
        update_production,
        retag_production,
        lambda folder: expected_production(folder, None, Request()),
    ):
        with pytest.raises(FolderError, match=f"{place} is a link that leads out of the folder"):
            act(rendered)
    with pytest.raises(FolderError, match="link"):
        make_production(rendered.parent / "door.txt", rendered)
    assert snapshot(rendered.parent) == before


@pytest.mark.skipif(sys.platform == "win32", reason="no pipes among files")
def test_a_cover_that_is_a_pipe_is_not_waited_for(rendered: Path) -> None:
    (rendered / "art").mkdir()
    os.mkfifo(rendered / "art" / "cover.jpg")
    book = rendered / "book.toml"
    book.write_text(re.sub("(?m)^cover = .*", 'cover = "art/cover.jpg"', book.read_text("utf-8")), "utf-8")
    with pytest.raises(EditError, match=r"cover is art/cover\.jpg, which is no file"):
        assert read_production(rendered).cover_sha256


def test_a_production_that_is_reached_by_a_link_is_made_as_any_other(rendered: Path) -> None:
    (rendered.parent / "link").symlink_to(rendered)
    update_production(rendered.parent / "link")


@pytest.mark.parametrize("lost", [("record",), ("script",), ("record", "script")])
@pytest.mark.parametrize("how", ["damaged", "gone"])
def test_a_lost_memory_is_told_and_made_again_from_the_story(
    rendered: Path, edit: Edit, lost: tuple[str, ...], how: str
) -> None:
    edit(rendered / "script" / "001 CHAPTER ONE.txt", "@Bertram: “Only", "@Anna: “Only")
    update_production(rendered)
    before = read_production(rendered)
    for name in lost:
        path = rendered / "story" / f"{name}.json"
        if how == "gone":
            path.unlink()
        else:
            path.write_text(path.read_text("utf-8").replace("CHAPTER", "CHAPTEX", 1), "utf-8")
    told: list[str] = []
    after = update_production(rendered, Request(warn=told.append))
    assert [line.partition(" ")[0] for line in told] == [f"story/{name}.json" for name in lost] or how == "gone"
    assert all(f"story/{name}.json" in " ".join(told) and how in " ".join(told) for name in lost)
    assert after.script == before.script
    assert [(item.chapter.title, item.chapter.lines) for item in after.edited.chapters] == [
        (item.chapter.title, item.chapter.lines) for item in before.edited.chapters
    ]
    told.clear()
    update_production(rendered, Request(warn=told.append))
    assert told == []


def test_a_lost_memory_without_the_story_is_told_each_time_and_no_edit_is_lost(rendered: Path) -> None:
    shutil.rmtree(rendered / "story" / "source")
    (rendered / "story" / "script.json").write_bytes(b"")
    before = read_production(rendered).script
    for _ in range(2):
        told: list[str] = []
        assert update_production(rendered, Request(warn=told.append)).script == before
        (said,) = told
        assert "story/script.json is damaged and counts as forgotten" in said
        assert f"make-audio STORY -o {rendered}" in said


def test_a_production_of_before_there_were_sums_is_taken_up_once(rendered: Path) -> None:
    places = {"story/record.json": "record", "story/script.json": "script"}
    for place, kind in places.items():
        path = rendered / place
        path.write_text(payload_of(kind, path.read_text("utf-8")), "utf-8")
    before = read_production(rendered)
    told: list[str] = []
    after = update_production(rendered, Request(warn=told.append))
    assert told == []
    assert all(is_sealed((rendered / place).read_text("utf-8")) for place in places)
    assert (after.record, after.stored, after.script) == (before.record, before.stored, before.script)


def test_a_damaged_copy_of_the_story_is_not_read_and_is_kept_anew(rendered: Path, edit: Edit) -> None:
    kept = rendered / "story" / "source" / "door.txt"
    story = kept.read_bytes()
    kept.write_bytes(story.replace(b"rain", b"reign"))
    leave_out(rendered)
    with pytest.raises(FolderError, match=r"source/door\.txt is damaged.*Give the story file again"):
        update_production(rendered)
    edit(rendered / "book.toml", "read = false", "read = true")
    told: list[str] = []
    make_production(rendered.parent / "door.txt", rendered, Request(say=told.append))
    assert told == ["story/source/door.txt was damaged and is kept anew."]
    assert kept.read_bytes() == story


_KILL = """
import os, signal, sys
from pathlib import Path
from pipeline.updating import journal
from pipeline.updating.make_production import make_production
write = journal._write
def killed(path, text):
    if path.name == sys.argv[3]:
        os.kill(os.getpid(), signal.SIGKILL)
    write(path, text)
journal._write = killed
make_production(Path(sys.argv[1]), Path(sys.argv[2]))
"""


@pytest.mark.parametrize("name", ["script.json", "record.json", "voices.toml"])
def test_a_run_that_is_killed_between_two_files_of_the_memory_is_finished_by_the_next(
    rendered: Path, edit: Edit, name: str
) -> None:
    story = rendered.parent / "door.txt"
    edit(rendered / "script" / "001 CHAPTER ONE.txt", "@Bertram: “Only", "@Anna: “Only")
    edit(story, "Open the door!", "Open the door, please!” said Carla. “Now!")
    undisturbed = Path(shutil.copytree(rendered, rendered.parent / "undisturbed"))
    wanted = make_production(story, undisturbed).texts
    before = read_production(rendered).texts
    command = [sys.executable, "-c", _KILL, str(story), str(rendered), name]
    assert subprocess.run(command, check=False, timeout=120).returncode == -signal.SIGKILL
    torn = read_texts(Production(rendered)).texts
    assert torn[f"story/{name}" if "json" in name else name] == before[f"story/{name}" if "json" in name else name]
    assert (torn["story/record.json"] == wanted["story/record.json"]) == (name == "script.json")
    told: list[str] = []
    assert update_production(rendered, Request(warn=told.append)).texts == wanted
    assert told == []
    assert not (rendered / "story" / "update.json").exists()


@pytest.mark.parametrize("damage", ["changed", "gone"])
def test_a_damaged_cover_of_the_story_is_taken_from_it_again(tmp_path: Path, damage: str) -> None:
    story = build_epub(STORIES / "the-lantern.txt", tmp_path / "lantern.epub")
    folder = make_production(story).production.folder
    cover = folder / "story" / "cover.png"
    whole = cover.read_bytes()
    cover.write_bytes(whole[:-20] + b"x" + whole[-19:])
    if damage == "gone":
        cover.unlink()
    expected = expected_production(folder, None, Request()).cover_sha256
    told: list[str] = []
    made = update_production(folder, Request(warn=told.append))
    assert told == ["story/cover.png is damaged: it is taken from the story again."]
    assert cover.read_bytes() == whole
    assert made.cover_sha256 == expected == hashlib.sha256(whole).hexdigest()
    update_production(folder, Request(warn=told.append))
    assert len(told) == 1


@pytest.mark.parametrize("then", ["nothing", "new story"])
def test_a_picture_that_a_person_saved_in_the_place_of_the_cover_stays(tmp_path: Path, then: str) -> None:
    story = build_epub(STORIES / "the-lantern.txt", tmp_path / "lantern.epub")
    folder = make_production(story).production.folder
    cover = folder / "story" / "cover.png"
    cover.write_bytes(png(30, 20))
    if then == "new story":
        longer = tmp_path / "longer.txt"
        longer.write_text((STORIES / "the-lantern.txt").read_text("utf-8") + "\n\nSo it ended.\n", "utf-8")
        build_epub(longer, story)
    expected = expected_production(story, None, Request(Options())).cover_sha256
    told: list[str] = []
    made = make_production(story, request=Request(warn=told.append))
    assert told == ["story/cover.png is another picture than the one that was kept there: it is taken as yours."]
    assert cover.read_bytes() == png(30, 20)
    assert made.cover_sha256 == expected == hashlib.sha256(png(30, 20)).hexdigest()
    make_production(story, request=Request(warn=told.append))
    assert len(told) == 1
    assert cover.read_bytes() == png(30, 20)


def test_a_picture_saved_in_the_place_of_a_chosen_one_is_taken_without_the_story(
    rendered: Path, tmp_path: Path
) -> None:
    picture = tmp_path / "mine.png"
    picture.write_bytes(png(8, 8))
    told: list[str] = []
    update_production(rendered, Request(Options(cover=picture), warn=told.append))
    (rendered / "story" / "chosen-cover.png").write_bytes(png(9, 9))
    for _ in range(2):
        update_production(rendered, Request(warn=told.append))
    assert told == ["story/chosen-cover.png is another picture than the one that was kept there: it is taken as yours."]


def test_a_damaged_cover_that_was_chosen_is_told_until_it_is_chosen_again(rendered: Path, tmp_path: Path) -> None:
    picture = tmp_path / "mine.png"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n0")
    told: list[str] = []
    update_production(rendered, Request(Options(cover=picture), warn=told.append))
    (rendered / "story" / "chosen-cover.png").write_bytes(b"\x89PNG\r\n\x1a\n1")
    for count in (1, 2):
        update_production(rendered, Request(warn=told.append))
        assert told == ["story/chosen-cover.png is damaged. Choose the picture again: --cover FILE."] * count
    update_production(rendered, Request(Options(cover=picture), warn=told.append))
    assert len(told) == 3
    update_production(rendered, Request(warn=told.append))
    assert len(told) == 3
