"""What would be broken: what is damaged is not said, or what is said to follow does not."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pipeline.production.damage import damage_told
from pipeline.production.opened_production import read_production, read_texts
from pipeline.production.production import Production
from pipeline.updating.make_production import make_production
from tests.places import STORIES
from tests.stories.build_epub import build_epub, png


@pytest.fixture
def book(tmp_path: Path) -> Production:
    """A production of a story with a cover."""
    return make_production(build_epub(STORIES / "the-lantern.txt", tmp_path / "lantern.epub")).production


def told(production: Production) -> list[str]:
    return list(damage_told(read_production(production.folder)))


def test_nothing_is_said_of_a_whole_production(book: Production) -> None:
    assert told(book) == []


@pytest.mark.parametrize(
    ("name", "follows"),
    [
        ("record.json", "it is made again from the story, and your script files stay as they are"),
        ("script.json", "it is made again from the story, and your script files stay as they are"),
        ("corrections.json", "what you corrected stays"),
        ("parked.json", "the chapters in story/parked are taken as they stand there"),
        ("opinions.json", "a model is asked anew when you ask for it"),
        ("auditions.json", "what lies in audition/ is taken for somebody else's"),
        ("outputs.json", "the finished files that it still tells of are made again"),
    ],
)
def test_each_file_that_is_damaged_is_said_once_with_what_follows(book: Production, name: str, follows: str) -> None:
    path = book.story_folder / name
    text = path.read_text("utf-8") if path.exists() else '{"make-audio": "'
    path.write_text(text.replace("make-audio", "make-audit"), encoding="utf-8")
    (sentence,) = told(book)
    assert sentence.startswith(f"story/{name} is damaged")
    assert follows in sentence


@pytest.mark.parametrize("names", [["record.json"], ["script.json"], ["record.json", "script.json"]])
def test_a_memory_that_is_gone_is_said_once(book: Production, names: list[str]) -> None:
    for name in names:
        (book.story_folder / name).unlink()
    (sentence,) = told(book)
    gone = " and ".join(f"story/{name}" for name in names)
    assert sentence.startswith(f"{gone} {'is' if len(names) == 1 else 'are'} gone: it is made again from the story")


def test_without_the_story_what_is_missing_and_the_way_out_are_said(book: Production) -> None:
    (book.story_folder / "script.json").unlink()
    for path in book.source_folder.rglob("*.epub"):
        path.unlink()
    (sentence,) = told(book)
    assert "counts as forgotten: your script files stay as they are" in sentence
    assert sentence.endswith(f"Give the story again: make-audio STORY -o {book.folder}")


def test_memories_that_do_not_belong_together_are_said(book: Production) -> None:
    other = make_production(STORIES / "salt-glass.md", book.folder.parent / "other").production
    book.base_file.write_bytes(other.base_file.read_bytes())
    sentences = told(book)
    assert [re.sub(":.*", "", sentence) for sentence in sentences] == [
        "story/record.json and story/script.json don't belong together"
    ]


@pytest.mark.parametrize(
    ("picture", "says"),
    [
        (png(30, 20), "is another picture than the one that was kept there: it is taken as yours."),
        (png(30, 20)[:-6], "is damaged. Choose the picture again: --cover FILE."),
        (None, "is damaged. Choose the picture again: --cover FILE."),
    ],
    ids=["another", "half", "gone"],
)
def test_a_cover_is_damaged_or_another_persons(book: Production, picture: bytes | None, says: str) -> None:
    cover = book.story_folder / "cover.png"
    if picture is None:
        cover.unlink()
    else:
        cover.write_bytes(picture)
    assert told(book) == [f"story/cover.png {says}"]


def test_a_folder_that_is_no_production_yet_has_no_damage(tmp_path: Path) -> None:
    assert list(damage_told(read_texts(Production(tmp_path)))) == []
