"""What would be broken: a voice judged by somebody else's words, work done twice, a sample taken for the book."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.disk.files import LITTER
from pipeline.production.production import FolderError, open_production
from pipeline.production.remembered.made_memory import Made, dump_made, parse_made
from pipeline.rendering.events import ChapterDone, Event, PhraseSpoken, Planned
from script.support.errors import EditError
from tests.pipeline.listening.test_line_preview import seconds
from tests.pipeline.productions import audition, make_production, render

Edit = Callable[[Path, str, str], None]


def test_everybody_is_heard_and_the_book_then_speaks_no_line_again(story: Path) -> None:
    production = make_production(story)
    events: list[Event] = []
    heard = audition(production, on_event=events.append)
    assert [(voice.name, voice.file.name if voice.file else "") for voice in heard.voices] == [
        ("narrator", "00 narrator.mp3"),
        ("Bertram", "01 Bertram.mp3"),
        ("Anna", "02 Anna.mp3"),
    ]
    assert not heard.failed
    assert not production.audio_folder.exists()
    for voice in heard.voices:
        assert voice.file is not None
        assert seconds(voice.file) == pytest.approx(voice.seconds, abs=0.1)
    (plan,) = [event.plan for event in events if isinstance(event, Planned)]
    spoken = {event.address for event in events if isinstance(event, PhraseSpoken)}
    assert plan.lines_to_speak == len(spoken)
    assert sorted(event.number for event in events if isinstance(event, ChapterDone)) == [0, 1, 2]
    assert plan.seconds == pytest.approx(sum(voice.seconds for voice in heard.voices), rel=0.3)
    later: list[Event] = []
    render(production, on_event=later.append)
    assert spoken.isdisjoint(event.address for event in later if isinstance(event, PhraseSpoken))
    assert {path.name for path in production.audio_folder.iterdir()} == {
        "001 - CHAPTER ONE.mp3",
        "002 - CHAPTER TWO.mp3",
    }


def test_only_the_named_are_heard_and_the_others_files_stay(rendered: Path) -> None:
    production = open_production(rendered)
    audition(production)
    folder = rendered / "audition"
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    heard = audition(production, ["anna"])
    assert [voice.name for voice in heard.voices] == ["Anna"]
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_whose_rank_changed_leaves_no_file_under_the_old_one_and_strangers_stay(rendered: Path, edit: Edit) -> None:
    production = open_production(rendered)
    audition(production)
    folder = rendered / "audition"
    (folder / "03 Mine.mp3").write_bytes(b"mine")
    (folder / f".half{LITTER}").write_bytes(b"left by a run that was killed")
    edit(
        rendered / "script" / "001 CHAPTER ONE.txt",
        "@Anna: “Who is there?”",
        "@Anna: “Who is there at this hour, I ask?”",
    )
    audition(production)
    names = {path.name for path in folder.iterdir()}
    assert names == {"00 narrator.mp3", "01 Anna.mp3", "02 Bertram.mp3", "03 Mine.mp3"}


def test_elsewhere_and_without_loss(rendered: Path, tmp_path: Path) -> None:
    heard = audition(open_production(rendered), ["Anna"], folder=tmp_path / "hear", format="flac")
    assert [path.name for path in (tmp_path / "hear").iterdir()] == ["02 Anna.flac"]
    assert heard.folder == tmp_path / "hear"
    assert not (rendered / "audition").exists()


@pytest.mark.parametrize("elsewhere", [False, True])
def test_a_file_that_no_audition_made_is_refused_before_anything_is_written(
    rendered: Path, tmp_path: Path, elsewhere: bool
) -> None:
    production = open_production(rendered)
    folder = tmp_path / "hear" if elsewhere else rendered / "audition"
    chosen = folder if elsewhere else None
    folder.mkdir()
    mine = folder / "02 Anna.mp3"
    mine.write_bytes(b"mine")
    with pytest.raises(FolderError, match=r"02 Anna\.mp3 is in the way.*Move it elsewhere"):
        audition(production, folder=chosen)
    assert [path.read_bytes() for path in folder.iterdir()] == [b"mine"]
    mine.unlink()
    audition(production, folder=chosen)
    audition(production, folder=chosen)
    mine.write_bytes(mine.read_bytes() + b"cut by a person")
    with pytest.raises(FolderError, match="in the way"):
        audition(production, folder=chosen)
    assert mine.read_bytes().endswith(b"cut by a person")


def test_what_a_killed_audition_made_is_no_strangers_and_a_production_may_be_moved(
    rendered: Path, tmp_path: Path
) -> None:
    production = open_production(rendered)
    claimed = audition(production, ["Anna"]).voices[0].file
    assert claimed is not None
    memory = parse_made(production.auditions_file.read_text("utf-8"))
    assert list(memory) == ["audition/02 Anna.mp3"]
    # Killed before another one was in its place.
    name, sums = memory["audition/02 Anna.mp3"]
    memory["audition/02 Anna.mp3"] = Made(name, ("0" * 64, *sums))
    production.auditions_file.write_text(dump_made(memory), "utf-8")
    left = claimed.parent / f".half{LITTER}"
    left.mkdir()
    (left / claimed.name).write_bytes(b"half")
    moved = rendered.rename(tmp_path / "moved")
    assert [voice.name for voice in audition(open_production(moved), ["Anna"]).voices] == ["Anna"]
    assert [path.name for path in (moved / "audition").iterdir()] == ["02 Anna.mp3"]


def test_nobodys_name_is_told_with_who_was_meant(rendered: Path) -> None:
    with pytest.raises(EditError, match='did you mean "Bertram"'):
        audition(open_production(rendered), ["Bertrand"])


def test_those_nobody_knows_are_heard_last_and_under_the_scripts_name(rendered: Path, edit: Edit) -> None:
    edit(rendered / "script" / "001 CHAPTER ONE.txt", "@Anna: “Who", "@?: “Who")
    production = open_production(rendered)
    (heard,) = audition(production, ["?"], folder=rendered / "hear").voices
    assert (heard.name, heard.lines) == ("unknown", 1)
    assert heard.file is not None
    assert heard.file.name == "02 unknown.mp3"
    assert [voice.name for voice in audition(production).voices] == ["narrator", "Bertram", "unknown"]
