"""What would be broken: a book that sounds different when it is made again, for engines that say that it never does."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.production.production import Production
from pipeline.rendering.planning.voice_gains import keep_gain, known_gain
from pipeline.updating.request import Options
from tests.pipeline.productions import load, make_production, render
from tests.whole.command import audio_of
from voices.engines import registry

STORY = """“No,” whispered Anna.

“Did you *not*?” asked Bertram.
"""
LEXICON = """[words]
Bertram = "/ˈbɜːtrəm/"
"""
SLOW = ("kokoro", "piper")
"""To measure one of their voices takes a minute's work: it is done only where no level came with it."""


def made(story: Path, folder: Path, engine: str, jobs: int) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """The finished files, and the clips: of a whisper, a word that is stressed, and one that is said as IPA."""
    production: Production = make_production(story, folder, Options(engines=(engine, "")))
    production.lexicon_file.write_text(LEXICON, encoding="utf-8")
    phrases = [phrase for chapter in load(production).planned.chapters for phrase in chapter.phrases]
    said = [phrase.utterance for phrase in phrases]
    assert [utterance.delivery for utterance in said].count("whisper") == 1
    assert any(utterance.stress for utterance in said) is registry.traits(engine).takes_stress
    assert any(utterance.phonemes for utterance in said) is registry.traits(engine).takes_ipa
    for phrase in phrases:
        if engine in SLOW and known_gain(production.levels_folder, phrase.timbre) is None:
            keep_gain(production.levels_folder, phrase.timbre, 6.0)
    assert not render(production, jobs=jobs).failed
    clips = {path.name: path.read_bytes() for path in production.clips_folder.rglob("*.wav")}
    return audio_of(folder), clips


@pytest.mark.parametrize("engine", registry.names())
def test_a_book_is_the_same_bytes_made_by_one_worker_and_by_two_in_another_folder(engine: str, tmp_path: Path) -> None:
    infos = {info.name: info for info in registry.engine_infos()}
    if engine not in infos or not infos[engine].installed or infos[engine].lacks:
        pytest.skip(f"{engine} can't speak here")
    if not registry.traits(engine).deterministic:
        pytest.skip(f"{engine} says that it is not deterministic")
    story = tmp_path / "door.md"
    story.write_text(STORY, encoding="utf-8")
    audio, clips = made(story, tmp_path / "one", engine, jobs=1)
    assert len(clips) >= 3
    assert made(story, tmp_path / "another", engine, jobs=2) == (audio, clips)
