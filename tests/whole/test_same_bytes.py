"""What would be broken: a book that sounds different when it is made again, for engines that say that it never does."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.making import Options, make_production
from pipeline.production import Production
from pipeline.render import load, render
from pipeline.voice_level import keep_gain
from tests.whole.command import audio_of
from voices.engines import registry

STORY = """“No,” said Anna.

“Why not?” asked Bertram.
"""
SLOW = ("kokoro", "piper")
"""To measure one of their voices takes a minute's work."""


def made(story: Path, folder: Path, engine: str, jobs: int) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """The finished files, and the clips."""
    production: Production = make_production(story, folder, Options(engines=(engine, "")))
    if engine in SLOW:
        voiced = [line for chapter in load(production).planned.chapters for line in chapter.voiced]
        for line in voiced:
            keep_gain(production.levels_folder, line.timbre, 6.0)
    assert not render(production, jobs=jobs).failed
    clips = {path.name: path.read_bytes() for path in production.clips_folder.rglob("*.wav")}
    return audio_of(folder), clips


@pytest.mark.parametrize("engine", registry.names())
def test_a_book_is_the_same_bytes_made_by_one_worker_and_by_two_in_another_folder(engine: str, tmp_path: Path) -> None:
    infos = {info.name: info for info in registry.engine_infos()}
    if engine not in infos or not infos[engine].installed or infos[engine].lacks:
        pytest.skip(f"{engine} can't speak here")
    if not registry.load(engine).deterministic:
        pytest.skip(f"{engine} says that it is not deterministic")
    story = tmp_path / "door.txt"
    story.write_text(STORY, encoding="utf-8")
    audio, clips = made(story, tmp_path / "one", engine, jobs=1)
    assert len(clips) >= 3
    assert made(story, tmp_path / "another", engine, jobs=2) == (audio, clips)
