from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

from pipeline.cli.display.summary_tables import (
    opinion_words,
    print_absent,
    print_guesses,
    print_json,
    print_perhaps_one,
    print_rests_on,
    print_summary,
    print_unspoken,
    quoted,
    stdout_console,
)
from pipeline.rendering.events import FailedLine
from pipeline.reporting.grounds import AbsentSubject, RestsOn
from pipeline.reporting.perhaps_one import PerhapsOne
from pipeline.reporting.summary import ChapterReport, Doubt, LeftOutReport, SpeakerReport, Summary
from script.second_opinion.opinions import Tally
from voices.engines.speech_engine import VoiceInfo

FILE = Path("the book/audio/001 - The Storm.mp3")
SUMMARY = Summary(
    folder=Path("the book"),
    title="The \x1b[31mLantern",
    author="A. N. Keeper",
    language="en",
    chapters=(
        ChapterReport(1, "The Storm", "script/001 The Storm.txt", 31, 402, 0, 185.2, FILE),
        ChapterReport(2, "[bold]Brackets[/bold]", "script/002 Brackets.txt", 3, 40, 2, None, None),
    ),
    speakers=(
        SpeakerReport("narrator", 20, 300, "en-gb+arthur"),
        SpeakerReport("Zoë", 10, 140, "en-gb+belinda"),
        SpeakerReport("", 1, 2, "en-gb"),
    ),
    doubtful=tuple(Doubt(f"script/001 The Storm.txt:{n}", None, 0.1, "nobody fits", "“Who?”") for n in range(12)),
    left_out=(LeftOutReport("Imprint", "copyright page", 55, "section"),),
    files=(FILE,),
    seconds=185.2,
    warnings=("The encoding was guessed.",),
    failed=(FailedLine("script/001 The Storm.txt:57", "“Aargh”", "the engine gave only silence"),),
    changed_words=2,
    plan=None,
    corrected=(3, 1),
    rests_on=RestsOn(tag=62, turn=31, guess=7),
    absent=(AbsentSubject("Yusuf", 2, "script/001 The Storm.txt:3"),),
    perhaps_one=(PerhapsOne("Zoë", "Zo", "", "voices.toml:9", 'name = "Zoë"'),) * 2,
)  # fmt: skip


def test_the_table_holds_all_that_a_person_wants_to_know(capsys: pytest.CaptureFixture[str]) -> None:
    print_summary(stdout_console(), SUMMARY)
    shown = " ".join(capsys.readouterr().out.split())
    for part in (
        "1 The Storm 3:05 31 402",
        "2 [bold]Brackets[/bold] - 3 40",
        "narrator 20 300 en-gb+arthur",
        "(unknown) 1 2",
        "Who speaks: 62 % of the spoken words by a tag, 31 % by turns and actions, 7 % guessed.",
        "12 doubtful speakers, the 10 most audible",
        "script/001 The Storm.txt:9",
        "Imprint copyright page 55",
        "script/001 The Storm.txt:57: the engine gave only silence",
        "The encoding was guessed.",
        "2 words of the story changed by hand",
        "3 speakers and 1 character corrected: make-audio retag 'the book'",
        "1 speaker named by the story and not in the cast and 2 pairs of characters that could be one person: "
        "make-audio check 'the book' lists them.",
        "3:05 in 1 file in the book/audio",
        "make-audio 'the book'",
    ):
        assert part in shown
    assert "script/001 The Storm.txt:10" not in shown


def test_all_that_speakers_rest_on_is_told_and_nothing_where_nobody_speaks(capsys: pytest.CaptureFixture[str]) -> None:
    print_rests_on(stdout_console(), RestsOn(*[100] * 7))
    shown = capsys.readouterr().out
    assert shown.count("14 %") == 7
    assert "14 % of the spoken words by a tag, 14 % by a tag without a name (“she said”), " in shown
    print_rests_on(stdout_console(), RestsOn())
    print_absent(stdout_console(), ())
    print_perhaps_one(stdout_console(), ())
    assert capsys.readouterr().out == ""


