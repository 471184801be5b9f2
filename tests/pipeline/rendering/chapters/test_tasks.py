"""What would be broken: a long chapter that counts as hung while it is being made, or a hung one that never does."""

from pathlib import Path

from pipeline.rendering.chapters.chapter_audio import ChapterJob
from pipeline.rendering.chapters.tasks import MakeBook, MakeChapter
from pipeline.sound.pauses import Pauses
from pipeline.sound.release.m4b import M4bJob
from pipeline.sound.release.tags import BookTags, ChapterTags

BOOK = BookTags("The Lantern")


def test_a_file_gets_ten_minutes_and_the_length_of_its_sound() -> None:
    job = ChapterJob((), ChapterTags(BOOK, "The Storm", 1), None, None, Path(), "ffmpeg", Pauses(), -20, -3, 192)
    book = M4bJob(Path("book.m4b"), (), BOOK, 1, Path(), "ffmpeg")
    assert MakeChapter(1, "The Storm", job, 3600.0).patience(0) == 4200
    assert MakeBook("The Lantern", book, 36000.0).patience(0) == 36600
