"""What would be broken: a book given up for what goes wrong twice, or tried for ever, or older files lost over it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.whole.command import audio_of, ends_plainly, make_audio_here

STORY = """CHAPTER ONE

It rained all night.

CHAPTER TWO

Then the sun came out.
"""

Fail = Callable[..., Path]


@pytest.fixture
def fail(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Fail:
    """Has the next chapters that are begun fail: "lost" or "damaged", one after the other."""
    faults = tmp_path / "faults"
    faults.mkdir()
    path = [str(Path(__file__).with_name("loss_site")), os.environ.get("PYTHONPATH", "")]
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(filter(None, path)))
    monkeypatch.setenv("LOSSES", str(faults))

    def plan(*what: str) -> Path:
        for number, name in enumerate(what):
            (faults / f"{number} {name}").touch()
        return faults

    return plan


@pytest.fixture(scope="module")
def rain(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A book of two chapters; to be copied."""
    folder = tmp_path_factory.mktemp("rain")
    story = folder / "rain.txt"
    story.write_text(STORY, encoding="utf-8")
    assert make_audio_here(story, "-j", "1").returncode == 0
    return folder / "rain"


def test_a_chapter_may_lose_its_worker_twice_and_find_its_clips_damaged_twice(
    rain: Path, tmp_path: Path, fail: Fail
) -> None:
    book = shutil.copytree(rain, tmp_path / "book")
    (book / "audio" / "001 - CHAPTER ONE.mp3").unlink()
    left = fail("lost", "damaged", "lost", "damaged")
    ran = make_audio_here(book, "-j", "1", "-q")
    assert (ran.returncode, ran.stderr) == (0, "")
    assert not list(left.iterdir())
    assert audio_of(book) == audio_of(rain)


def test_a_chapter_that_loses_its_worker_a_third_time_ends_the_run(rain: Path, tmp_path: Path, fail: Fail) -> None:
    book = shutil.copytree(rain, tmp_path / "book")
    (book / "audio" / "001 - CHAPTER ONE.mp3").unlink()
    left = fail("lost", "lost", "lost", "lost")
    said = ends_plainly(make_audio_here(book, "-j", "1", "-q"), 4)
    assert "script/001 CHAPTER ONE.txt can't be finished: the process ended unexpectedly" in said
    assert [file.name for file in left.iterdir()] == ["3 lost"]


def test_a_run_in_which_a_line_failed_keeps_older_files_and_the_next_one_removes_what_is_not_wanted(
    rain: Path, tmp_path: Path, fail: Fail
) -> None:
    """The first chapter is left out of the book, so that the second has another name; three times it finds its clip
    damaged."""
    book = shutil.copytree(rain, tmp_path / "book")
    settings = book / "book.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace('"CHAPTER ONE"\nread = true', '"CHAPTER ONE"\nread = false'), encoding="utf-8")
    left = fail("damaged", "damaged", "damaged", "damaged")
    failed = make_audio_here(book, "-j", "1", "-q")
    assert failed.returncode == 1, failed.stderr
    assert "script/001 CHAPTER TWO.txt:" in failed.stdout + failed.stderr
    assert [file.name for file in left.iterdir()] == ["3 damaged"]
    assert audio_of(book) == audio_of(rain)

    (left / "3 damaged").unlink()
    assert make_audio_here(book, "-j", "1", "-q").returncode == 0
    assert list(audio_of(book)) == ["001 - CHAPTER TWO.mp3"]
