"""What would be broken: a word's entry that nobody hears, or that has the whole book spoken again."""

from __future__ import annotations

import time
from itertools import product
from pathlib import Path

import pytest

from pipeline.disk.run_lock import LockedError
from pipeline.production.lexicon_files import import_lexicon, lexicon_place, load_lexicon
from pipeline.production.production import open_production
from pipeline.rendering.planning.phrases import Phrase, phrases_of
from pipeline.updating.request import Options
from script.support.errors import EditError
from tests.pipeline.productions import load, make_production, render
from tests.places import SHARED
from tests.script.epubs import build, page
from voices.lexicon.entries import LexiconEntry
from voices.lexicon.pls import format_pls


def lines(folder: Path) -> list[Phrase]:
    loaded = load(open_production(folder))
    return [line for item in loaded.edited.chapters for line in phrases_of(item, loaded.book, loaded.cast)]


def test_only_the_lines_with_the_word_are_spoken_again(rendered: Path) -> None:
    before = {line.address: line.key for line in lines(rendered)}
    (rendered / "lexicon.toml").write_text('[words]\nBertram = "/ˈbɜːtrəm/"\naloud = "alowd"\n', encoding="utf-8")
    after = {line.address: line for line in lines(rendered)}
    changed = {line.text for address, line in after.items() if line.key != before[address]}
    assert changed == {"said Bertram.", "Anna read it aloud, by the window, while the rain came down."}
    clips = {path.name for path in open_production(rendered).clips_folder.rglob("*.wav")}
    assert not render(open_production(rendered), jobs=1).failed
    new = {path.stem for path in open_production(rendered).clips_folder.rglob("*.wav") if path.name not in clips}
    assert new == {line.key for address, line in after.items() if line.key != before[address]}


def test_a_character_says_a_word_in_their_own_way(rendered: Path) -> None:
    (rendered / "lexicon.toml").write_text(
        '[characters.Bertram.words]\ndoor = "doo-er"\nlate = "lite"\nAnna = "Hanna"\n', encoding="utf-8"
    )
    said = [line.utterance.text for line in lines(rendered)]
    assert "Open the doo-er!" in said
    assert "He is lite," in said
    assert "asked Anna." in said


def test_a_series_and_a_house_have_words_too_and_the_book_wins(tmp_path: Path) -> None:
    book = tmp_path / "book"
    book.mkdir()
    (tmp_path / "house.toml").write_text('[words]\nA = "house"\nB = "house"\nC = "house"\n', encoding="utf-8")
    (tmp_path / "series.toml").write_text('include = ["house.toml"]\n[words]\nB = "series"\nC = "series"\n', "utf-8")
    (book / "lexicon.toml").write_text('include = ["../series.toml"]\n[words]\nC = "book"\n', encoding="utf-8")
    words = load_lexicon(book / "lexicon.toml").words
    assert {entry.word: entry.respelling for entry in words} == {"A": "house", "B": "series", "C": "book"}


def test_a_word_is_found_where_it_counts(tmp_path: Path) -> None:
    book = tmp_path / "lexicon.toml"
    (tmp_path / "house.toml").write_text('[words]\nA = "house"\n[characters.Anna.words]\nA = "house"\n', "utf-8")
    (tmp_path / "series.toml").write_text('include = ["house.toml"]\n\n[words]\nB = "series"\n', "utf-8")
    book.write_text('include = ["house.toml", "series.toml"]\n[words]\nB = "book"\n', "utf-8")
    assert lexicon_place(book, ("words", "B")) == "lexicon.toml:3"
    assert lexicon_place(book, ("words", "A")) == "house.toml:2"
    assert lexicon_place(book, ("characters", "Anna", "words", "A")) == "house.toml:4"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('include = [\n"none.toml"]', "^lexicon.toml:1: there is no file none.toml"),
        ('include = ["~nobody-at-all/a.toml"]', "^lexicon.toml:1: there is no file ~nobody-at-all/a.toml"),
        ('# mine\ninclude = ["lexicon.toml"]', "^lexicon.toml:2: lexicon.toml includes itself"),
        ("[words]\nA = 1", "^lexicon.toml:2: "),
    ],
)
def test_a_lexicon_that_is_wrong_is_told_in_one_sentence(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "lexicon.toml").write_text(text, encoding="utf-8")
    with pytest.raises(EditError, match=message):
        load_lexicon(tmp_path / "lexicon.toml")


def test_no_lexicon_is_no_fault(tmp_path: Path) -> None:
    assert load_lexicon(tmp_path / "lexicon.toml").words == ()


def test_a_chapter_without_the_word_is_not_mixed_again(rendered: Path) -> None:
    before = {path.name: path.read_bytes() for path in (rendered / "audio").glob("*.mp3")}
    (rendered / "lexicon.toml").write_text('[words]\nwindow = "winder"\nnobody = "nobuddy"\n', encoding="utf-8")
    loaded = load(open_production(rendered))
    assert [chapter.to_mix for chapter in loaded.planned.chapters] == [False, True]
    assert not render(open_production(rendered), jobs=1).failed
    changed = {name for name, data in before.items() if (rendered / "audio" / name).read_bytes() != data}
    assert changed == {"002 - CHAPTER TWO.mp3"}


