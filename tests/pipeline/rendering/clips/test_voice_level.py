"""What would be broken: a voice louder than its neighbours, or a level that changes with the book."""

import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from pipeline.production.production import open_production
from pipeline.rendering.clips.speaking import Speak
from pipeline.rendering.clips.voice_measuring import MeasureVoice, measured_level
from pipeline.rendering.events import ChapterDone, Event, VoiceMeasured
from pipeline.rendering.planning.voice_gains import Timbre, keep_gain, known_gain, known_level
from pipeline.rendering.planning.voiced_lines import voice_chapter
from pipeline.sound.voice_loudness import VOICE_LEVEL, speech_level
from tests.pipeline.productions import load, render
from tests.places import STORIES
from voices.casting import PITCHES
from voices.engines import known_levels, registry
from voices.engines.registry import loaded_engine
from voices.engines.speech_engine import Utterance

TIMBRE = Timbre("pyttsx3", loaded_engine("pyttsx3").version("en-gb"), "en-gb", 0.0, "en-gb")


def measured_gain(folder: Path, timbre: Timbre) -> float:
    *_, gain = MeasureVoice(folder, timbre).run()
    assert gain is not None
    return gain


def test_a_measured_gain_is_kept_and_found_again_to_the_bit(tmp_path: Path) -> None:
    assert known_gain(tmp_path, TIMBRE) is None
    gain = measured_gain(tmp_path, TIMBRE)
    assert known_gain(tmp_path, TIMBRE) == gain
    assert known_gain(tmp_path, replace(TIMBRE, pitch=3.0)) is None
    assert known_gain(tmp_path, replace(TIMBRE, version="next")) is None


def test_an_engine_that_hangs_on_a_voices_sentences_is_noticed_as_soon_as_on_a_line(tmp_path: Path) -> None:
    task = MeasureVoice(tmp_path, TIMBRE)
    *sentences, gain = task.run()
    assert gain is not None
    assert sentences
    assert set(sentences) == {None}
    said = Utterance(
        "She laughed, shook her head, and told him that the judge would hardly listen to a child.", "en-gb"
    )
    line = Speak("pyttsx3", tmp_path, (("a" * 64, said), ("b" * 64, said)))
    for replies in range(len(sentences)):
        assert task.patience(replies) == pytest.approx(line.patience(min(replies, 1)), rel=0.1)


def test_a_damaged_measurement_counts_as_none(tmp_path: Path) -> None:
    list(MeasureVoice(tmp_path, TIMBRE).run())
    for path in tmp_path.iterdir():
        path.write_text("{")
    assert known_gain(tmp_path, TIMBRE) is None


@pytest.mark.parametrize("delivery", [None, "whisper"])
@pytest.mark.parametrize("pitch", [0.0, -5.0, 6.0])
def test_the_gain_brings_other_words_of_the_voice_to_the_common_level(
    tmp_path: Path, pitch: float, delivery: str | None
) -> None:
    gain = measured_gain(tmp_path, replace(TIMBRE, pitch=pitch, delivery=delivery))
    text = "She had admittedly been delighted to see him, but she also had a good deal of work to do."
    said = Utterance(text, "en-gb", pitch=pitch, delivery=delivery, language="en-gb")
    clip = loaded_engine("pyttsx3").synthesize(said)
    lufs = speech_level(clip.samples * np.float32(10 ** (gain / 20)), clip.rate)
    assert lufs == pytest.approx(VOICE_LEVEL, abs=1.5)


def test_all_voices_read_a_page_equally_loud(tmp_path: Path) -> None:
    text = (STORIES / "the-lantern.txt").read_text("utf-8")
    page = " ".join(text.split()[200:420])
    engine = loaded_engine("pyttsx3")
    levels = []
    for voice in ("arthur", "rufus", "clara", "edmund", "thaddeus", "beatrice"):
        timbre = replace(TIMBRE, voice=f"en-gb+{voice}")
        gain = measured_gain(tmp_path, timbre)
        clip = engine.synthesize(Utterance(page, timbre.voice, language="en-gb"))
        levels.append(speech_level(clip.samples, clip.rate) + gain)
    assert max(levels) - min(levels) < 0.7


