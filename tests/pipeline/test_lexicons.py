"""What would be broken: a word's entry that nobody hears, or that has the whole book spoken again."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.lexicons import load_lexicon
from pipeline.production import open_production
from pipeline.render import load, render
from pipeline.voicing import VoicedLine, voice_chapter
from script.errors import EditError


def lines(folder: Path) -> list[VoicedLine]:
    loaded = load(open_production(folder))
    return [line for item in loaded.edited.chapters for line in voice_chapter(item, loaded.book, loaded.cast)]


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


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('include = ["none.toml"]', "there is no file none.toml"),
        ('include = ["lexicon.toml"]', "lexicon.toml includes itself"),
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