def test_a_word_that_is_heard_in_a_heading_or_an_abbreviation_alone_makes_its_chapter_anew(tmp_path: Path) -> None:
    story = tmp_path / "story.md"
    story.write_text("# V\n\nMr Harrow came.\n\n# Home\n\nThey lived at St Ives.\n\n# Dawn\n\nIt rained.\n", "utf-8")
    folder = make_production(story).folder
    before = [chapter.sound for chapter in load(open_production(folder)).planned.chapters]
    for word, changed in (("five", 0), ("Mister", 0), ("saint", 1)):
        (folder / "lexicon.toml").write_text(f'[words]\n{word} = "xyzzy"\n', encoding="utf-8")
        after = [chapter.sound for chapter in load(open_production(folder)).planned.chapters]
        assert [number for number, sound in enumerate(after) if sound != before[number]] == [changed], word


def test_a_pls_lexicon_adds_the_words_that_are_not_there_yet(tmp_path: Path) -> None:
    lexicon, source = tmp_path / "lexicon.toml", tmp_path / "words.pls"
    lexicon.write_text('# mine\n[words]\nTom = "tum"  # so\n', encoding="utf-8")
    entries = (
        LexiconEntry("Tom", "tam"),
        LexiconEntry("Aes Sedai", None, "aɪz sɛˈdaɪ"),
        LexiconEntry("Nell", "nil", "nɪl"),
    )
    source.write_text(format_pls(entries, "en"), encoding="utf-8")
    assert import_lexicon(lexicon, source) == (2, 3)
    assert lexicon.read_text(encoding="utf-8").startswith('# mine\n[words]\nTom = "tum"  # so\n')
    assert load_lexicon(lexicon).words == (LexiconEntry("Tom", "tum"), *entries[1:])
    assert import_lexicon(lexicon, source) == (0, 3)


def test_a_lexicon_keeps_its_line_ends_when_words_are_added(tmp_path: Path) -> None:
    (tmp_path / "words.pls").write_text(format_pls((LexiconEntry("C", "see"),), "en"), encoding="utf-8")
    lexicon = tmp_path / "lexicon.toml"
    lexicon.write_bytes(b'# mine\r\n[words]\r\nB = "bee"\r\n')
    assert import_lexicon(lexicon, tmp_path / "words.pls") == (1, 1)
    assert lexicon.read_bytes() == b'# mine\r\n[words]\r\nB = "bee"\r\nC = "see"\r\n'


def test_many_words_are_added_and_found_in_the_time_of_few(tmp_path: Path) -> None:
    words = ["".join(letters) for letters in product("abcdefghij", repeat=4)]
    (tmp_path / "many.pls").write_text(
        format_pls(tuple(LexiconEntry(word, "x") for word in words), "en"), encoding="utf-8"
    )
    lexicon = tmp_path / "lexicon.toml"
    lexicon.write_text("[words]\nTom = 'tum'\n", encoding="utf-8")
    started = time.process_time()
    assert import_lexicon(lexicon, tmp_path / "many.pls") == (10_000, 10_000)
    assert len(load_lexicon(lexicon).words) == 10_001
    assert time.process_time() - started < 5


def test_no_word_is_added_while_the_book_is_being_made(rendered: Path, tmp_path: Path) -> None:
    from typer.testing import CliRunner

    from pipeline.cli.app import app

    (tmp_path / "words.pls").write_text(format_pls((LexiconEntry("Tom", "tum"),), "en"), encoding="utf-8")
    with open_production(rendered).locked():
        refused = CliRunner().invoke(app, ["lexicon", "import", str(tmp_path / "words.pls"), str(rendered)])
    assert isinstance(refused.exception, LockedError)
    assert not (rendered / "lexicon.toml").exists()


def test_a_source_without_words_changes_nothing(tmp_path: Path) -> None:
    source = tmp_path / "words.pls"
    source.write_text(format_pls((), "en"), encoding="utf-8")
    with pytest.raises(EditError, match="brings no words"):
        import_lexicon(tmp_path / "lexicon.toml", source)
    assert not (tmp_path / "lexicon.toml").exists()


EPUB = SHARED / "stories/georgia-pls-ssml.epub"


@pytest.mark.skipif(not EPUB.is_file(), reason="the shared stories are not here")
def test_an_epub_brings_its_lexicon_along(tmp_path: Path) -> None:
    added, found = import_lexicon(tmp_path / "lexicon.toml", EPUB)
    assert added == found >= 100
    assert LexiconEntry("Agnes", None, "ˈægnɪs") in load_lexicon(tmp_path / "lexicon.toml").words


