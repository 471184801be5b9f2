"""What would be broken: a page that promises what the command doesn't have, or leads nowhere; a map that lies."""

from __future__ import annotations

import ast
import dataclasses
import functools
import importlib
import itertools
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import typer
from markdown_it import MarkdownIt
from markdown_it.token import Token

from pipeline.cli.app import app
from pipeline.cli.exit_codes import ExitCode
from pipeline.production.book_file import Book, read_book, update_book_file
from pipeline.production.production import Production
from pipeline.rendering.events import FailedLine
from pipeline.rendering.planning.plan import Plan
from pipeline.reporting.summary import ChapterReport, Doubt, DoubtfulName, LeftOutReport, SpeakerReport, Summary
from pipeline.sound.effects import EFFECTS
from script.model import NARRATOR, Delivery, Kind
from script.script_file.script_parser import parse_chapter
from script.second_opinion.opinions import Tally
from script.training.answered_stories import NOBODY_KNOWS, PASSED_OVER, parse_answers
from tests.places import REPOSITORY, STORIES
from voices.cast.voices_file import parse_cast
from voices.engines import registry
from voices.lexicon.lexicon_file import parse_lexicon

ROOMS = ("script", "voices", "pipeline")
README, INDEX, REFERENCE = "README.md", "docs/README.md", "docs/reference.md"
MAP, BUILDING = "docs/architecture.md", "docs/building-on-it.md"
FOR_PEOPLE = ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")
PAGES = (*FOR_PEOPLE, *sorted(path.relative_to(REPOSITORY).as_posix() for path in (REPOSITORY / "docs").glob("*.md")))
_PATH = re.compile(r"(?:script|voices|pipeline|tests|docs)/[\w./-]*(?:::\w+)?")
_NAME = re.compile(r"(?:script|voices|pipeline)(?:\.\w+)+")
_FILES = (".json", ".toml")
"""How a name ends that is a file of a book."""


@dataclass(frozen=True, slots=True)
class Example:
    """A fenced block: what its fence says of it, and where it stands."""

    page: str
    line: int
    info: str
    text: str

    def __str__(self) -> str:
        return f"{self.page}:{self.line}"


class Page:
    """A Markdown file, parsed as it is shown."""

    def __init__(self, name: str) -> None:
        self.path = REPOSITORY / name
        self.name = name
        self.text = self.path.read_text(encoding="utf-8")
        self.tokens = MarkdownIt("commonmark").enable("table").parse(self.text)

    def section(self, heading: str, *, alone: bool = False) -> Sequence[Token]:
        """What stands below a heading, up to the next one of its level; `alone`: up to the next one of any level."""
        places = [i for i, token in enumerate(self.tokens) if token.type == "heading_open"]
        start = next(i for i in places if self.tokens[i + 1].content == heading)
        level = self.tokens[start].tag
        ends = (i for i in places if i > start and (alone or self.tokens[i].tag <= level))
        return self.tokens[start : next(ends, len(self.tokens))]

    @property
    def anchors(self) -> set[str]:
        """The names of its headings in links, as GitHub makes them."""
        found: list[str] = []
        for before, token in itertools.pairwise(self.tokens):
            if before.type == "heading_open":
                words = "".join(
                    child.content for child in token.children or () if child.type in ("text", "code_inline")
                )
                slug = re.sub(r"[^\w\- ]", "", words.lower()).replace(" ", "-")
                found.append(slug if slug not in found else f"{slug}-{found.count(slug)}")
        return set(found)

    def links(self) -> Iterator[str]:
        for token in inner(self.tokens):
            if token.type in ("link_open", "image"):
                yield str(token.attrs.get("href") or token.attrs.get("src"))

    def examples(self, info: str) -> Iterator[Example]:
        for token in self.tokens:
            if token.type == "fence" and token.info.split()[:1] == [info]:
                yield Example(self.name, (token.map or [0])[0] + 1, token.info, token.content)


