"""What would be broken: a sample with a hole in it, or none at all, for one line that can't be spoken."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from pipeline.listening.short_files import ShortFile, make_short_files
from pipeline.production.clip_cache import ClipCache
from pipeline.production.production import open_production
from pipeline.rendering.chapters.chapter_audio import ChapterJob
from pipeline.rendering.chapters.jobs import Studio, lines_job
from pipeline.rendering.planning.phrases import Phrase, phrases_of
from pipeline.rendering.planning.voice_gains import Timbre
from pipeline.sound.release.tags import BookTags, ChapterTags
from tests.pipeline.listening.test_line_preview import seconds
from tests.pipeline.productions import load


def test_a_line_that_can_not_be_spoken_is_left_out_and_given_back(rendered: Path, tmp_path: Path) -> None:
    loaded = load(open_production(rendered))
    lines = phrases_of(loaded.edited.chapters[0], loaded.book, loaded.cast)
    nobody = replace(lines[1].utterance, voice="en-gb+nobody")
    bad = replace(lines[1], key="ab" * 32, utterance=nobody)
    studio = Studio(loaded.book, 1, ClipCache(tmp_path / "clips"), tmp_path, loaded.ffmpeg.path)
    tags = ChapterTags(BookTags("Door"), "A", 1)

    def file(number: int, *chosen: Phrase) -> ShortFile:
        def job(heard: Sequence[Phrase], gains: Mapping[Timbre, float]) -> ChapterJob:
            return lines_job(studio, heard, gains, tags, tmp_path / f"{number}.mp3")

        return ShortFile(number, "A", chosen, job)

    files = [file(1, lines[0], bad, lines[2]), file(2, lines[0], lines[2]), file(3, bad)]
    failed = make_short_files(files, studio.clips, tmp_path / "levels", jobs=2)
    assert {(line.address, line.text) for line in failed} == {(bad.address, bad.text)}
    assert all("nobody" in line.why for line in failed)
    assert seconds(tmp_path / "1.mp3") == seconds(tmp_path / "2.mp3") > 1
    assert not (tmp_path / "3.mp3").exists()
