"""What would be broken: a series whose people change their voices from book to book, or a cast that somebody edited
overwritten."""

from __future__ import annotations

import shutil
import sys
import threading
import time
import tomllib
from pathlib import Path
from typing import Any

import pytest

from pipeline.disk.files import DiskError
from pipeline.production.production import Production
from pipeline.production.production_cast import shared_cast_text
from pipeline.production.series_cast import held
from pipeline.updating import cast_update
from pipeline.updating.make_production import expected_production
from pipeline.updating.request import Options, Request
from script.support.errors import EditError
from tests.pipeline.productions import load, make_production, update_production
from voices.cast.cast import Cast

FIRST = """CHAPTER ONE

“Who is there?” asked Anna.

“Only me,” said Bertram. “Open the door!”

“She never opens it,” said Mr. Calloway.
"""
SECOND = """CHAPTER ONE

“The door again?” asked Bertram.

“It is the window,” said Dorothea. “Do look!”

“I am looking,” said Anna.
"""
TOLD = """CHAPTER ONE

My name is Bertram Hall. I was cold, and I had not slept since Monday. “Who is there?” I asked.

“Only me, Bertram,” said Anna. “Open the door!”

“I will,” said I, and I opened it. My hand was shaking.

“Thank you, Bertram,” said Anna.

I let her in, and I shut the door behind us. My lamp had gone out. I lit it again, and we sat down.

“You look tired, Bertram,” said Anna.

“I am,” I said. My head ached, and I told her so.
"""


@pytest.fixture
def series(tmp_path: Path) -> Path:
    """The shared cast; the books lie beside it."""
    return tmp_path / "series.toml"


def made(series: Path, name: str, text: str, **options: object) -> Production:
    story = series.parent / f"{name}.txt"
    story.write_text(text, encoding="utf-8")
    return make_production(story, options=Options(cast=series, **options))  # type: ignore[arg-type]


def cast_of(production: Production) -> Cast:
    return load(production).cast


def test_who_is_in_two_books_sounds_the_same_and_who_is_new_is_added(series: Path) -> None:
    one = cast_of(made(series, "one", FIRST))
    before = series.read_text(encoding="utf-8")
    two = cast_of(made(series, "two", SECOND))
    after = series.read_text(encoding="utf-8")
    for name in ("narrator", None, "Anna", "Bertram"):
        assert one.profile(name) == two.profile(name)
    assert after.startswith(before)
    assert list(tomllib.loads(after)["characters"]) == ["Bertram", "Mr. Calloway", "Anna", "Dorothea"]
    # Who is new sounds like nobody of the series, also of the other book.
    assert two.profile("Dorothea") not in [one.profile(name) for name in ("narrator", None, *one.characters)]


def test_a_book_made_again_goes_on_with_the_cast_it_was_made_with_and_changes_nothing(series: Path) -> None:
    production = made(series, "one", FIRST)
    assert 'cast = "../series.toml"' in production.book_file.read_text(encoding="utf-8")
    texts = [file.read_text(encoding="utf-8") for file in (series, production.voices_file, production.book_file)]
    cast = cast_of(production)
    update_production(production.folder)
    assert texts == [f.read_text(encoding="utf-8") for f in (series, production.voices_file, production.book_file)]
    # Series and books can be moved together.
    moved = series.parent / "elsewhere"
    moved.mkdir()
    shutil.move(series, moved / series.name)
    shutil.move(production.folder, moved / "one")
    assert cast_of(update_production(moved / "one")) == cast


def test_what_a_person_writes_into_the_shared_cast_stays_and_holds_for_all_books(series: Path) -> None:
    series.write_text("# ours\n[characters.Anna]\nvoice = 'en-gb+clara' # hers\nrate = 0.9\n", encoding="utf-8")
    one, two = made(series, "one", FIRST), made(series, "two", SECOND)
    assert series.read_text(encoding="utf-8").startswith("# ours\n[characters.Anna]\nvoice = 'en-gb+clara' # hers\n")
    assert {(c.profile("Anna").voice, c.profile("Anna").rate) for c in (cast_of(one), cast_of(two))} == {
        ("en-gb+clara", 0.9)
    }
    text = series.read_text(encoding="utf-8")
    series.write_text(text.replace("'en-gb+clara' # hers", "'en-gb+imogen'"), encoding="utf-8")
    assert cast_of(one).profile("Anna").voice == cast_of(two).profile("Anna").voice == "en-gb+imogen"


