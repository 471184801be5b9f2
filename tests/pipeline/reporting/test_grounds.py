"""What would be broken: guesses that nobody hears of, or a name of the story that got lost."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipeline.cli.app import app
from pipeline.disk.sealed_text import payload_of, sealed
from pipeline.production.opened_production import BASE, Opened, read_production
from pipeline.production.script_files import EditedChapter
from pipeline.reporting.grounds import AbsentSubject, RestsOn, absent_subjects, guess_warnings, percent, rests_on
from pipeline.reporting.summary import summarize
from script.evidence import Clue, evidence_of
from script.model import BlockKind, Chapter, Kind, Line, Paragraph
from script.tagging.attribution.rules import RuleAttributor
from script.tagging.story_tagger import tag_story
from script.tagging.told_by_people import Fixed, ToldByPeople
from script.training.annotated_novels import story_of

Edit = Callable[[Path, str, str], None]
SCRIPT_ONE = "script/001 CHAPTER ONE.txt"


def chapter(number: int, words: dict[Clue, int]) -> EditedChapter:
    """A chapter whose lines have so many words for each clue."""
    text, lines = "", []
    for clue, count in words.items():
        start = len(text)
        text += "word " * count
        lines.append(Line(start, len(text), "Anna", Kind.SPEECH, None, 0.9, evidence_of(clue, "x")))
    paragraphs = (Paragraph(BlockKind.PARAGRAPH, tuple(lines)),)
    return EditedChapter(f"{number:03}.txt", Chapter(number, "", text, paragraphs), (1,) * len(lines), None)


def unknown_in(folder: Path, *tags: tuple[str, str]) -> None:
    """As if the tagger had not known who these are: (evidence in story/script.json, subject)."""
    path = folder / "story" / "script.json"
    text = payload_of(BASE, path.read_text(encoding="utf-8"))
    for evidence, subject in tags:
        assert evidence in text
        text = text.replace(evidence, evidence_of(Clue.ABSENT, subject))
    path.write_text(sealed(BASE, text), encoding="utf-8")


def read(folder: Path) -> Opened:
    opened = read_production(folder)
    assert opened.tagged
    return opened


def rests_of(text: str, known: ToldByPeople | None = None) -> RestsOn:
    """What the words of a story rest on, from the tagger to the report."""
    script = tag_story(story_of(text, ""), attributor=RuleAttributor(), known=known)
    return rests_on(EditedChapter("001.txt", one, (1,) * len(one.lines), None) for one in script.chapters)


def test_the_lines_of_a_play_rest_on_the_names_it_prints() -> None:
    play = "IDA: The kettle is cold.\n\nVOSS: So is the cook.\n\nIDA: Voss!\n\nVOSS: In here."
    assert rests_of(play) == RestsOn(format=11)
    at = play.index("Voss!")
    assert rests_of(play, ToldByPeople((Fixed(at, at + 5, "Olga"),))) == RestsOn(format=10, person=1)


def test_a_letter_rests_on_its_form_and_on_the_person_who_says_who_wrote_it() -> None:
    letter = "The post had come.\n\nMy dear Anna,\n\nI am well.\n\nThe roof holds.\n\nYours,\n\nPaul\n\nAnna sat down."
    assert rests_of(letter) == RestsOn(format=11)
    at = letter.index("The roof")
    assert rests_of(letter, ToldByPeople((Fixed(at, at + 15, "Clara"),))) == RestsOn(person=11)


def test_every_spoken_word_rests_on_something_and_what_a_person_says_on_them(rendered: Path, edit: Edit) -> None:
    assert summarize(read(rendered)).rests_on == RestsOn(tag=11)
    edit(rendered / SCRIPT_ONE, "@Anna: “Who", "@Bertram: “Who")
    edit(rendered / SCRIPT_ONE, "@Bertram (exclaim): “Open", "@?Bertram (exclaim): “Open")
    summary = summarize(read(rendered))
    assert summary.rests_on == RestsOn(tag=5, person=3, guess=3)
    assert [one.rests_on.words for one in summary.chapters] == [8, 3]


def test_check_lists_whom_the_story_names_and_nobody_knows_until_a_person_says(rendered: Path, edit: Edit) -> None:
    unknown_in(rendered, ("tag: asked Anna", "the ferrywoman"), ("tag: said Bertram", "Yusuf"))
    found = summarize(read(rendered)).absent
    assert found == (
        AbsentSubject("Yusuf", 3, f"{SCRIPT_ONE}:6"),
        AbsentSubject("the ferrywoman", 1, f"{SCRIPT_ONE}:3"),
    )
    shown = CliRunner().invoke(app, ["check", str(rendered)]).output
    assert "2 speakers named by the story and not in the cast" in shown
    assert f"  Yusuf: 3 lines, the first {SCRIPT_ONE}:6\n" in shown
    assert f"  the ferrywoman: 1 line, {SCRIPT_ONE}:3\n" in shown
    edit(rendered / SCRIPT_ONE, "@Anna: “Who", "@Mara: “Who")
    edit(rendered / SCRIPT_ONE, "@Bertram: “Only", "@Yusuf: “Only")
    assert absent_subjects(read(rendered).edited.chapters) == (AbsentSubject("Yusuf", 2, f"{SCRIPT_ONE}:8"),)


def test_many_guesses_are_told_with_the_chapters_where_they_are() -> None:
    chapters = [
        chapter(1, {Clue.NAMED: 500, Clue.NEAR: 20}),
        chapter(2, {Clue.NAMED: 100, Clue.NEAR: 100}),
        chapter(3, {Clue.TURN: 100, Clue.NEAR: 120}),
    ]
    (warning,) = guess_warnings(chapters)
    assert warning.startswith(
        "Who speaks is guessed for 26 % of the spoken words, most in script/003.txt (55 %), script/002.txt (50 %). "
    )
    assert "@?" in warning
    assert "script/001" not in warning
    assert rests_on(chapters) == RestsOn(tag=600, turn=100, guess=240)


@pytest.mark.parametrize("words", [{Clue.NAMED: 900, Clue.NEAR: 100}, {Clue.NEAR: 30}, {}])
def test_few_guesses_or_few_words_are_no_matter(words: dict[Clue, int]) -> None:
    assert list(guess_warnings([chapter(1, words)])) == []


def test_a_share_is_never_nothing_where_there_is_something() -> None:
    assert [percent(part, 1000) for part in (0, 1, 4, 5, 126, 1000)] == [
        "0 %",
        "under 1 %",
        "under 1 %",
        "under 1 %",
        "13 %",
        "100 %",
    ]
    assert percent(0, 0) == "0 %"
