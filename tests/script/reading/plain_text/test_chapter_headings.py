"""Chapters begin at their headings, and nowhere else."""

from __future__ import annotations

import pytest

from script.story import SectionRole
from tests.script.plain_stories import PROSE, story_of
from tests.script.stories import read_aloud


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("CHAPTER I.\n\n", "CHAPTER II.\n\n", ["CHAPTER I.", "CHAPTER II."]),
        ("CHAPTER I.\nThe Storm\n\n", "CHAPTER II.\nThe Calm\n\n", ["CHAPTER I: The Storm", "CHAPTER II: The Calm"]),
        (
            "CHAPTER I\n\nTHE STORM\n\n\n",
            "CHAPTER II\n\nTHE CALM\n\n\n",
            ["CHAPTER I: THE STORM", "CHAPTER II: THE CALM"],
        ),
        (
            "Chapter One: The Storm\n\n",
            "Chapter Two: The Calm\n\n",
            ["Chapter One: The Storm", "Chapter Two: The Calm"],
        ),
        ("I\n\n", "II\n\n", ["I", "II"]),
        ("1.\n\n", "2.\n\n", ["1.", "2."]),
        ("I. THE STORM\n\n", "II. THE CALM\n\n", ["I. THE STORM", "II. THE CALM"]),
        ("PROLOGUE\n\n", "Chapter 1\n\n", ["PROLOGUE", "Chapter 1"]),
        ("PART ONE\n\nChapter 1\n\n", "Chapter 2\n\n", ["Chapter 1", "Chapter 2"]),
        ("      CHAPTER\n         1\n\n", "      CHAPTER\n         2\n\n", ["CHAPTER 1", "CHAPTER 2"]),
    ],
)
def test_chapter_headings_are_found(first: str, second: str, expected: list[str]) -> None:
    story = story_of(first + PROSE + "\n" + PROSE + "\n\n" + second + PROSE + "\n" + PROSE)
    assert [section.title for section in read_aloud(story)] == expected


@pytest.mark.parametrize(
    "line", ["Part of the church was lost.", "Chapter five was late.", "I", "NO!", "Book two had gone.", "I. said so"]
)
def test_prose_that_starts_like_a_heading_is_none(line: str) -> None:
    assert len(story_of(PROSE + "\n" + line + "\n\n" + PROSE).sections) == 1


def test_titles_in_capitals_make_chapters_when_they_are_kept_up() -> None:
    body = PROSE + "\n" + PROSE
    story = story_of("".join(f"{title}\n\n{body}\n\n" for title in ("THE STORM", "THE CALM", "THE LAMP")))
    assert [section.title for section in read_aloud(story)] == ["THE STORM", "THE CALM", "THE LAMP"]
    assert len(story_of(body + "\nTHE STORM\n\n" + body).sections) == 1


def test_a_printed_contents_list_makes_no_chapters() -> None:
    contents = "The Lantern\n\nby Ann Author\n\nCONTENTS\n\nCHAPTER I. The Storm\nCHAPTER II. The Calm\n"
    contents += "CHAPTER III. The Lamp\n\n\n"
    spread = contents.replace("\nCHAPTER", "\n\nCHAPTER")
    chapters = "".join(
        f"CHAPTER {n}. {name}\n\n{PROSE}\n{PROSE}\n\n"
        for n, name in (("I", "The Storm"), ("II", "The Calm"), ("III", "The Lamp"))
    )
    for opening in (contents, spread):
        story = story_of(opening + chapters)
        assert [section.title for section in read_aloud(story)] == [
            "CHAPTER I. The Storm",
            "CHAPTER II. The Calm",
            "CHAPTER III. The Lamp",
        ]
        assert {section.role for section in story.sections if section.left_out} == {SectionRole.FRONT}
        assert (story.title, story.author) == ("The Lantern", "Ann Author")
