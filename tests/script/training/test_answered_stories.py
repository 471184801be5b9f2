"""Answers are found in their story whatever its marks are, and say plainly where they don't fit it."""

from __future__ import annotations

from pathlib import Path

import pytest

from script.support.errors import MakeAudioError
from script.training.answered_stories import (
    Answer,
    AnswersError,
    Stretch,
    answered_files,
    locate,
    parse_answers,
    read_answered_story,
)
from tests.places import LESSONS, MODERN

HEAD = "title: The Ferry\nround: 1\nperson: Ann = Ann Moss, Ann\nperson: mate = the mate\n---\n"


def words_of(text: str, *answers: tuple[str, str]) -> list[tuple[str, str]]:
    located = locate(text, [Answer(key, words, number) for number, (key, words) in enumerate(answers, 1)])
    return [(stretch.key, text[stretch.start : stretch.end]) for stretch in located]


def test_marks_and_markup_and_line_ends_do_not_matter() -> None:
    text = "‘It’s the *last* boat,’ said Ann.\n\n<q>Is\nit?</q> said the mate."
    assert words_of(text, ("Ann", '"It\'s the last boat,"'), ("mate", "Is it?")) == [
        ("Ann", "It’s the *last* boat"),
        ("mate", "Is\nit"),
    ]


def test_the_same_words_twice_are_two_stretches() -> None:
    text = "“No.” “No.” “Yes.”"
    assert list(locate(text, [Answer("Ann", "No.", 1), Answer("mate", "No.", 2)])) == [
        Stretch("Ann", 1, 3),
        Stretch("mate", 7, 9),
    ]


def test_a_stretch_is_never_found_inside_a_word() -> None:
    text = "Nobody moved on the knoll. “No,” said Ann."
    assert list(locate(text, [Answer("Ann", "“No,”", 1)])) == [Stretch("Ann", 28, 30)]


def test_words_that_stand_before_the_stretch_as_well_can_be_passed_over() -> None:
    text = "Ann turned. “Ann!” cried the mate."
    passed = [Answer("-", "Ann turned", 1), Answer("mate", "“Ann!”", 2)]
    assert [stretch.start for stretch in locate(text, passed)] == [text.index("Ann!")]


@pytest.mark.parametrize("words", ["Never.", "first", "…"])
def test_a_stretch_that_is_not_there_names_its_line_and_words(words: str) -> None:
    with pytest.raises(AnswersError, match=rf"line 2 .*{words[:5]}"):
        words_of("“At first,” she said, “there was a boat.”", ("Ann", "there was"), ("Ann", words))


def test_people_have_all_their_names_and_stretches_their_order() -> None:
    answers = parse_answers(f"{HEAD}Ann: “Well: here it is.”\n\nnarrator: NO ENTRY\n?: “Hello?”\n")
    assert answers.people == {"Ann": ("Ann Moss", "Ann"), "mate": ("the mate",)}
    assert [(answer.key, answer.words) for answer in answers.stretches] == [
        ("Ann", "“Well: here it is.”"),
        ("narrator", "NO ENTRY"),
        ("?", "“Hello?”"),
    ]


@pytest.mark.parametrize(
    ("text", "what"),
    [
        (f"{HEAD}Bob: “Hi.”", "line 6: no person: line has the key Bob"),
        (f"{HEAD}Ann “Hi.”", "line 6 is not"),
        (f"{HEAD}Ann:", "line 6 is not"),
        ("round: 1\nperson: Ann = Ann\nperson: Ann = Annie\n---\n", "line 3 is not"),
        ("round: 1\nperson: Ann\n---\n", "line 2 is not"),
        ("round: 1\nperson: narrator = the narrator\n---\n", "line 2 is not"),
        ("title: The Ferry\n---\n", "round"),
        ("round: 1\n", "---"),
    ],
)
def test_answers_out_of_form_say_where(text: str, what: str) -> None:
    with pytest.raises(AnswersError, match=what):
        parse_answers(text)


def test_an_error_names_the_file(tmp_path: Path) -> None:
    (tmp_path / "ferry.txt").write_text("The Ferry\n\n\n“We are late,” said Ann.\n", encoding="utf-8")
    (tmp_path / "ferry.answers").write_text(f"{HEAD}Ann: “We are early.”\n", encoding="utf-8")
    with pytest.raises(AnswersError, match=r"ferry\.answers: line 6"):
        read_answered_story(tmp_path / "ferry.txt")


def test_answers_that_lost_their_story_are_told_in_plain_words(tmp_path: Path) -> None:
    (tmp_path / "ferry.answers").write_text(HEAD, encoding="utf-8")
    with pytest.raises(MakeAudioError, match=r"ferry\.answers has no story .*ferry\.md"):
        answered_files(tmp_path)
    (tmp_path / "ferry.md").write_text("# The Ferry\n", encoding="utf-8")
    assert answered_files(tmp_path) == [tmp_path / "ferry.md"]


@pytest.mark.parametrize("folder", [MODERN, LESSONS], ids=lambda folder: folder.name)
def test_every_file_of_answers_has_its_story(folder: Path) -> None:
    files = answered_files(folder)
    assert len(files) >= 24
    assert {file.stem for file in files} == {path.stem for path in files[0].parent.glob("*.answers")}


@pytest.mark.parametrize("file", [*answered_files(MODERN), *answered_files(LESSONS)], ids=lambda file: file.stem)
def test_every_stretch_of_a_story_is_found_and_everybody_in_it_speaks(file: Path) -> None:
    answered = read_answered_story(file)
    assert len(answered.stretches) >= 10
    assert all(a.end <= b.start for a, b in zip(answered.stretches, answered.stretches[1:], strict=False))
    assert set(answered.people) <= {stretch.key for stretch in answered.stretches}
    assert len({names[0] for names in answered.people.values()}) == len(answered.people)
