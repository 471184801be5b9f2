"""What would be broken: a job without a line, at a wrong level, or for a file that is finished already."""

from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.production.production import open_production
from pipeline.rendering.chapters.chapter_audio import ChapterJob
from pipeline.rendering.chapters.jobs import Studio, book_job, chapter_job, lines_job, preview_job
from pipeline.rendering.planning.loaded_production import Loaded
from pipeline.rendering.planning.phrases import phrases_of
from tests.pipeline.productions import load


@pytest.fixture
def loaded(rendered: Path) -> Loaded:
    """The production with nothing finished, so that everything has to be made."""
    production = open_production(rendered)
    production.outputs_file.unlink()
    return load(production)


def job_of(loaded: Loaded, **changes: object) -> ChapterJob:
    chapter = replace(loaded.planned.chapters[0], **changes)  # type: ignore[arg-type]
    gains = {line.timbre: 3.0 for line in chapter.phrases}
    return chapter_job(loaded, chapter, gains)


def test_every_line_that_is_heard_is_in_the_job_with_its_clip_and_level(loaded: Loaded) -> None:
    job = job_of(loaded)
    sounds = [part.sound for part in job.parts if part.sound]
    lines = phrases_of(loaded.edited.chapters[0], loaded.book, loaded.cast)
    assert [sound.clip.stem for sound in sounds] == [line.key for line in lines]
    assert [sound.gain for sound in sounds] == [3.0 + line.gain for line in lines]
    assert (job.tags.number, job.tags.book.title) == (1, "Door")


def test_only_what_is_missing_is_made(loaded: Loaded, rendered: Path) -> None:
    job = job_of(loaded)
    assert job.mp3 == rendered / "audio" / "001 - CHAPTER ONE.mp3"
    assert job.master is not None
    assert job_of(loaded, mp3=object()).mp3 is None
    assert job_of(loaded, master=object()).master is None


def test_a_preview_is_short_at_its_edges_and_touches_no_file_of_the_book(loaded: Loaded, tmp_path: Path) -> None:
    job = preview_job(job_of(loaded), tmp_path / "preview.mp3")
    assert (job.mp3, job.master) == (tmp_path / "preview.mp3", None)
    assert job.pauses.head < 0.5 > job.pauses.tail


@pytest.mark.parametrize("levelled", [True, False])
def test_lines_of_voices_that_were_never_levelled_are_not_brought_to_a_level_either(
    loaded: Loaded, tmp_path: Path, levelled: bool
) -> None:
    chapter = loaded.planned.chapters[0]
    gains = {line.timbre: 3.0 if levelled else 0.0 for line in chapter.phrases}
    tags = job_of(loaded).tags
    studio = Studio(loaded.book, 1, loaded.clips, tmp_path, loaded.ffmpeg.path)
    job = lines_job(studio, chapter.phrases, gains, tags, tmp_path / "lines.mp3", levelled=levelled)
    assert {part.sound.levelling for part in job.parts} == {3.0 if levelled else None}


def test_the_book_is_put_together_from_all_masters_in_order(loaded: Loaded) -> None:
    job = book_job(loaded, [100, 200])
    assert [(title, frames) for title, _, frames in job.chapters] == [("CHAPTER ONE", 100), ("CHAPTER TWO", 200)]
    assert job.path.name == "Door.m4b"