def test_words_are_exported_and_imported_from_the_command_line(rendered: Path, tmp_path: Path) -> None:
    from typer.testing import CliRunner

    from pipeline.cli.app import app

    (rendered / "lexicon.toml").write_text('[words]\nTom = "tum"\n', encoding="utf-8")
    runner = CliRunner()
    written = runner.invoke(app, ["lexicon", "export", str(tmp_path / "out.pls"), str(rendered)])
    assert written.exit_code == 0, written.output
    (rendered / "lexicon.toml").unlink()
    taken = runner.invoke(app, ["lexicon", "import", str(tmp_path / "out.pls"), str(rendered)])
    assert taken.exit_code == 0, taken.output
    assert "1 word added." in taken.output
    assert load_lexicon(rendered / "lexicon.toml").words == (LexiconEntry("Tom", "tum"),)


def test_an_export_writes_over_no_file_of_another_kind(rendered: Path) -> None:
    from typer.testing import CliRunner

    from pipeline.cli.app import app

    mine = rendered / "lexicon.toml"
    mine.write_text('[words]\nTom = "tum"\n', encoding="utf-8")
    refused = CliRunner().invoke(app, ["lexicon", "export", str(mine), str(rendered)])
    assert isinstance(refused.exception, EditError)
    assert "is no PLS lexicon" in str(refused.exception)
    assert mine.read_text(encoding="utf-8") == '[words]\nTom = "tum"\n'


def test_an_epubs_own_pronunciations_hold_and_a_persons_win(tmp_path: Path) -> None:
    from typer.testing import CliRunner

    from pipeline.cli.app import app

    lexicon = (
        '<lexicon alphabet="x-sampa" xml:lang="en" xmlns="http://www.w3.org/2005/01/pronunciation-lexicon">'
        '<lexeme><grapheme>Nynaeve</grapheme><phoneme>naI"ni:v</phoneme></lexeme>'
        "<lexeme><grapheme>Lan</grapheme><phoneme>lA:n</phoneme></lexeme></lexicon>"
    )
    french = lexicon.replace('"en"', '"fr"').replace("Nynaeve", "came")
    text = 'Nynaeve came. Lan <i ssml:ph="rɛd">read</i> what they read in Tear. ' * 3
    body = page(f"<h1>One</h1><p>{text}</p>").replace("<html", '<html xmlns:ssml="http://www.w3.org/2001/10/synthesis"')
    item = '<item id="{0}" href="{0}.pls" media-type="application/pls+xml"/>'
    book = build(
        tmp_path / "book.epub",
        {"one.xhtml": body},
        extra={"OPS/en.pls": lexicon.encode(), "OPS/fr.pls": french.encode()},
        manifest=item.format("en") + item.format("fr"),
    )
    folder = tmp_path / "out"
    make_production(book, folder, Options())

    def said() -> set[tuple[str, str]]:
        line = next(line for line in lines(folder) if "Nynaeve" in line.text)
        return {(line.utterance.text[start:end], ipa) for start, end, ipa in line.utterance.phonemes}

    assert said() == {("Nynaeve", "naɪˈniːv"), ("Lan", "lɑːn"), ("read", "rɛd")}
    (folder / "lexicon.toml").write_text('[words]\nLan = "lann"\nread = "/riːd/"\n', encoding="utf-8")
    assert said() == {("Nynaeve", "naɪˈniːv"), ("read", "riːd")}
    checked = CliRunner().invoke(app, ["check", str(folder)])
    assert "3 pronunciations from the book itself" in checked.output
    assert load(open_production(folder)).edited.chapters[0].changed_words == 0


@pytest.mark.parametrize(("files", "taken"), [(9, True), (10, False)])
def test_files_may_include_files_eight_deep(tmp_path: Path, files: int, taken: bool) -> None:
    for number in range(files - 1):
        (tmp_path / f"{number}.toml").write_text(f'include = ["{number + 1}.toml"]\n', encoding="utf-8")
    (tmp_path / f"{files - 1}.toml").write_text('[words]\nA = "deepest"\n', encoding="utf-8")
    if taken:
        assert [entry.respelling for entry in load_lexicon(tmp_path / "0.toml").words] == ["deepest"]
    else:
        with pytest.raises(EditError, match=r"^8\.toml:1: 9\.toml includes itself"):
            load_lexicon(tmp_path / "0.toml")


def test_a_strangers_lexicon_reads_no_other_files_and_ends(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("secret words\n", "utf-8")
    (tmp_path / "lexicon.toml").write_text('include = ["secret"]\n', "utf-8")
    with pytest.raises(EditError, match=r"lexicon\.toml:1: secret is no lexicon; name a \.toml file"):
        load_lexicon(tmp_path / "lexicon.toml")
    for depth in range(7):
        again = ", ".join([f'"{depth + 1}.toml"'] * 20)
        name = "lexicon.toml" if depth == 0 else f"{depth}.toml"
        (tmp_path / name).write_text(f"include = [{again}]\n", "utf-8")
    (tmp_path / "7.toml").write_text("", "utf-8")
    with pytest.raises(EditError, match="includes more than"):
        load_lexicon(tmp_path / "lexicon.toml")