def test_what_a_book_says_of_its_own_goes_before_the_shared_cast(series: Path) -> None:
    one = made(series, "one", FIRST)
    text = one.voices_file.read_text(encoding="utf-8")
    shared = cast_of(one).profile("Anna")
    one.voices_file.write_text(text.replace("[characters.Anna]", "[characters.Anna]\npitch = 2.5"), encoding="utf-8")
    changed = cast_of(one).profile("Anna")
    assert (changed.voice, changed.pitch) == (shared.voice, 2.5)
    one.voices_file.write_text(
        text.replace("[characters.Anna]", "[characters.Anna]\nvoice = 'en-gb+clara'"), encoding="utf-8"
    )
    assert cast_of(update_production(one.folder)).profile("Anna").voice == "en-gb+clara"
    assert cast_of(made(series, "two", SECOND)).profile("Anna") == shared


def test_a_person_is_known_by_another_name_in_the_shared_cast(series: Path) -> None:
    series.write_text("[characters.Annie]\nvoice = 'en-gb+clara'\naliases = ['Anna', 'Aunt Anna']\n", encoding="utf-8")
    production = made(series, "one", FIRST)
    assert cast_of(production).profile("Anna").voice == "en-gb+clara"
    assert "Anna" not in tomllib.loads(series.read_text(encoding="utf-8"))["characters"]
    assert tomllib.loads(production.voices_file.read_text(encoding="utf-8"))["characters"]["Anna"] == {}


def test_who_tells_one_book_has_that_voice_in_the_next_and_does_not_narrate_it(series: Path) -> None:
    told = cast_of(made(series, "told", TOLD))
    other = cast_of(made(series, "one", FIRST.replace("Bertram", "Bertram Hall")))
    assert told.narrator == told.profile("Bertram Hall") == other.profile("Bertram Hall") != other.narrator
    again = cast_of(made(series, "again", TOLD))
    assert again.narrator == told.narrator


def test_a_book_that_had_a_cast_of_its_own_keeps_it_and_shares_it(series: Path) -> None:
    story = series.parent / "one.txt"
    story.write_text(FIRST, encoding="utf-8")
    before = cast_of(make_production(story))
    said: list[str] = []
    production = make_production(story, options=Options(cast=series), say=said.append)
    assert cast_of(production) == before
    assert cast_of(made(series, "two", SECOND)).profile("Anna") == before.profile("Anna")
    assert any("New in ../series.toml: Bertram, Mr. Calloway, Anna." in text for text in said)
    assert any("keeps it" in text for text in said)


def test_a_cast_that_is_gone_is_told_and_not_made_up_anew(series: Path) -> None:
    production = made(series, "one", FIRST)
    series.unlink()
    for again in (lambda: update_production(production.folder), lambda: cast_of(production)):
        with pytest.raises(EditError, match=r"book\.toml: there is no cast file \.\./series\.toml; put it back"):
            again()
    assert not series.exists()


def test_a_slip_in_the_shared_cast_is_told_with_file_and_line_and_leaves_no_book_behind(series: Path) -> None:
    series.write_text("[characters.Anna]\npich = 2\n", encoding="utf-8")
    with pytest.raises(EditError, match=r"^\.\./series\.toml:2: .*did you mean 'pitch'"):
        made(series, "one", FIRST)
    assert not (series.parent / "one").exists()
    assert series.read_text(encoding="utf-8") == "[characters.Anna]\npich = 2\n"


def test_a_books_own_cast_is_no_cast_of_a_series(series: Path) -> None:
    production = made(series, "one", FIRST)
    with pytest.raises(EditError, match="this book's own cast"):
        update_production(production.folder, Options(cast=production.voices_file))


def test_books_made_at_the_same_time_lose_nobody(series: Path) -> None:
    names = ("Edith", "Frank", "Gerald", "Helen")
    books = [FIRST.replace("Mr. Calloway", name) for name in names]
    runs = [threading.Thread(target=made, args=(series, f"book {n}", text)) for n, text in enumerate(books)]
    for run in runs:
        run.start()
    for run in runs:
        run.join()
    assert set(tomllib.loads(series.read_text(encoding="utf-8"))["characters"]) == {"Anna", "Bertram", *names}


