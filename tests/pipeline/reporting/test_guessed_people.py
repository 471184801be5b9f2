"""What would be broken: a voice rests on a guess of which nobody hears, or is told to be one though the book tells."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from typer.testing import CliRunner

from pipeline.cli.app import app
from pipeline.production.opened_production import BASE, read_production
from pipeline.production.script_files import dump_tagged, parse_tagged
from pipeline.reporting.guessed_people import guessed_people
from script.model import Age, Gender
from tests.pipeline.productions import update_production


def guess(folder: Path, name: str) -> None:
    """As if nothing in the story told of which gender somebody is."""
    path = folder / "story" / "script.json"
    script = parse_tagged(BASE, path.read_text(encoding="utf-8"))
    people = [replace(person, gender=Gender.FEMALE, gender_guessed=person.name == name) for person in script.characters]
    path.write_text(dump_tagged(BASE, replace(script, characters=tuple(people))), encoding="utf-8")


def test_check_shows_the_table_to_write_into_and_is_content_with_what_is_written(rendered: Path) -> None:
    guess(rendered, "Anna")
    (person,) = guessed_people(read_production(rendered))
    assert (person.name, person.gender, person.age) == ("Anna", Gender.FEMALE, Age.ADULT)
    shown = CliRunner().invoke(app, ["check", str(rendered)]).output
    assert f'    {person.place}: gender = "female"\n' in shown
    voices = rendered / "voices.toml"
    text = voices.read_text(encoding="utf-8")
    voices.write_text(text.replace("[characters.Anna]\n", '[characters.Anna]\ngender = "male"\n'), encoding="utf-8")
    update_production(rendered)
    assert list(guessed_people(read_production(rendered))) == []


def test_who_says_nothing_any_more_is_no_matter(rendered: Path) -> None:
    guess(rendered, "Anna")
    script = rendered / "script" / "001 CHAPTER ONE.txt"
    script.write_text(script.read_text(encoding="utf-8").replace("@Anna", "@Clara"), encoding="utf-8")
    assert list(guessed_people(read_production(rendered))) == []
