"""What would be broken: a folder taken for what it is not, or a memory that tears."""

from pathlib import Path

import pytest

from pipeline.disk.files import LITTER
from pipeline.disk.run_lock import LockedError
from pipeline.production.book_file import SectionChoice
from pipeline.production.production import FolderError, Production, is_production, open_production
from pipeline.production.production_record import LeftOutText, Output, Record, dump_record, load_outputs, save_outputs
from tests.pipeline.productions import load_record

RECORD = Record(
    source="door.epub",
    sha256="ab" * 32,
    revision="1",
    sections=(SectionChoice("Imprint", False, "imprint"), SectionChoice("I\u2028“Über”", True)),
    section_words=(12, 3400),
    files=("001 I.txt",),
    parked=("002 Old.txt",),
    left_out=(LeftOutText("“1”", "page number", 1),),
    warnings=("A sentence.",),
)


def test_a_folder_is_a_production_by_its_book_toml(tmp_path: Path) -> None:
    assert not is_production(tmp_path)
    (tmp_path / "book.toml").write_text('title = "x"')
    assert open_production(tmp_path) == Production(tmp_path)


@pytest.mark.parametrize(
    ("name", "message"), [("missing", "no folder"), ("file", "is no folder"), ("empty", "no book.toml")]
)
def test_what_is_no_production_is_refused_with_the_way_out(tmp_path: Path, name: str, message: str) -> None:
    (tmp_path / "file").write_text("x")
    (tmp_path / "empty").mkdir()
    with pytest.raises(FolderError, match=f"{message}.*make-audio STORY"):
        open_production(tmp_path / name)


def test_the_record_comes_back_as_it_was(tmp_path: Path) -> None:
    production = Production(tmp_path)
    production.story_folder.mkdir()
    production.record_file.write_text(dump_record(RECORD), encoding="utf-8")
    assert load_record(production) == RECORD


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"source": "x"}', "\ud83d"])
def test_a_damaged_memory_is_none_and_no_crash(tmp_path: Path, damage: str) -> None:
    production = Production(tmp_path)
    production.story_folder.mkdir()
    for path in (production.record_file, production.outputs_file):
        path.write_bytes(damage.encode("utf-8", "surrogatepass"))
    assert load_record(production) is None
    assert load_outputs(production) == ()


def test_outputs_are_remembered(tmp_path: Path) -> None:
    outputs = (Output("audio/001 - I.mp3", "f", "s", 10, 123456789, 44100),)
    save_outputs(Production(tmp_path), outputs)
    assert load_outputs(Production(tmp_path)) == outputs


def test_a_locked_production_is_swept_and_refuses_a_second_run(tmp_path: Path) -> None:
    production = Production(tmp_path / "door")
    production.audio_folder.mkdir(parents=True)
    production.temporary_folder.mkdir(parents=True)
    (production.audio_folder / f".x{LITTER}").write_bytes(b"torn")
    (production.audio_folder / "mine.mp3").write_bytes(b"mine")
    (production.temporary_folder / "spool").write_bytes(b"old")
    with production.locked():
        assert [path.name for path in production.audio_folder.iterdir()] == ["mine.mp3"]
        assert not production.temporary_folder.exists()
        with pytest.raises(LockedError, match="door"), production.locked():
            pass