def test_what_is_guessed_is_shown_by_chapter(capsys: pytest.CaptureFixture[str]) -> None:
    chapters = (
        ChapterReport(1, "", "script/001.txt", 2, 9, 0, None, None, rests_on=RestsOn(tag=1, reference=2, guess=1)),
        ChapterReport(2, "", "script/002.txt", 2, 9, 0, None, None),
    )
    print_guesses(stdout_console(), chapters)
    shown = " ".join(capsys.readouterr().out.split())
    assert "script/001.txt 4 75 % 25 %" in shown
    assert "script/002.txt" not in shown


def test_no_name_of_a_story_reaches_the_terminal_as_a_command(capsys: pytest.CaptureFixture[str]) -> None:
    print_absent(stdout_console(), [AbsentSubject("\x1b[31mYusuf", 2, "script/001.txt:3")])
    print_perhaps_one(stdout_console(), [PerhapsOne("[bold]A", "B\x1b", "why\x1b", "voices.toml:3", 'name = "A"')])
    shown = capsys.readouterr().out
    assert "\x1b" not in shown
    assert "[bold]A and B" in shown
    assert 'voices.toml:3: name = "A"' in shown


def test_what_a_model_said_is_told_in_words() -> None:
    assert (
        opinion_words(Tally(asked=12, changed=7, confirmed=2))
        == "Asked about 12 doubtful lines: 7 changed, 2 confirmed, 3 without an answer."
    )
    assert opinion_words(Tally(1, 1, 0)).startswith("Asked about 1 doubtful line: 1 changed")
    assert opinion_words(Tally()) == "There was no doubtful line to ask about."


def test_an_address_keeps_its_line_number_in_a_narrow_terminal(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.cli.display.summary_tables._PLAIN_WIDTH", 30)
    print_summary(stdout_console(), SUMMARY)
    assert "script/001 The Storm.txt:9 (unknown): “Who?”" in capsys.readouterr().out


def test_no_title_reaches_the_terminal_as_a_command(capsys: pytest.CaptureFixture[str]) -> None:
    print_summary(stdout_console(), SUMMARY)
    assert "\x1b" not in capsys.readouterr().out


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-8"])
def test_poor_terminals_get_the_table_too(encoding: str, monkeypatch: pytest.MonkeyPatch) -> None:
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding=encoding, errors="replace"))
    print_summary(stdout_console(), SUMMARY)
    sys.stdout.flush()
    shown = raw.getvalue().decode(encoding)
    assert "The Storm" in shown
    assert ("Zoë" in shown) == (encoding != "ascii")


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-8"])
def test_json_is_the_whole_summary_in_any_encoding(encoding: str, monkeypatch: pytest.MonkeyPatch) -> None:
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding=encoding))
    print_json(SUMMARY)
    sys.stdout.flush()
    read = json.loads(raw.getvalue().decode(encoding))
    assert [speaker["name"] for speaker in read["speakers"]] == ["narrator", "Zoë", ""]
    assert read["chapters"][0]["file"] == str(FILE)
    assert len(read["doubtful"]) == 12


def test_a_folder_with_a_space_can_be_pasted() -> None:
    assert quoted("the-lantern") == "the-lantern"
    assert quoted("the book") in ("'the book'", '"the book"')


def test_what_has_no_bound_is_null_for_programs_that_read_json(capsys: pytest.CaptureFixture[str]) -> None:
    print_json((VoiceInfo("alba", "en-gb"),))
    assert json.loads(capsys.readouterr().out, parse_constant=pytest.fail)[0]["clear_to"] is None


def test_a_quiet_run_still_names_the_lines_that_could_not_be_spoken(capsys: pytest.CaptureFixture[str]) -> None:
    print_unspoken(SUMMARY.failed)
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err == "Not spoken: script/001 The Storm.txt:57: the engine gave only silence (“Aargh”)\n"
