"""What would be broken: a folder taken for what it is not, or a memory that tears."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.disk.files import LITTER
from pipeline.disk.run_lock import LockedError
from pipeline.disk.sealed_text import DamagedError, payload_of, sealed
from pipeline.production.book_file import SectionChoice
from pipeline.production.opened_production import read_texts
from pipeline.production.production import FolderError, Production, is_production, open_production
from pipeline.production.production_record import (
    LeftOutText,
    Output,
    Record,
    dump_outputs,
    dump_record,
    parse_outputs,
    parse_record,
)
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

OUTPUTS = (Output("audio/001 - I.mp3", "f", "s", 10, 123456789, 44100),)


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
def test_a_damaged_memory_is_told_and_no_crash(tmp_path: Path, damage: str) -> None:
    production = Production(tmp_path)
    production.story_folder.mkdir()
    for path in (production.record_file, production.outputs_file):
        path.write_bytes(damage.encode("utf-8", "surrogatepass"))
    found = read_texts(production)
    assert found.record is None
    assert found.outputs == ()
    # An empty list is one without a sum, of before.
    assert set(found.damaged) >= {production.record_file} | ({production.outputs_file} if damage != "[]" else set())


@pytest.mark.parametrize("name", ["corrections", "opinions", "made"])
@pytest.mark.parametrize("nonsense", ["[1]", '{"a": 1}'])
def test_a_memory_that_is_whole_and_says_nothing_sensible_counts_as_damaged(
    tmp_path: Path, name: str, nonsense: str
) -> None:
    production = Production(tmp_path)
    production.story_folder.mkdir()
    path = {
        "corrections": production.corrections_file,
        "opinions": production.opinions_file,
        "made": production.auditions_file,
    }[name]
    path.write_text(sealed(name, nonsense), "utf-8")
    assert read_texts(production).damaged == (path,)


@pytest.mark.parametrize("kind", ["record", "outputs"])
def test_a_changed_byte_anywhere_in_the_memory_is_found(kind: str) -> None:
    text = dump_record(RECORD) if kind == "record" else dump_outputs(OUTPUTS)
    parse = parse_record if kind == "record" else parse_outputs
    data = text.encode()
    for at in range(len(data)):
        damaged = bytearray(data)
        damaged[at] ^= 1
        with pytest.raises(DamagedError):
            parse(damaged.decode("utf-8", "replace"))


@pytest.mark.parametrize(
    "source", ["/etc/passwd", "../../secret.txt", "2/../../secret.txt", "C:secret.txt", "\\\\host\\share", "nul", ""]
)
def test_a_record_that_names_a_source_elsewhere_is_none(source: str) -> None:
    with pytest.raises(DamagedError):
        parse_record(dump_record(replace(RECORD, source=source)))


@pytest.mark.parametrize(
    "file", ["audio/..", "audio/../../x.mp3", "/tmp/x.mp3", "story/record.json", "audio/a/b.mp3", "audio/C:x", "x.mp3"]
)
def test_a_finished_file_elsewhere_was_not_made_here(file: str) -> None:
    with pytest.raises(DamagedError):
        parse_outputs(dump_outputs((replace(OUTPUTS[0], file=file),)))


@pytest.mark.parametrize(
    ("entry", "value"),
    [("size", -1), ("size", True), ("size", 1e3), ("frames", 10**300), ("frames", "7"), ("sha256", None), ("file", [])],
)
def test_a_finished_file_with_impossible_numbers_was_not_made_here(entry: str, value: object) -> None:
    rows = json.loads(payload_of("outputs", dump_outputs(OUTPUTS)))
    rows[0][entry] = value
    with pytest.raises(DamagedError):
        parse_outputs(sealed("outputs", json.dumps(rows)))


def test_a_memory_of_before_there_were_sums_is_read(tmp_path: Path) -> None:
    assert parse_record(payload_of("record", dump_record(RECORD))) == RECORD
    assert parse_outputs(payload_of("outputs", dump_outputs(OUTPUTS))) == OUTPUTS


def test_outputs_are_remembered() -> None:
    assert parse_outputs(dump_outputs(OUTPUTS)) == OUTPUTS


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