def inner(tokens: Sequence[Token]) -> Iterator[Token]:
    return (child for token in tokens for child in token.children or ())


def code_in(tokens: Sequence[Token]) -> list[str]:
    """What stands between backticks."""
    return [token.content for token in inner(tokens) if token.type == "code_inline"]


@functools.cache
def page(name: str) -> Page:
    return Page(name)


def examples(info: str) -> list[Example]:
    return [example for name in PAGES for example in page(name).examples(info)]


# Links


@pytest.mark.parametrize("name", PAGES)
def test_every_link_leads_to_a_file_and_a_heading_that_are_there(name: str) -> None:
    wrong = []
    for link in page(name).links():
        if re.match(r"[a-z]+:", link):
            continue
        file, _, anchor = link.partition("#")
        target = (REPOSITORY / name).parent / file if file else REPOSITORY / name
        if not target.exists():
            wrong.append(f"{link}: there is no such file")
        elif anchor and anchor not in page(target.resolve().relative_to(REPOSITORY).as_posix()).anchors:
            wrong.append(f"{link}: there is no such heading")
    assert not wrong, "\n".join(wrong)


def test_the_index_leads_to_every_page() -> None:
    listed = {(REPOSITORY / "docs" / link.partition("#")[0]).resolve() for link in page(INDEX).links()}
    assert {(REPOSITORY / name).resolve() for name in PAGES if name not in (README, INDEX)} <= listed


def test_the_readme_is_read_in_two_minutes() -> None:
    assert len(page(README).text.splitlines()) <= 120


# What the command has