def test_a_shipped_level_is_what_a_production_would_have_measured(tmp_path: Path) -> None:
    if not registry.installed("hibari"):
        pytest.skip("hibari is not installed")
    timbre = Timbre("hibari", loaded_engine("hibari").version("heart"), "heart", 0.0, "en-us")
    gain = known_gain(tmp_path, timbre)
    assert gain == pytest.approx(VOICE_LEVEL - measured_level(timbre), abs=0.1)
    assert known_gain(tmp_path, replace(timbre, pitch=2.0)) is None
    whisper = replace(timbre, version=loaded_engine("hibari").version("heart", "whisper"), delivery="whisper")
    assert known_gain(tmp_path, whisper) == pytest.approx(VOICE_LEVEL - measured_level(whisper), abs=0.1)
    raised = measured_gain(tmp_path, replace(timbre, pitch=2.0))
    assert raised != gain


def test_a_voice_of_kokoro_moved_by_casting_need_not_speak_before_the_book_does(tmp_path: Path) -> None:
    engine = loaded_engine("kokoro") if registry.installed("kokoro") else None
    if engine is None or not engine.voices():
        pytest.skip("kokoro or its voices are not installed")
    timbre = Timbre("kokoro", engine.version("am_puck"), "am_puck", 0.0, "en-us")
    gain = known_gain(tmp_path, timbre)
    assert gain is not None
    assert known_gain(tmp_path, replace(timbre, pitch=-3.0)) == gain
    assert known_gain(tmp_path, replace(timbre, pitch=4.5)) is None
    whisper = replace(timbre, version=engine.version("am_puck", "whisper"), delivery="whisper")
    assert known_gain(tmp_path, replace(whisper, pitch=-3.0)) == known_gain(tmp_path, whisper) != gain


@pytest.mark.parametrize("delivery", [None, "whisper"])
@pytest.mark.parametrize("name", ["hibari", "kokoro"])
def test_no_voice_that_an_automatic_cast_gives_out_has_to_speak_before_the_book_does(
    name: str, delivery: str | None
) -> None:
    engine = loaded_engine(name) if registry.installed(name) else None
    if engine is None or not engine.voices():
        pytest.skip(f"{name} or its voices are not installed")
    for info in engine.voices():
        version = engine.version(info.name, delivery)
        for pitch in (pitch for pitch in PITCHES if pitch <= info.clear_to):
            assert known_level(Timbre(name, version, info.name, pitch, info.language, delivery)) is not None


def ship(folder: Path, monkeypatch: pytest.MonkeyPatch, timbre: Timbre, lufs: float) -> None:
    """Has the level of a voice come with its engine."""
    known_levels._table.cache_clear()
    monkeypatch.setattr(known_levels, "FOLDER", str(folder))
    of = known_levels.decisive(timbre.version)
    folder.mkdir(exist_ok=True)
    (folder / f"{timbre.engine}.json").write_text(json.dumps({timbre.voice: {"level": lufs, "of": of}}), "utf-8")


@pytest.fixture(autouse=True)
def _shipped_again() -> Iterator[None]:
    yield
    known_levels._table.cache_clear()


def test_a_shipped_level_holds_over_one_that_was_measured_and_only_for_the_plain_voice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for timbre in (TIMBRE, replace(TIMBRE, pitch=3.0), replace(TIMBRE, delivery="whisper")):
        keep_gain(tmp_path / "kept", timbre, 1.0)
    for lufs in (-20.0, -26.0):
        ship(tmp_path / "shipped", monkeypatch, TIMBRE, lufs)
        assert known_gain(tmp_path / "kept", TIMBRE) == VOICE_LEVEL - lufs
    assert known_gain(tmp_path / "kept", replace(TIMBRE, pitch=3.0)) == 1.0
    assert known_gain(tmp_path / "kept", replace(TIMBRE, delivery="whisper")) == 1.0


def test_a_shipped_level_costs_no_task_and_a_changed_one_mixes_again_only_the_chapters_of_that_voice(
    rendered: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    production = open_production(rendered)
    loaded = load(production)
    assert not any(chapter.to_mix for chapter in loaded.planned.chapters)
    # Anna is heard in the first chapter alone.
    anna = next(
        line.timbre
        for line in voice_chapter(loaded.planned.chapters[0].edited, loaded.book, loaded.cast)
        if line.line.speaker == "Anna"
    )
    for lufs in (-20.0, -26.0):
        ship(tmp_path / "shipped", monkeypatch, anna, lufs)
        shutil.rmtree(production.levels_folder)
        events: list[Event] = []
        assert not render(production, on_event=events.append).failed
        assert [event.number for event in events if isinstance(event, ChapterDone)] == [1]
        measured = sum(isinstance(event, VoiceMeasured) for event in events)
        assert measured == len(list(production.levels_folder.iterdir())) == 2
