"""What would be broken: a revised story that is refused, another one that is taken for it, an edit that goes astray."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from pipeline.production.chapter_matching import word_runs
from tests.tea_story import TEA
from tests.whole.command import ends_plainly, make_audio_here

SONG = [first + second for first in "bdfg" for second in "aeiou"] + ["la"]
"""With its heading, twenty runs of four words."""
OTHERS = (
    "Morning found them asleep around the stove while the cat sat there.",
    "In the harbour so many boats lay close together that nobody rowed.",
    "The storm came over the hill at nine and went on.",
)
NUMBERS = ("THREE", "FOUR", "FIVE")
STORY = f"{TEA}\nCHAPTER TWO\n\n{' '.join(SONG)}\n\n" + "\n".join(
    f"CHAPTER {number}\n\n{text}\n" for number, text in zip(NUMBERS, OTHERS, strict=True)
)


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A book in which Clara asks what was bought, and the song is Anna's, as a person says; to be copied."""
    assert len(word_runs(STORY)) == 100
    folder = tmp_path_factory.mktemp("revised")
    story = folder / "tea.txt"
    story.write_text(STORY, encoding="utf-8")
    assert make_audio_here(story, "-o", folder / "book", "-j", "1").returncode == 0
    for name, line in (("001 CHAPTER ONE.txt", "“What did you buy?”"), ("002 CHAPTER TWO.txt", " ".join(SONG))):
        script = folder / "book" / "script" / name
        speaker = "Clara" if "ONE" in name else "Anna"
        text, count = re.subn(
            rf"^(@[^:\n]*: )?{re.escape(line)}$",
            f"@{speaker}: {line}",
            script.read_text(encoding="utf-8"),
            flags=re.MULTILINE,
        )
        assert count == 1
        script.write_text(text, encoding="utf-8")
    return folder / "book"


def of_words(kept: int) -> str:
    """Another hundred runs of four words, of which so many are the book's."""
    words = STORY.split()[: kept + 3]
    return " ".join([*words, *(f"new{number}" for number in range(110 - len(words)))])


@pytest.mark.parametrize(
    ("name", "kept", "taken"),
    [
        ("tea.txt", 9, False),
        ("tea.txt", 10, True),
        ("tea (final).txt", 49, False),
        ("tea (final).txt", 50, True),
    ],
)
def test_a_story_is_the_same_by_a_tenth_of_its_words_and_under_another_name_by_half(
    name: str, kept: int, taken: bool, book: Path, tmp_path: Path
) -> None:
    story = tmp_path / name
    story.write_text(of_words(kept), encoding="utf-8")
    ran = make_audio_here(story, "-o", book, "--dry-run")
    if taken:
        assert ran.returncode == 0, ran.stderr
    else:
        assert "is the production of another story (tea.txt)" in ends_plainly(ran, 3)


@pytest.mark.parametrize(
    ("inserted", "pieces", "answers", "told"),
    [
        # The corrected line is sixteen characters long, and thirty-two with what is put into it. Of the song's twenty
        # runs seven are in one chapter, two in another and one in a third.
        (
            "nonsensenonsense",
            (SONG[:10], SONG[7:12], SONG[9:13]),
            "Paul",
            "What was in script/002 CHAPTER TWO.txt is not a chapter of its own any more; what the story still has of "
            "it is in script/002 CHAPTER THREE.txt and script/003 CHAPTER FOUR.txt. Your edits",
        ),
        # One character more; one run less.
        (
            "nonsensenonsenses",
            (SONG[:10], SONG[7:11], SONG[9:13]),
            "Clara",
            "script/002 CHAPTER TWO.txt is not in the book any more; your edits of it are kept",
        ),
    ],
    ids=["still there", "gone"],
)
def test_a_correction_goes_with_its_words_and_an_edited_chapter_that_is_gone_is_looked_for_by_its(
    inserted: str, pieces: tuple[list[str], ...], answers: str, told: str, book: Path, tmp_path: Path
) -> None:
    """The lines around a corrected one follow it as long as its words are spread over no more than twice its length."""
    chapters = "\n".join(
        f"CHAPTER {number}\n\n{text}\n\n{' '.join(piece)}\n"
        for number, text, piece in zip(NUMBERS, OTHERS, pieces, strict=True)
    )
    story = tmp_path / "tea.txt"
    story.write_text(TEA.replace("What did", f"What did {inserted}") + "\n" + chapters, encoding="utf-8")
    revised = shutil.copytree(book, tmp_path / "book")
    ran = make_audio_here(story, "-o", revised, "-j", "1")
    assert ran.returncode == 0, ran.stderr
    script = (revised / "script" / "001 CHAPTER ONE.txt").read_text(encoding="utf-8")
    assert f"@Clara: “What did {inserted} you buy?”" in script
    assert f"@{answers}: “A lamp.”" in script
    assert told in " ".join(ran.stderr.split())


def test_a_heading_one_level_too_high_takes_no_audio_of_the_book_with_it(tmp_path: Path) -> None:
    story = tmp_path / "book.md"
    story.write_text("# My Book\n\n## The Storm\n\n“It rains,” said Nell.\n\n## The Calm\n\nIt was over.\n", "utf-8")
    assert make_audio_here(story, "-q", "-j", "1").returncode == 0
    with story.open("a", encoding="utf-8") as grown:
        grown.write("\n# Later\n\nWil came home.\n")
    ran = make_audio_here(story, "--json", "-j", "1")
    assert ran.returncode == 0, ran.stderr
    summary = json.loads(ran.stdout)
    assert [chapter["words"] for chapter in summary["chapters"]] == [13, 4]
    assert [file.name for file in sorted((tmp_path / "book" / "audio").iterdir())] == [
        "001 - My Book.mp3",
        "002 - Later.mp3",
    ]
