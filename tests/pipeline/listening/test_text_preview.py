"""What would be broken: a voice that can't be heard before a book is made of it, or that sounds otherwise there."""

from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.production.production import FolderError, open_production
from script.model import Delivery
from script.support.errors import EditError
from tests.pipeline.listening.test_line_preview import loudness, seconds
from tests.pipeline.productions import make_production, preview, preview_text
from tests.script.epubs import build, page


def test_any_text_is_heard_in_a_characters_voice_as_the_lexicon_says_it(
    rendered: Path, edit: Callable[[Path, str, str], None]
) -> None:
    production = open_production(rendered)
    audio = {path: path.read_bytes() for path in production.audio_folder.iterdir()}
    file = preview_text("Ask Cthulhu about it.", "anna", production)
    first = file.read_bytes()
    assert file == production.work_folder / "preview.mp3"
    assert preview_text("Ask Cthulhu about it.", "Bertram", production).read_bytes() != first
    production.lexicon_file.write_text('[words]\nCthulhu = "kuh-THOO-loo-loo"\n', encoding="utf-8")
    assert preview_text("Ask Cthulhu about it.", "Anna", production).read_bytes() != first
    assert {path: path.read_bytes() for path in production.audio_folder.iterdir()} == audio


def test_those_nobody_knows_are_heard(rendered: Path, edit: Callable[[Path, str, str], None]) -> None:
    assert preview_text("Who is there?", "unknown", open_production(rendered)).is_file()
    edit(rendered / "script" / "001 CHAPTER ONE.txt", "@Anna: “Who", "@?: “Who")
    production = open_production(rendered)
    assert 0.5 < seconds(preview(production, "?")) < 5
    said = preview_text("Who is there?", "unknown", production).read_bytes()
    assert preview_text("Who is there?", "?", production).read_bytes() == said
    assert preview_text("Who is there?", "Bertram", production).read_bytes() != said


def test_a_text_is_heard_as_the_book_itself_pronounces_it(tmp_path: Path) -> None:
    lexicon = (
        '<lexicon alphabet="ipa" xml:lang="en" xmlns="http://www.w3.org/2005/01/pronunciation-lexicon">'
        "<lexeme><grapheme>Nynaeve</grapheme><phoneme>ˈluːlə</phoneme></lexeme></lexicon>"
    )
    book = build(
        tmp_path / "book.epub",
        {"one.xhtml": page("<h1>One</h1><p>Nynaeve came in and laughed.</p>")},
        extra={"OPS/en.pls": lexicon.encode()},
        manifest='<item id="pls" href="en.pls" media-type="application/pls+xml"/>',
    )
    production = make_production(book)
    first = preview_text("Nynaeve.", "narrator", production).read_bytes()
    production.lexicon_file.write_text('[words]\nNynaeve = "/ˈluːlə/"\n', encoding="utf-8")
    assert preview_text("Nynaeve.", "narrator", production).read_bytes() == first
    production.lexicon_file.write_text('[words]\nNynaeve = "Nynaeve"\n', encoding="utf-8")
    assert preview_text("Nynaeve.", "narrator", production).read_bytes() != first


def test_any_text_is_heard_in_any_voice_without_a_production(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    file = preview_text("Good evening, Mrs Pell.", "en-gb+arthur", None)
    assert 1 < seconds(file) < 4
    assert not list(here.iterdir())
    whispered = preview_text(
        "Good evening, Mrs Pell.", "en-gb+arthur", None, delivery=Delivery.WHISPER, file=here / "a.flac"
    )
    assert whispered == here / "a.flac"
    assert [path.name for path in here.iterdir()] == ["a.flac"]
    assert loudness(whispered) == pytest.approx(loudness(file), abs=4)


def test_a_file_that_no_preview_made_is_refused_and_ones_own_made_anew(
    rendered: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    mine = tmp_path / "evening.mp3"
    mine.write_bytes(b"mine")
    for production in (None, open_production(rendered)):
        with pytest.raises(FolderError, match=r"evening\.mp3 is in the way.*another file with -o"):
            preview_text("Good evening.", "en-gb+arthur", production, file=mine)
        assert mine.read_bytes() == b"mine"
    mine.unlink()
    preview_text("Good evening.", "en-gb+arthur", None, file=mine)
    first = mine.read_bytes()
    preview_text("Good morning to you.", "Anna", open_production(rendered), file=mine)
    assert mine.read_bytes() != first
    mine.write_bytes(mine.read_bytes() + b"cut by a person")
    with pytest.raises(FolderError, match="in the way"):
        preview_text("Good evening.", "en-gb+arthur", None, file=mine)


def test_a_part_of_a_name_is_enough_and_the_books_people_come_before_voices(rendered: Path) -> None:
    production = open_production(rendered)
    for file in production.script_folder.iterdir():
        file.write_text(file.read_text("utf-8").replace("@Bertram:", "@Arthur Pell:"), "utf-8")
    said: list[str] = []
    whole = preview_text("Good evening.", "Arthur Pell", production, say=said.append).read_bytes()
    assert not said
    for part in ("pell", "arthur"):
        assert preview_text("Good evening.", part, production, say=said.append).read_bytes() == whole
    preview_text("Good evening.", "beatrice", production, say=said.append)
    preview(production, "pell", say=said.append)
    assert said == [
        '"pell" is taken for Arthur Pell.',
        '"arthur" is taken for Arthur Pell.',
        '"beatrice" is taken for en-gb+beatrice.',
        '"pell" is taken for Arthur Pell.',
    ]


@pytest.mark.parametrize(
    ("text", "name", "message"),
    [
        ("Good evening.", "gb", "Several are called"),
        ("Good evening.", "Bertrand", 'Nobody in this book and no voice is called "Bertrand". Did you mean "Bertram"'),
        ("Good evening.", "en-gb+artur", "did you mean 'en-gb\\+arthur'"),
        ("…!", "Anna", "no letter, no digit and no emoji"),
    ],
)
def test_what_nobody_can_say_is_told(rendered: Path, text: str, name: str, message: str) -> None:
    with pytest.raises(EditError, match=message):
        preview_text(text, name, open_production(rendered))
