"""What would be broken: two voices of one person of whom nobody hears, or a line that doesn't make them one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from typer.testing import CliRunner

from pipeline.cli.app import app
from pipeline.production.opened_production import BASE, read_production
from pipeline.production.script_files import dump_tagged, parse_tagged
from pipeline.reporting.perhaps_one import PerhapsOne, perhaps_one
from tests.pipeline.productions import update_production

Edit = Callable[[Path, str, str], None]


def leave_open(folder: Path, *pairs: tuple[str, str, str]) -> None:
    """As if the tagger had left it open."""
    path = folder / "story" / "script.json"
    script = parse_tagged(BASE, path.read_text(encoding="utf-8"))
    path.write_text(dump_tagged(BASE, replace(script, perhaps_one=pairs)), encoding="utf-8")


def found(folder: Path) -> list[PerhapsOne]:
    return list(perhaps_one(read_production(folder)))


def test_the_line_that_check_shows_makes_the_two_one(rendered: Path) -> None:
    leave_open(rendered, ("Anna", "Bertram", "never in one scene"), ("Anna", "Nobody", ""))
    (pair,) = found(rendered)
    assert (pair.name, pair.other, pair.line) == ("Bertram", "Anna", 'name = "Bertram"')
    shown = CliRunner().invoke(app, ["check", str(rendered)]).output
    assert "  Bertram and Anna (never in one scene)\n" in shown
    assert f"    {pair.place}: {pair.line}\n" in shown
    voices = rendered / "voices.toml"
    lines = voices.read_text(encoding="utf-8").split("\n")
    place, _, header = pair.place.partition(", under ")
    number = int(place.removeprefix("voices.toml:"))
    assert lines[number - 1] == header == "[characters.Anna]"
    voices.write_text("\n".join([*lines[:number], pair.line, *lines[number:]]), encoding="utf-8")
    update_production(rendered)
    script = (rendered / "script" / "001 CHAPTER ONE.txt").read_text(encoding="utf-8")
    assert "@Bertram: “Who is there?”" in script
    assert "@Anna" not in script
    assert found(rendered) == []


def test_who_says_nothing_any_more_is_no_matter(rendered: Path, edit: Edit) -> None:
    leave_open(rendered, ("Anna", "Bertram", ""))
    edit(rendered / "script" / "001 CHAPTER ONE.txt", "@Anna: “Who", "@Clara: “Who")
    assert found(rendered) == []


def test_a_character_who_was_renamed_is_found_in_the_table_that_they_have(rendered: Path) -> None:
    leave_open(rendered, ("Anna", "Bertram", ""))
    voices = rendered / "voices.toml"
    text = voices.read_text(encoding="utf-8")
    voices.write_text(
        text.replace("[characters.Anna]", '[characters.Anna]\nname = "Anna “Nan” \\"B\\""'), encoding="utf-8"
    )
    (pair,) = found(rendered)
    assert pair.other == 'Anna “Nan” "B"'
    assert pair.place.endswith(", under [characters.Anna]")
