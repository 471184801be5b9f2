"""What would be broken: a line given up at the first slip, or a run that asks a dead engine again for every line."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.production.clip_cache import ClipCache
from pipeline.rendering.clips.clip_maker import ClipMaker, Complete, EngineLostError
from pipeline.rendering.clips.speaking import Speak, Spoken, Unspoken
from pipeline.rendering.clips.voice_measuring import MeasureVoice
from pipeline.rendering.events import Event, LineSpoken, VoiceMeasured, ignore
from pipeline.rendering.planning.plan import missing_work
from pipeline.rendering.planning.voice_gains import keep_gain
from pipeline.rendering.planning.voiced_lines import VoicedLine
from pipeline.rendering.workers.worker_pool import WorkerLostError
from pipeline.rendering.workers.worker_process import Done, Failed, Reply
from tests.pipeline.productions import load, make_production
from voices.engines.speech_engine import EngineError

Tasks = list[Speak | MeasureVoice]


@pytest.fixture
def lines(story: Path) -> list[VoicedLine]:
    loaded = load(make_production(story))
    return [line for chapter in loaded.planned.chapters for line in chapter.voiced]


def maker_of(
    lines: list[VoicedLine], folder: Path, on_event: Callable[[Event], None] = ignore
) -> tuple[ClipMaker[str], Speak]:
    """A maker that knows the level of every voice, and its one task for these lines."""
    known = {line.timbre: 0.0 for line in lines}
    maker: ClipMaker[str] = ClipMaker(ClipCache(folder / "clips"), folder / "levels", on_event, known=known)
    (task,) = maker.want("the book", lines)
    assert isinstance(task, Speak)
    return maker, task


def told(maker: ClipMaker[str], task: Speak | MeasureVoice, *what: Reply | Done | Failed) -> list[object]:
    return [result for message in what for result in maker.take(task, message)]


def test_who_waits_is_complete_with_the_last_clip(lines: list[VoicedLine], tmp_path: Path) -> None:
    events: list[Event] = []
    maker, task = maker_of(lines, tmp_path, events.append)
    assert maker.is_waiting("the book")
    assert maker.want("another", lines[:1]) == []
    keys = [key for key, _ in task.utterances]
    assert told(maker, task, Reply(Spoken(keys[0], 1.5), 0.25)) == [Complete("another")]
    (heard,) = events
    assert isinstance(heard, LineSpoken)
    assert (heard.address, heard.seconds, heard.work.took) == (lines[0].address, 1.5, 0.25)
    rest = told(maker, task, *(Reply(Spoken(key, 1.0)) for key in keys[1:]), Done())
    assert rest[-1] == Complete("the book")


def test_what_fails_is_tried_again_in_a_fresh_worker_and_then_given_up(lines: list[VoicedLine], tmp_path: Path) -> None:
    maker, task = maker_of(lines, tmp_path)
    key = task.utterances[2][0]
    replies = [Reply(Unspoken(k, "hoarse") if k == key else Spoken(k, 1.0)) for k, _ in task.utterances]
    (*_, again) = told(maker, task, *replies, Done())
    assert again == Speak(task.engine, task.folder, (task.utterances[2],), fresh=True)
    assert not maker.unspoken
    assert told(maker, again, Reply(Unspoken(key, "hoarse")), Done()) == []
    assert maker.unspoken == {key: "hoarse"}
    assert maker.why_not(lines[2]) == "hoarse"
    assert maker.is_waiting("the book")


def test_a_lost_worker_costs_one_line_a_retry_and_the_others_nothing(lines: list[VoicedLine], tmp_path: Path) -> None:
    maker, task = maker_of(lines, tmp_path)
    done = Reply(Spoken(task.utterances[0][0], 1.0))
    rest, culprit = told(maker, task, done, Failed(WorkerLostError("the process took too long")))[-2:]
    assert rest == Speak(task.engine, task.folder, task.utterances[2:])
    assert culprit == Speak(task.engine, task.folder, task.utterances[1:2], fresh=True)
    for _ in range(2):
        told(maker, culprit, Failed(WorkerLostError("the process took too long")))
    assert "took too long" in maker.unspoken[task.utterances[1][0]]


def test_a_dead_engine_is_not_asked_twice_for_every_line(lines: list[VoicedLine], tmp_path: Path) -> None:
    maker, task = maker_of(lines, tmp_path)
    asked = 0
    for item in task.utterances:
        results = told(maker, Speak(task.engine, task.folder, (item,)), Failed(EngineError("the server is down")))
        for again in results:
            assert isinstance(again, Speak)
            asked += 1
            told(maker, again, Failed(EngineError("the server is down")))
    assert len(maker.unspoken) == len(task.utterances)
    assert asked == 3


def test_an_engine_that_ends_every_worker_ends_the_run(lines: list[VoicedLine], tmp_path: Path) -> None:
    maker: ClipMaker[str] = ClipMaker(ClipCache(tmp_path / "clips"), tmp_path / "levels")
    speaking = [task for task in maker.want("the book", lines) if isinstance(task, Speak)]
    lost = [Speak("pyttsx3", tmp_path, (item,)) for item in speaking[0].utterances]
    for task in lost[:3]:
        told(maker, task, Failed(WorkerLostError("the process ended")))
    with pytest.raises(EngineLostError, match="pyttsx3 can't run: the process ended"):
        told(maker, lost[3], Failed(WorkerLostError("the process ended")))


@pytest.mark.parametrize("answering", ["", "kokoro"])
def test_neither_a_known_level_nor_another_engine_hides_one_that_ends_every_worker(
    lines: list[VoicedLine], tmp_path: Path, answering: str
) -> None:
    timbre = replace(lines[0].timbre, engine="hibari")
    dead = [replace(lines[0], engine="hibari", timbre=timbre, key=f"{i:064x}") for i in range(240)]
    keep_gain(tmp_path / "levels", timbre, 0.0)
    other = [replace(lines[0], engine=answering, key="f" * 64)] if answering else []
    keep_gain(tmp_path / "levels", lines[0].timbre, 0.0)
    maker: ClipMaker[str] = ClipMaker(ClipCache(tmp_path / "clips"), tmp_path / "levels")
    lost: list[Speak] = []

    def run() -> None:
        todo = maker.want("the book", [*other, *dead])
        while todo:
            task = todo.pop(0)
            assert isinstance(task, Speak)
            if task.engine == answering:
                told(maker, task, Reply(Spoken("f" * 64, 1.0)), Done())
            else:
                lost.append(task)
                again = told(maker, task, Failed(WorkerLostError("the process ended")))
                todo[:0] = [result for result in again if isinstance(result, Speak)]

    with pytest.raises(EngineLostError, match="hibari can't run"):
        run()
    assert len(lost) <= 12


def test_lines_that_end_their_workers_cost_only_themselves_where_the_engine_ever_answered(
    lines: list[VoicedLine], tmp_path: Path
) -> None:
    maker, task = maker_of(lines, tmp_path)
    told(maker, task, Reply(Spoken(task.utterances[0][0], 1.0)))
    for item in task.utterances[1:]:
        for _ in range(3):
            alone = Speak(task.engine, task.folder, (item,))
            told(maker, alone, Failed(WorkerLostError("the process ended")))
    assert len(maker.unspoken) == len(task.utterances) - 1 > 3


def test_a_measured_voice_is_work_that_was_done(lines: list[VoicedLine], tmp_path: Path) -> None:
    events: list[Event] = []
    maker: ClipMaker[str] = ClipMaker(ClipCache(tmp_path / "clips"), tmp_path / "levels", events.append)
    tasks = maker.want("the book", lines)
    measuring = [task for task in tasks if isinstance(task, MeasureVoice)]
    assert {task.timbre for task in measuring} == {line.timbre for line in lines}
    for task in tasks:
        if isinstance(task, MeasureVoice):
            told(maker, task, Reply(None, 0.25), Reply(None, 0.25), Reply(2.0, 0.125), Done())
        else:
            told(maker, task, *(Reply(Spoken(key, 1.0)) for key, _ in task.utterances), Done())
    clips, sound, work = missing_work(lines, ClipCache(tmp_path / "clips"), tmp_path / "levels")
    assert clips == len({line.key for line in lines})
    assert sound > clips * 0.1
    measured = [event.work.took for event in events if isinstance(event, VoiceMeasured)]
    assert measured == [0.625] * len(measuring)
    expected = sum(event.work.expected for event in events if isinstance(event, LineSpoken | VoiceMeasured))
    assert work == {"pyttsx3": pytest.approx(expected)}


def test_slow_engines_get_their_lines_in_small_pieces(lines: list[VoicedLine], tmp_path: Path) -> None:
    slow = [replace(line, engine="kokoro", key=f"{i:064x}") for i, line in enumerate(lines * 4)]
    for line in lines:
        keep_gain(tmp_path / "levels", line.timbre, 0.0)
    maker: ClipMaker[str] = ClipMaker(ClipCache(tmp_path / "clips"), tmp_path / "levels")
    tasks = maker.want("the book", slow)
    assert all(isinstance(task, Speak) and 1 <= len(task.utterances) <= 8 for task in tasks)
    assert [key for task in tasks if isinstance(task, Speak) for key, _ in task.utterances] == [
        line.key for line in slow
    ]
