"""What would be broken: a line given up at the first slip, or a run that asks a dead engine again for every line."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.production.clip_cache import ClipCache
from pipeline.rendering.clips.clip_maker import ClipMaker, Complete, EngineLostError
from pipeline.rendering.clips.speaking import Speak, Spoken, Unspoken
from pipeline.rendering.clips.voice_measuring import MeasureVoice
from pipeline.rendering.events import Event, PhraseSpoken, VoiceMeasured, ignore
from pipeline.rendering.planning.phrases import Phrase, PhraseLine
from pipeline.rendering.planning.plan import missing_work
from pipeline.rendering.planning.voice_gains import Timbre, keep_gain
from pipeline.rendering.workers.worker_pool import WorkerLostError
from pipeline.rendering.workers.worker_process import Done, Failed, Reply
from script.model import Kind, Line
from script.quotations.sentence_flow import Ending, LineFlow
from tests.pipeline.productions import load, make_production
from voices.engines import registry
from voices.engines.speech_engine import EngineError, Utterance

Tasks = list[Speak | MeasureVoice]


@pytest.fixture
def lines(story: Path) -> list[Phrase]:
    loaded = load(make_production(story))
    return [line for chapter in loaded.planned.chapters for line in chapter.phrases]


def maker_of(
    lines: list[Phrase], folder: Path, on_event: Callable[[Event], None] = ignore
) -> tuple[ClipMaker[str], Speak]:
    """A maker that knows the level of every voice, and its one task for these lines."""
    known = {line.timbre: 0.0 for line in lines}
    maker: ClipMaker[str] = ClipMaker(ClipCache(folder / "clips"), folder / "levels", on_event, known=known)
    (task,) = maker.want("the book", lines)
    assert isinstance(task, Speak)
    return maker, task


def told(maker: ClipMaker[str], task: Speak | MeasureVoice, *what: Reply | Done | Failed) -> list[object]:
    return [result for message in what for result in maker.take(task, message)]


def test_who_waits_is_complete_with_the_last_clip(lines: list[Phrase], tmp_path: Path) -> None:
    events: list[Event] = []
    maker, task = maker_of(lines, tmp_path, events.append)
    assert maker.is_waiting("the book")
    assert maker.want("another", lines[:1]) == []
    keys = [key for key, _ in task.utterances]
    assert told(maker, task, Reply(Spoken(keys[0], 1.5), 0.25)) == [Complete("another")]
    (heard,) = events
    assert isinstance(heard, PhraseSpoken)
    assert (heard.address, heard.seconds, heard.work.took) == (lines[0].address, 1.5, 0.25)
    rest = told(maker, task, *(Reply(Spoken(key, 1.0)) for key in keys[1:]), Done())
    assert rest[-1] == Complete("the book")


def test_what_fails_is_tried_again_in_a_fresh_worker_and_then_given_up(lines: list[Phrase], tmp_path: Path) -> None:
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


def test_a_lost_worker_costs_one_line_a_retry_and_the_others_nothing(lines: list[Phrase], tmp_path: Path) -> None:
    maker, task = maker_of(lines, tmp_path)
    done = Reply(Spoken(task.utterances[0][0], 1.0))
    rest, culprit = told(maker, task, done, Failed(WorkerLostError("the process took too long")))[-2:]
    assert rest == Speak(task.engine, task.folder, task.utterances[2:])
    assert culprit == Speak(task.engine, task.folder, task.utterances[1:2], fresh=True)
    for _ in range(2):
        told(maker, culprit, Failed(WorkerLostError("the process took too long")))
    assert "took too long" in maker.unspoken[task.utterances[1][0]]


def test_a_dead_engine_is_not_asked_twice_for_every_line(lines: list[Phrase], tmp_path: Path) -> None:
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


def test_an_engine_that_ends_every_worker_ends_the_run(lines: list[Phrase], tmp_path: Path) -> None:
    maker: ClipMaker[str] = ClipMaker(ClipCache(tmp_path / "clips"), tmp_path / "levels")
    speaking = [task for task in maker.want("the book", lines) if isinstance(task, Speak)]
    lost = [Speak("pyttsx3", tmp_path, (item,)) for item in speaking[0].utterances]
    for task in lost[:3]:
        told(maker, task, Failed(WorkerLostError("the process ended")))
    with pytest.raises(EngineLostError, match="pyttsx3 can't run: the process ended"):
        told(maker, lost[3], Failed(WorkerLostError("the process ended")))


@pytest.mark.parametrize("answering", ["", "kokoro"])
def test_neither_a_known_level_nor_another_engine_hides_one_that_ends_every_worker(
    lines: list[Phrase], tmp_path: Path, answering: str
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
    lines: list[Phrase], tmp_path: Path
) -> None:
    maker, task = maker_of(lines, tmp_path)
    told(maker, task, Reply(Spoken(task.utterances[0][0], 1.0)))
    for item in task.utterances[1:]:
        for _ in range(3):
            alone = Speak(task.engine, task.folder, (item,))
            told(maker, alone, Failed(WorkerLostError("the process ended")))
    assert len(maker.unspoken) == len(task.utterances) - 1 > 3


def test_a_measured_voice_is_work_that_was_done(lines: list[Phrase], tmp_path: Path) -> None:
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
    expected = sum(event.work.expected for event in events if isinstance(event, PhraseSpoken | VoiceMeasured))
    assert work == {"pyttsx3": pytest.approx(expected)}


def test_slow_engines_get_their_lines_in_small_pieces(lines: list[Phrase], tmp_path: Path) -> None:
    slow = [replace(line, engine="kokoro", key=f"{i:064x}") for i, line in enumerate(lines * 4)]
    for line in lines:
        keep_gain(tmp_path / "levels", line.timbre, 0.0)
    maker: ClipMaker[str] = ClipMaker(ClipCache(tmp_path / "clips"), tmp_path / "levels")
    tasks = maker.want("the book", slow)
    assert all(isinstance(task, Speak) and 1 <= len(task.utterances) <= 8 for task in tasks)
    assert [key for task in tasks if isinstance(task, Speak) for key, _ in task.utterances] == [
        line.key for line in slow
    ]


TIMBRE = Timbre("pyttsx3", "1", "en-gb", 0.0, "en")


def line_of(number: int, letters: int = 5) -> Phrase:
    """A line that nobody has spoken yet."""
    said = Utterance("a" * letters, "en-gb")
    line = Line(0, letters, "narrator", Kind.NARRATION)
    key = f"{number:064x}"
    address = f"script/001.txt:{number}"
    flow = LineFlow(goes_on=False, tag=0, first_end=letters, last_start=0, ending=Ending.OPEN)
    lines = (PhraseLine(line, number, address, said.text, flow, 0),)
    return Phrase(lines, key, "pyttsx3", said, TIMBRE, 0.0, 0.0, ())


def sizes(tasks: Tasks) -> list[int]:
    return [len(task.utterances) for task in tasks if isinstance(task, Speak)]


def empty_maker(folder: Path) -> ClipMaker[str]:
    return ClipMaker(ClipCache(folder / "clips"), folder / "levels", known={TIMBRE: 0.0})


@pytest.mark.parametrize(("count", "batches"), [(23, [23]), (24, [24]), (25, [24, 1]), (49, [24, 24, 1])])
def test_no_task_has_more_than_two_dozen_lines(count: int, batches: list[int], tmp_path: Path) -> None:
    assert sizes(empty_maker(tmp_path).want("the book", [line_of(number) for number in range(count)])) == batches


@pytest.mark.parametrize(("missing", "batches"), [(1, [2, 1]), (0, [1, 1, 1])])
def test_a_task_that_takes_a_second_is_full(missing: int, batches: list[int], tmp_path: Path) -> None:
    pace = registry.traits("pyttsx3").pace
    letters = math.ceil((pace.speed - pace.line) / pace.letter) - missing
    lines = [line_of(number, letters) for number in range(3)]
    assert sizes(empty_maker(tmp_path).want("the book", lines)) == batches


def test_what_is_there_or_was_asked_for_is_not_asked_for_again(tmp_path: Path) -> None:
    maker = empty_maker(tmp_path)
    lines = [line_of(number) for number in range(3)]
    assert sizes(maker.want("one", [*lines, lines[0]])) == [3]
    assert maker.want("another", lines[1:]) == []
    assert maker.is_waiting("another")
    assert not maker.is_waiting("nobody")


LOST = Failed(WorkerLostError("the process ended"))
REFUSED = Failed(EngineError("hoarse"))


def alone(folder: Path, number: int, *, fresh: bool = False) -> Speak:
    line = line_of(number)
    return Speak("pyttsx3", folder / "clips", ((line.key, line.utterance),), fresh=fresh)


def test_a_line_may_take_its_worker_with_it_twice_and_at_the_third_time_is_given_up(tmp_path: Path) -> None:
    maker = empty_maker(tmp_path)
    (task,) = maker.want("the book", [line_of(1)])
    for _ in range(2):
        (task,) = told(maker, task, LOST)  # type: ignore[assignment]
        assert task == alone(tmp_path, 1, fresh=True)
        assert not maker.unspoken
    assert told(maker, task, LOST) == []
    assert maker.unspoken == {line_of(1).key: "the speech engine fails on it: the process ended"}


def test_a_voice_may_take_its_worker_with_it_twice_and_at_the_third_time_can_not_be_measured(tmp_path: Path) -> None:
    maker: ClipMaker[str] = ClipMaker(ClipCache(tmp_path / "clips"), tmp_path / "levels")
    task = next(task for task in maker.want("the book", [line_of(1)]) if isinstance(task, MeasureVoice))
    for _ in range(2):
        (again,) = told(maker, task, LOST)
        assert again == replace(task, fresh=True)
        assert not maker.unmeasured
    assert told(maker, task, LOST) == []
    assert maker.unmeasured == {TIMBRE: "the process ended"}
    assert maker.why_not(line_of(1)) == "the loudness of its voice can't be measured: the process ended"


def test_a_voice_on_which_its_engine_fails_is_measured_once_more_in_a_fresh_worker(tmp_path: Path) -> None:
    maker: ClipMaker[str] = ClipMaker(ClipCache(tmp_path / "clips"), tmp_path / "levels")
    task = next(task for task in maker.want("the book", [line_of(1)]) if isinstance(task, MeasureVoice))
    (again,) = told(maker, task, REFUSED)
    assert again == replace(task, fresh=True)
    assert told(maker, replace(task, fresh=True), REFUSED) == []
    assert maker.unmeasured == {TIMBRE: "hoarse"}


def test_a_voice_can_be_the_one_too_many_that_an_engine_takes_its_worker_with_it_on(tmp_path: Path) -> None:
    maker: ClipMaker[str] = ClipMaker(ClipCache(tmp_path / "clips"), tmp_path / "levels")
    told(maker, MeasureVoice(tmp_path / "levels", TIMBRE), LOST)
    for number in range(2):
        told(maker, alone(tmp_path, number), LOST)
        told(maker, alone(tmp_path, number), LOST)
    with pytest.raises(EngineLostError):
        told(maker, alone(tmp_path, 9), LOST)


def test_the_third_task_that_fails_in_a_fresh_worker_too_is_the_last_that_is_tried_again(tmp_path: Path) -> None:
    maker = empty_maker(tmp_path)
    maker.want("the book", [line_of(number) for number in range(9)])
    for number in range(3):
        assert told(maker, alone(tmp_path, number), REFUSED) == [alone(tmp_path, number, fresh=True)]
        assert told(maker, alone(tmp_path, number, fresh=True), REFUSED) == []
    assert told(maker, alone(tmp_path, 3), REFUSED) == []
    assert len(maker.unspoken) == 4


def test_an_engine_that_speaks_in_a_fresh_worker_is_believed_in_again(tmp_path: Path) -> None:
    maker = empty_maker(tmp_path)
    maker.want("the book", [line_of(number) for number in range(9)])
    for number in range(2):
        told(maker, alone(tmp_path, number), REFUSED)
        told(maker, alone(tmp_path, number, fresh=True), REFUSED)
    spoken = Reply(Spoken(line_of(2).key, 1.0))
    told(maker, alone(tmp_path, 2, fresh=True), spoken, Done())
    for number in range(3, 6):
        assert told(maker, alone(tmp_path, number), REFUSED) == [alone(tmp_path, number, fresh=True)]
        told(maker, alone(tmp_path, number, fresh=True), REFUSED)
    # What a worker says that was at work before tells nothing of what a fresh one can do.
    told(maker, alone(tmp_path, 6), Reply(Spoken(line_of(6).key, 1.0)), Done())
    assert told(maker, alone(tmp_path, 7), REFUSED) == []


def test_another_engines_failures_are_its_own(tmp_path: Path) -> None:
    maker = empty_maker(tmp_path)
    maker.want("the book", [line_of(number) for number in range(9)])
    for number in range(3):
        other = replace(alone(tmp_path, number), engine="kokoro")
        told(maker, other, REFUSED)
        told(maker, replace(other, fresh=True), REFUSED)
    assert told(maker, alone(tmp_path, 4), REFUSED) == [alone(tmp_path, 4, fresh=True)]


def test_a_damaged_clip_is_removed_and_spoken_again_once_for_all_who_wait(tmp_path: Path) -> None:
    maker = empty_maker(tmp_path)
    cache = ClipCache(tmp_path / "clips")
    line = line_of(1)
    cache.put(line.key, b"damaged")
    assert maker.want_again("one", [line, line]) == [alone(tmp_path, 1)]
    assert not cache.path(line.key).exists()
    assert maker.want_again("another", [line]) == []
    done = told(maker, alone(tmp_path, 1), Reply(Spoken(line.key, 1.0)), Done())
    assert done == [Complete("one"), Complete("another")]
