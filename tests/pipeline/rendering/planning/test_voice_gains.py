"""What would be broken: a level that changes with the book, or a voice that speaks a minute before the book does."""

import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.production.production import open_production
from pipeline.rendering.events import ChapterDone, Event, VoiceMeasured
from pipeline.rendering.planning.estimates import speaking_work, spoken_seconds
from pipeline.rendering.planning.phrases import phrases_of
from pipeline.rendering.planning.voice_gains import (
    Timbre,
    is_damaged,
    keep_gain,
    known_gain,
    known_level,
    measuring_work,
    sample_of,
    seal_gains,
)
from pipeline.sound.voice_loudness import VOICE_LEVEL
from tests.pipeline.productions import load, render
from voices.casting import PITCHES
from voices.engines import registry
from voices.engines.registry import loaded_engine
from voices.engines.shipped import known_levels

TIMBRE = Timbre("pyttsx3", loaded_engine("pyttsx3").version("en-gb"), "en-gb", 0.0, "en-gb")


def test_a_damaged_measurement_counts_as_none(tmp_path: Path) -> None:
    keep_gain(tmp_path, TIMBRE, -1.5)
    assert known_gain(tmp_path, TIMBRE) == -1.5
    for path in tmp_path.iterdir():
        path.write_text("{")
    assert known_gain(tmp_path, TIMBRE) is None


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
        for line in phrases_of(loaded.planned.chapters[0].edited, loaded.book, loaded.cast)
        if line.lines[0].line.speaker == "Anna"
    )
    for lufs in (-20.0, -26.0):
        ship(tmp_path / "shipped", monkeypatch, anna, lufs)
        shutil.rmtree(production.levels_folder)
        events: list[Event] = []
        assert not render(production, on_event=events.append).failed
        assert [event.number for event in events if isinstance(event, ChapterDone)] == [1]
        measured = sum(isinstance(event, VoiceMeasured) for event in events)
        assert measured == len(list(production.levels_folder.iterdir())) == 2


def test_a_voice_is_measured_on_a_minute_of_speech_and_an_even_one_on_a_third_of_it() -> None:
    uneven = sample_of(replace(TIMBRE, pitch=2.0, delivery="whisper"))
    assert len(uneven) == len({said.text for said in uneven}) == 12
    assert {(said.voice, said.pitch, said.delivery, said.language, said.rate) for said in uneven} == {
        ("en-gb", 2.0, "whisper", "en-gb", 1.0)
    }
    assert 55 < sum(spoken_seconds("pyttsx3", said) for said in uneven) < 75
    even = sample_of(replace(TIMBRE, engine="kokoro"))
    assert [said.text for said in even] == [said.text for said in uneven[:4]]
    assert measuring_work(TIMBRE) == pytest.approx(sum(speaking_work("pyttsx3", said) for said in sample_of(TIMBRE)))


@pytest.mark.parametrize("kept", ['{"gain_db": "loud"}', '{"gain": 1}', "[]", '{"gain_db": null}', ""])
def test_what_no_gain_can_be_counts_as_none(tmp_path: Path, kept: str) -> None:
    keep_gain(tmp_path, TIMBRE, -1.5)
    (file,) = tmp_path.iterdir()
    file.write_text(kept)
    assert known_gain(tmp_path, TIMBRE) is None
    assert is_damaged(tmp_path, TIMBRE)
    file.write_text('{"gain_db": 3}')
    assert known_gain(tmp_path, TIMBRE) == 3.0
    assert not is_damaged(tmp_path, TIMBRE)


@pytest.mark.parametrize("gain", [float("nan"), float("inf"), 10**400, -1e9, True])
def test_a_strangers_gain_that_no_voice_can_have_counts_as_none(tmp_path: Path, gain: float) -> None:
    keep_gain(tmp_path, TIMBRE, gain)
    assert known_gain(tmp_path, TIMBRE) is None


def test_a_digit_that_changed_and_another_voices_level_are_noticed(tmp_path: Path) -> None:
    keep_gain(tmp_path, TIMBRE, -1.5)
    (file,) = tmp_path.iterdir()
    whole = file.read_text()
    file.write_text(whole.replace("-1.5", "-9.5"))
    assert known_gain(tmp_path, TIMBRE) is None
    assert is_damaged(tmp_path, TIMBRE)
    other = replace(TIMBRE, pitch=3.0)
    keep_gain(tmp_path, other, 4.0)
    (another,) = set(tmp_path.iterdir()) - {file}
    another.write_text(whole)
    assert known_gain(tmp_path, other) is None


def test_levels_of_before_there_were_sums_get_one_and_stay_what_they_are(tmp_path: Path) -> None:
    keep_gain(tmp_path, TIMBRE, -1.5)
    (file,) = tmp_path.iterdir()
    sealed = file.read_text()
    file.write_text('{"gain_db": -1.5}')
    (tmp_path / "other.json").write_text("{")
    seal_gains(tmp_path)
    assert file.read_text() == sealed
    assert (tmp_path / "other.json").read_text() == "{"
    seal_gains(tmp_path / "missing")