def verbs(command: Any = None, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    """(words, command) of every verb, the verbs of verbs too."""
    command = command or typer.main.get_command(app)
    for word, inside in getattr(command, "commands", {}).items():
        yield (*path, word), inside
        yield from verbs(inside, (*path, word))


def named_options(tokens: Sequence[Token]) -> set[str]:
    return {word for code in code_in(tokens) for word in code.split() if word.startswith("-")}


def test_the_reference_names_every_verb_and_each_of_its_options_in_its_section() -> None:
    everywhere = named_options(page(REFERENCE).section("Commands", alone=True))
    missing = []
    for words, command in verbs():
        told = page(REFERENCE).section(words[0])
        if not any(" ".join(("make-audio", *words)) in code for code in code_in(told)):
            missing.append(" ".join(words))
        options = {option for parameter in command.params for option in parameter.opts if option.startswith("-")}
        missing += [f"{' '.join(words)} {option}" for option in sorted(options - named_options(told) - everywhere)]
    root = typer.main.get_command(app)
    missing += [option for parameter in root.params for option in parameter.opts if option not in everywhere]
    assert not missing, "\n".join(missing)


def test_the_reference_names_no_option_that_no_verb_has() -> None:
    known = {"--debug", "-h", "--help"}
    for _, command in [((), typer.main.get_command(app)), *verbs()]:
        known |= {option for parameter in command.params for option in parameter.opts}
    assert named_options(page(REFERENCE).section("Commands")) <= known


def test_the_reference_names_every_environment_variable() -> None:
    read = set()
    for file in sources():
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                read |= set(re.findall(r"\A(?:MAKE_AUDIO|OPENAI)_[A-Z_]+\Z", node.value))
    assert {"MAKE_AUDIO_ENGINES", "OPENAI_API_KEY"} <= read
    assert read <= set(code_in(page(REFERENCE).section("Environment variables")))


def test_the_reference_names_every_exit_code_and_what_it_means() -> None:
    cells = [token.content for token in page(REFERENCE).section("Exit codes") if token.type == "inline"]
    told = {int(code): meaning for code, meaning in itertools.pairwise(cells) if code.isdecimal()}
    assert told.keys() == {code.value for code in ExitCode}
    assert all(told[code.value].startswith(code.meaning) for code in ExitCode)


def test_the_reference_names_every_place_in_the_folder_of_a_book() -> None:
    book = Production(Path("book"))
    places = [name for name, value in vars(Production).items() if isinstance(value, property)]
    paths = {path.relative_to(book.folder) for name in places if isinstance(path := getattr(book, name), Path)}
    assert len(paths) > 10
    told = code_in(page(REFERENCE).section("The folder of a book"))
    assert not [path.as_posix() for path in paths if not any(code.startswith(path.as_posix()) for code in told)]


def test_the_reference_names_every_setting_of_the_book_with_its_default() -> None:
    written = tomllib.loads(update_book_file(None, Book("The Lantern")))
    told = set(code_in(page(REFERENCE).section("book.toml")))
    for key, value in written.items():
        for setting, default in value.items() if isinstance(value, dict) else ((key, value),):
            assert setting in told
            if setting != "title":
                assert {str(default).lower(), f'"{default}"', str(default).replace("'", '"')} & told, setting
        if isinstance(value, dict):
            assert f"[{key}]" in told


def test_every_delivery_kind_effect_and_engine_is_told_of() -> None:
    script_files, voices = page("docs/script-files.md"), page("docs/voices-and-engines.md")
    assert set(Delivery) <= set(code_in(script_files.section("Deliveries")))
    assert set(Kind) <= set(code_in(script_files.section("What you may write")))
    assert set(EFFECTS) <= set(code_in(voices.section("How somebody sounds")))
    assert set(registry.names()) <= set(code_in(voices.section("Engines")))


def test_every_field_of_the_json_is_told_of() -> None:
    told = set(code_in(page(BUILDING).section("The summary of make and check")))
    kinds = (Summary, ChapterReport, SpeakerReport, Doubt, LeftOutReport, DoubtfulName, FailedLine, Plan, Tally)
    for kind in kinds:
        assert {field.name for field in dataclasses.fields(kind)} <= told, kind.__name__


# The map


def sources() -> Iterator[Path]:
    return (file for room in ROOMS for file in sorted((REPOSITORY / room).rglob("*.py")))


def test_the_map_names_every_folder_of_the_rooms() -> None:
    folders = {file.parent.relative_to(REPOSITORY).as_posix() for file in sources()} - set(ROOMS)
    data = {f"voices/engines/shipped/{kind}" for kind in ("figures", "levels", "timbres", "variants")}
    told = {code.rstrip("/") for code in code_in(page(MAP).section("The rooms"))}
    assert folders | data <= told


def test_a_path_a_test_and_a_name_of_the_code_that_a_page_names_are_there() -> None:
    codes = [(name, code) for name in PAGES for code in code_in(page(name).tokens)]
    paths = [(name, code) for name, code in codes if _PATH.fullmatch(code)]
    names = [(name, code) for name, code in codes if _NAME.fullmatch(code) and not code.endswith(_FILES)]
    assert len(paths) > 100
    assert len(names) > 30
    wrong = [at for at in paths if not is_there(*at[1].split("::"))]
    wrong += [at for at in names if not is_importable(at[1])]
    assert not wrong, "\n".join(map(": ".join, wrong))


def is_there(path: str, test: str = "") -> bool:
    file = REPOSITORY / path
    if not test:
        return file.exists()
    if not file.is_file():
        return False
    tree = ast.parse(file.read_text(encoding="utf-8"))
    return any(isinstance(node, ast.FunctionDef) and node.name == test for node in ast.walk(tree))


def is_importable(name: str) -> bool:
    parts = name.split(".")
    for end in range(len(parts), 0, -1):
        try:
            found: Any = importlib.import_module(".".join(parts[:end]))
        except ModuleNotFoundError:
            continue
        try:
            functools.reduce(getattr, parts[end:], found)
        except AttributeError:
            return False
        return True
    return False


# The examples


def typed(program: str) -> list[tuple[str, str]]:
    """(place, command line) of all that starts with `program` in examples."""
    found = []
    for example in examples("sh"):
        for number, line in enumerate(example.text.replace("\\\n", " ").splitlines(), 1):
            for command in line.split("&&"):
                words = re.sub(r"^\s*(?:[A-Z_]+=\S*\s+)*", "", command)
                if words.startswith(f"{program} "):
                    found.append((f"{example.page}:{example.line + number}", words))
    return found


def commands() -> list[tuple[str, str]]:
    """(place, command line) of all that starts with make-audio, in examples and amid the words."""
    found = typed("make-audio")
    for name in PAGES:
        found += [(name, code) for code in code_in(page(name).tokens) if code.startswith("make-audio ")]
    return [(place, command) for place, command in found if "--install-completion" not in command]


@pytest.mark.parametrize(("place", "command"), sorted(set(commands())))
def test_every_command_of_a_page_is_one_that_make_audio_takes(
    place: str, command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "cover.jpg").touch()
    root = typer.main.get_command(app)
    for _, verb in verbs(root):
        verb.callback = lambda **_: None
    arguments = shlex.split(command, comments=True)[1:]
    root.main(arguments, prog_name="make-audio", standalone_mode=False)


def test_a_command_that_make_audio_does_not_take_is_noticed() -> None:
    root = typer.main.get_command(app)
    with pytest.raises(Exception, match="--louder"):
        root.main(["check", "--louder"], prog_name="make-audio", standalone_mode=False)


@pytest.mark.parametrize(
    ("place", "command"), [at for at in typed("python") if at[1].split()[2].startswith(("tests.", "script."))]
)
def test_every_module_that_a_page_runs_is_there_and_takes_its_options(place: str, command: str) -> None:
    _, _, module, *words = shlex.split(command)
    path = REPOSITORY / module.replace(".", "/")
    code = (path / "__main__.py" if path.is_dir() else path.with_suffix(".py")).read_text(encoding="utf-8")
    takes = set(re.findall(r"add_argument\(\s*\"(--[a-z]+)\"", code))
    assert {word for word in words if word.startswith("--")} <= takes, place
    assert not [word for word in words if word.startswith("tests/") and not (REPOSITORY / word).exists()], place


def found_voice(engine: str, voice: str) -> str:
    """Voices of engines that may not be here are believed."""
    return registry.find_voice(engine, voice) if engine == registry.DEFAULT else voice


@pytest.mark.parametrize("example", examples("toml"), ids=str)
def test_every_toml_example_can_be_put_into_the_file_that_it_is_of(example: Example) -> None:
    match example.info.split()[1:]:
        case ["voices.toml"]:
            parse_cast(example.text, (), registry.names(), found_voice, EFFECTS)
        case ["lexicon.toml"]:
            assert parse_lexicon(example.text).lexicon.words
        case ["book.toml"]:
            title = "" if "title" in tomllib.loads(example.text) else 'title = "The Lantern"\n'
            read_book(title + example.text)
        case other:
            pytest.fail(f"{example}: of which file is this an example? The fence says {other}")


@pytest.mark.parametrize("example", examples("text"), ids=str)
def test_every_script_example_is_read_without_a_warning(example: Example) -> None:
    assert example.info == "text script"
    parsed = parse_chapter(example.text, str(example), None)
    assert not parsed.warnings
    assert any(line.speaker not in (None, "narrator") for line in parsed.chapter.lines)


@pytest.mark.parametrize("example", examples("answers"), ids=str)
def test_every_example_of_answers_is_in_their_form(example: Example) -> None:
    answers = parse_answers(example.text)
    assert {stretch.key for stretch in answers.stretches} >= {*answers.people, NARRATOR, NOBODY_KNOWS, PASSED_OVER}


@pytest.mark.parametrize("example", examples("python"), ids=str)
def test_every_python_example_runs(example: Example, tmp_path: Path) -> None:
    shutil.copy(STORIES / "the-lantern.txt", tmp_path)
    ran = subprocess.run(
        [sys.executable, "-c", example.text], cwd=tmp_path, capture_output=True, encoding="utf-8", check=False
    )
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout
