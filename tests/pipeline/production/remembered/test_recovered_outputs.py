"""What would be broken: a person has to move finished files by hand, or a file of theirs is overwritten."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.disk.files import sha256
from pipeline.production.production import Production
from pipeline.production.production_record import Output, dump_outputs
from pipeline.production.remembered.recovered_outputs import recovered_outputs


@pytest.fixture
def production(tmp_path: Path) -> Production:
    production = Production(tmp_path / "book")
    for folder in (production.audio_folder, production.masters_folder):
        folder.mkdir(parents=True)
    (production.audio_folder / "001 - One.mp3").write_bytes(b"one")
    (production.audio_folder / "002 - Two.mp3").write_bytes(b"second")
    (production.masters_folder / "001.flac").write_bytes(b"the master")
    return production


def told(production: Production) -> str:
    paths = [*sorted(production.audio_folder.iterdir()), *sorted(production.masters_folder.iterdir())]
    stats = [(path, path.stat()) for path in paths]
    return dump_outputs(
        [Output(production.path_of(p), "f" * 64, sha256(p), s.st_size, s.st_mtime_ns, 7) for p, s in stats]
    )


def files(text: str, production: Production) -> list[str]:
    return [output.file for output in recovered_outputs(text, production)]


def test_no_single_changed_byte_loses_a_file(production: Production) -> None:
    text = told(production)
    whole = files(text, production)
    assert len(whole) == 3
    for at in range(len(text)):
        changed = text[:at] + chr(ord(text[at]) ^ 1) + text[at + 1 :]
        assert files(changed, production) == whole, text[at - 20 : at + 20]


def test_of_a_text_that_breaks_off_the_files_before_are_known(production: Production) -> None:
    text = told(production)
    assert files(text[: text.index("002 - Two")], production) == ["audio/001 - One.mp3"]
    assert not files("", production)


def test_a_file_that_somebody_else_put_there_is_never_ours(production: Production) -> None:
    text = told(production)
    (production.audio_folder / "001 - One.mp3").write_bytes(b"two")
    (production.audio_folder / "003 - Theirs.mp3").write_bytes(b"theirs")
    (production.audio_folder / "004 - Link.mp3").symlink_to(production.audio_folder / "002 - Two.mp3")
    assert "audio/002 - Two.mp3" in (found := files(text, production))
    assert not {"audio/001 - One.mp3", "audio/003 - Theirs.mp3", "audio/004 - Link.mp3"} & set(found)


def test_what_a_damaged_memory_says_of_a_file_is_not_believed(production: Production) -> None:
    assert not any(o.fingerprint or o.sha256 or o.frames for o in recovered_outputs(told(production), production))
