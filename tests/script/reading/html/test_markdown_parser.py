"""Words that CommonMark lets go without a trace are read aloud like all the others."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from script.reading.html.markdown_parser import markdown_parser, markdown_tokens
from script.reading.story_reader import read_story
from script.story import Story
from tests.script.stories import check_story, texts


def _read(folder: Path, text: str) -> Story:
    path = folder / "story.md"
    path.write_text(text)
    story = read_story(path)
    check_story(story)
    return story


@pytest.mark.parametrize("depth", [9, 10, 21, 60, 300])
def test_nothing_in_deep_lists_and_quotes_is_lost(tmp_path: Path, depth: int) -> None:
    items = "".join(f"{'  ' * level}- item{level}\n" for level in range(depth))
    story = _read(tmp_path, f"# Deep\n\n{items}\n{'> ' * depth}the bottom\n\nThe end.\n")
    said = story.text.split()
    assert [word for word in said if word.startswith("item")] == [f"item{level}" for level in range(depth)]
    assert said[-4:] == ["the", "bottom", "The", "end."]


@given(st.lists(st.sampled_from(["> ", "- ", "* ", "1. ", "7) ", "  ", "    ", "| ", "# ", "\n"]), max_size=150))
@settings(max_examples=150, deadline=None)
def test_every_word_behind_any_row_of_marks_is_kept(marks: list[str]) -> None:
    source = "".join(f"{mark}word{index} " if index % 3 == 0 else mark for index, mark in enumerate(marks))
    parser = markdown_parser()
    shown = parser.renderer.render(markdown_tokens(parser, source), parser.options, {})
    wanted = [f"word{index}" for index in range(0, len(marks), 3)]
    assert [word for word in wanted if word not in shown] == []


def test_a_bracketed_name_before_a_colon_is_text_and_the_address_of_a_link_is_not(tmp_path: Path) -> None:
    story = _read(
        tmp_path, '# Chat\n\n[bea]: hello\n\n[kit]: no "way"\n\nGo [there][1].\n\n[1]: http://e.org/x "Here"\n'
    )
    assert [words for _, words in texts(story)] == ["Chat", "[bea]: hello", '[kit]: no "way"', "Go there."]


def test_a_sentence_that_begins_with_a_year_keeps_it(tmp_path: Path) -> None:
    story = _read(tmp_path, "# Years\n\n1986. What a year.\n\nSo:\n\n1. salt\n2. *pepper*\n\n- only one\n")
    assert [words for _, words in texts(story)] == ["Years", "1986. What a year.", "So:", "salt", "pepper", "only one"]
    story = _read(tmp_path, "# Years\n\n1986. *He* left.\n\n1987. She came.\n")
    assert [words for _, words in texts(story)] == ["Years", "1986. He left.", "1987. She came."]


def test_cells_beyond_the_last_column_stay_with_their_row(tmp_path: Path) -> None:
    story = _read(tmp_path, "# Table\n\n| a | b |\n|---|---|\n| c | d | more | *yet* |\n| e |\n| f | g |\n")
    assert [words for _, words in texts(story)] == ["Table", "a\tb", "c\td more yet", "e", "f\tg"]


def test_the_lines_of_a_chat_stay_lines_and_wrapped_prose_does_not(tmp_path: Path) -> None:
    chat = "sol: you up?\n**petra_k:** no\n[10:42] sol: liar\ngo *to* bed"
    prose = "It was late: the\nfire was out, and Sol: a man\nof habits, slept."
    story = _read(tmp_path, f"# Late\n\n{chat}\n\n{prose}\n")
    assert [words for _, words in texts(story)] == [
        "Late",
        "sol: you up?\npetra_k: no\n[10:42] sol: liar\ngo to bed",
        "It was late: the fire was out, and Sol: a man of habits, slept.",
    ]


def test_names_over_their_speeches_are_paragraphs(tmp_path: Path) -> None:
    story = _read(tmp_path, "# Film\n\nINT. SHED - DAY\nPETRA\n(low)\n*Hush.*\nSOL\nWhy?\n\nHe waits.\n")
    assert [words for _, words in texts(story)][1:] == [
        "INT. SHED - DAY",
        "PETRA",
        "(low)",
        "Hush.",
        "SOL",
        "Why?",
        "He waits.",
    ]
    assert [a.node for a in story.anchors][-3:] == ["line 7", "line 8", "line 10"]


@pytest.mark.parametrize("row", ["[", "![", "*a _b ", "[a](", "<"])
def test_a_long_row_of_what_may_open_something_is_text(tmp_path: Path, row: str) -> None:
    story = _read(tmp_path, f"# Row\n\nOne {row * 2000} two.\n\nThe end.\n")
    assert story.text.split()[1] == "One"
    assert story.text.split()[-3:] == ["two.", "The", "end."]