def test_what_a_person_saves_while_a_book_is_being_cast_stays(series: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made(series, "one", FIRST)
    edits = ["# my note\n", "[characters.Edith]\nvoice = 'en-gb+clara'\n"]

    def while_a_person_edits(*args: Any) -> tuple[str, tuple[str, ...]]:
        found = shared_cast_text(*args)
        if edits:
            series.write_text(series.read_text(encoding="utf-8") + edits.pop(0), encoding="utf-8")
        return found

    monkeypatch.setattr(cast_update, "shared_cast_text", while_a_person_edits)
    made(series, "two", SECOND)
    text = series.read_text(encoding="utf-8")
    assert "# my note\n" in text
    assert {"Anna", "Bertram", "Mr. Calloway", "Edith", "Dorothea"} == set(tomllib.loads(text)["characters"])
    assert tomllib.loads(text)["characters"]["Edith"] == {"voice": "en-gb+clara"}


def test_one_run_at_a_time_adds_to_a_cast_and_no_lock_is_left_beside_it(series: Path) -> None:
    at_work: list[int] = []
    most: list[int] = []

    def add() -> None:
        for _ in range(20):
            with held(series):
                at_work.append(1)
                most.append(len(at_work))
                time.sleep(0.001)
                at_work.pop()

    runs = [threading.Thread(target=add) for _ in range(4)]
    for run in runs:
        run.start()
    for run in runs:
        run.join()
    assert (len(most), max(most)) == (80, 1)
    assert sys.platform == "win32" or not any(series.parent.iterdir())


def test_a_cast_that_lacks_nobody_may_lie_where_nothing_can_be_locked(series: Path) -> None:
    production = made(series, "one", FIRST)
    (series.parent / f".{series.name}.lock").mkdir()
    update_production(production.folder)
    with pytest.raises(DiskError):
        made(series, "two", SECOND)
    assert "Dorothea" not in series.read_text(encoding="utf-8")


def test_a_dry_run_leaves_the_shared_cast_alone(series: Path) -> None:
    production = made(series, "one", FIRST)
    (production.folder / "script").joinpath("001 CHAPTER ONE.txt").write_text("@Zoe: “New!”\n", encoding="utf-8")
    before = series.read_text(encoding="utf-8")
    assert "Zoe" in expected_production(production.folder, None, Request(Options())).cast.characters
    other = series.parent / "two.txt"
    other.write_text(SECOND, encoding="utf-8")
    cast = expected_production(other, None, Request(Options(cast=series))).cast
    assert cast.profile("Anna") == cast_of(production).profile("Anna")
    assert series.read_text(encoding="utf-8") == before


def test_a_strangers_book_adds_to_no_cast_that_nobody_named(series: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(series.parent / "cache"))
    production = made(series, "one", FIRST)
    (production.folder / "script").joinpath("001 CHAPTER ONE.txt").write_text("@Zoe: “New!”\n", encoding="utf-8")
    mine = series.with_name("mine.toml")
    mine.write_bytes(series.read_bytes())
    book = production.book_file
    book.write_text(book.read_text("utf-8").replace("../series.toml", "../mine.toml"), "utf-8")
    before, said = mine.read_bytes(), list[str]()
    update_production(production.folder, say=said.append)
    assert mine.read_bytes() == before
    assert ["name it once with --cast" in text for text in said] == [True]
    assert "Zoe" in cast_of(production).characters
    update_production(production.folder, Options(cast=mine))
    (production.folder / "script").joinpath("001 CHAPTER ONE.txt").write_text("@Yan: “New!”\n", encoding="utf-8")
    update_production(production.folder)
    assert {"Zoe", "Yan"} <= set(tomllib.loads(mine.read_text("utf-8"))["characters"])


def test_a_strangers_book_reads_no_file_that_is_no_cast(series: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(series.parent / "cache"))
    production = made(series, "one", FIRST)
    (series.parent / "secret").write_text("secret = 'words'\n", "utf-8")
    book = production.book_file
    book.write_text(book.read_text("utf-8").replace("../series.toml", "../secret"), "utf-8")
    with pytest.raises(EditError, match=r"book\.toml: cast must name a \.toml file, not \"\.\./secret\"") as refused:
        update_production(production.folder)
    assert "words" not in str(refused.value)
