"""What would be broken: a file read twice, so that two parts of one run see two versions of it."""

from collections import Counter
from pathlib import Path

import pytest

from pipeline.cli.commands.make_command import make
from pipeline.production.opened_production import read_production


def test_a_run_without_change_reads_each_file_once(rendered: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    reads: Counter[Path] = Counter()
    read_bytes = Path.read_bytes

    def counted(path: Path) -> bytes:
        if rendered in path.parents:
            reads[path.relative_to(rendered)] += 1
        return read_bytes(path)

    make(rendered, quiet=True, jobs=1)
    monkeypatch.setattr(Path, "read_bytes", counted)
    make(rendered, quiet=True, jobs=1)
    wanted = {"book.toml", "voices.toml", "record.json", "script.json", "outputs.json", "001 CHAPTER ONE.txt"}
    assert wanted <= {path.name for path in reads}
    assert {path: count for path, count in reads.items() if count > 1} == {}


def test_a_production_with_the_same_texts_is_the_same_and_knows_what_it_knew(rendered: Path) -> None:
    opened = read_production(rendered)
    assert opened.after({}) is opened
    assert opened.after(dict(opened.texts)) is opened
    assert opened.after({"voices.toml": None}).voices_text is None
    assert opened.voices_text is not None


def test_other_texts_are_seen_by_all_that_depends_on_them(rendered: Path) -> None:
    opened = read_production(rendered)
    assert {line.speaker for item in opened.edited.chapters for line in item.chapter.lines} >= {"Anna", "Bertram"}
    renamed = opened.after({"voices.toml": '[characters.Anna]\nname = "Anna Bell"\n'})
    assert {line.speaker for item in renamed.edited.chapters for line in item.chapter.lines} >= {"Anna Bell"}
    assert "Anna Bell" in renamed.cast.characters
    assert "Anna Bell" not in opened.cast.characters


def test_a_memory_that_is_no_text_counts_as_forgotten(rendered: Path) -> None:
    (rendered / "story" / "script.json").write_bytes(b"{\xff")
    opened = read_production(rendered)
    assert opened.tagged is None
    assert opened.known is None
    assert len(opened.edited.chapters) == 2
