"""What would be broken: a person who tags again isn't told which lines changed their speaker, or is told of others."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.production.opened_production import Opened, read_production
from pipeline.production.production import Production
from pipeline.production.script_files import EditedChapter
from pipeline.updating.corrections.followed_lines import lines_that_follow
from tests.pipeline.productions import make_production
from tests.tea_story import TEA

Edit = Callable[[Path, str, str], None]


@pytest.fixture
def tea(tmp_path: Path) -> Production:
    story = tmp_path / "tea.txt"
    story.write_text(TEA, encoding="utf-8")
    return make_production(story)


def read(production: Production) -> tuple[tuple[EditedChapter, ...], Opened]:
    opened = read_production(production.folder)
    return opened.edited.chapters, opened


def test_nothing_follows_where_nothing_changed(tea: Production) -> None:
    before, opened = read(tea)
    assert list(lines_that_follow(before, opened)) == []


def test_a_line_that_a_person_told_is_none_that_follows(tea: Production, edit: Edit) -> None:
    before, _ = read(tea)
    edit(tea.script_folder / "001 CHAPTER ONE.txt", "@Clara: “A lamp.”", "@Anna: “A lamp.”")
    _, opened = read(tea)
    assert list(lines_that_follow(before, opened)) == []


def test_a_line_of_another_tagging_is_told_with_its_place_and_both_speakers(tea: Production, edit: Edit) -> None:
    script = tea.script_folder / "001 CHAPTER ONE.txt"
    # As if the tagger had said so before: what it says now is what it left.
    edit(script, "@Clara: “A lamp.”", "@Anna: “A lamp.”")
    before, _ = read(tea)
    edit(script, "@Anna: “A lamp.”", "@Clara: “A lamp.”")
    _, opened = read(tea)
    (followed,) = lines_that_follow(before, opened)
    assert (followed.before, followed.after, followed.text) == ("Anna", "Clara", "“A lamp.”")
    place, _, number = followed.address.rpartition(":")
    assert (tea.folder / place).read_text("utf-8").split("\n")[int(number) - 1] == "@Clara: “A lamp.”"


def test_a_chapter_that_was_not_there_before_is_no_change(tea: Production) -> None:
    _, opened = read(tea)
    assert list(lines_that_follow([], opened)) == []
