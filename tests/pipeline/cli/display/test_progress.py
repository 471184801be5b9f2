from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.cli.display.progress import RunProgress
from pipeline.rendering import events
from pipeline.rendering.planning.estimates import MIXING, Work
from pipeline.rendering.planning.plan import Plan

MIXED = Work(MIXING, 20.0, 19.0)

PLAN = Plan(
    lines=214,
    lines_to_speak=12,
    chapters=9,
    chapters_to_mix=(3, 4),
    book_files_to_make=(),
    seconds=5400.0,
    seconds_to_speak=60.0,
    seconds_to_mix=1200.0,
    work={"pyttsx3": 20.0, MIXING: 40.0},
    workers=2,
    bytes=130_000_000,
)


def run(progress: RunProgress) -> None:
    with progress:
        progress.say("book.toml: speed is 1.2 now.")
        progress.on_event(events.Planned(PLAN))
        for number in range(12):
            progress.on_event(events.PhraseSpoken(f"script/003 A.txt:{number}", 1, 5.0, Work("pyttsx3", 1.6, 2.0)))
        progress.on_event(events.VoiceMeasured(Work("pyttsx3", 0.1, 0.1)))
        progress.on_event(events.ChapterDone(3, "The Storm", Path("audio/003 - The Storm.mp3"), 600.0, MIXED))
        progress.on_event(events.ChapterDone(4, "The \x1b[2JSea", Path("0004-5f.flac"), 605.0, MIXED))


def test_without_a_terminal_each_chapter_is_one_plain_line(capsys: pytest.CaptureFixture[str]) -> None:
    run(RunProgress())
    out, err = capsys.readouterr()
    assert out == ""
    assert err.splitlines() == [
        "book.toml: speed is 1.2 now.",
        "12 of 214 lines will be synthesized, 2 of 9 chapters mixed again, in about 0:30.",
        "1 of 2 made: 003 - The Storm, 10:00",
        "2 of 2 made: The  [2JSea, 10:05",
    ]
    assert all(line.isprintable() for line in err.splitlines())


def test_quiet_is_quiet(capsys: pytest.CaptureFixture[str]) -> None:
    run(RunProgress(quiet=True))
    assert capsys.readouterr() == ("", "")


def test_a_model_that_is_slow_is_seen_to_be_at_work(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [0.0]
    monkeypatch.setattr("pipeline.cli.display.progress.time.monotonic", lambda: now[0])
    for quiet in (False, True):
        progress = RunProgress(quiet=quiet)
        for done in range(1, 61):
            now[0] += 1.0
            progress.on_heard(done, 60)
    assert capsys.readouterr().err.splitlines() == ["Asked about 30 of 60.", "Asked about 60 of 60."]
