"""What would be broken: a word that is written down and not read, or a person's lexicon spoilt by what is added."""

from __future__ import annotations

from dataclasses import replace

import pytest

from script.support.errors import EditError
from voices.lexicon.entries import LexiconEntry
from voices.lexicon.lexicon_file import parse_lexicon, with_words

TEXT = """
include = ["~/house.toml", "../series.toml"]

[words]
Nynaeve = "/naɪˈniːv/"
Cthulhu = "kuh-THOO-loo"
Hermione = { ipa = "həˈmaɪəni", respelling = "her-my-oh-nee" }

[characters."Jory Pell".words]
Nynaeve = "nin"
"""


def test_a_lexicon_holds_respellings_and_ipa_and_words_of_one_character() -> None:
    file = parse_lexicon(TEXT)
    assert file.include == ("~/house.toml", "../series.toml")
    assert file.lexicon.words == (
        LexiconEntry("Nynaeve", None, "naɪˈniːv"),
        LexiconEntry("Cthulhu", "kuh-THOO-loo", None),
        LexiconEntry("Hermione", "her-my-oh-nee", "həˈmaɪəni"),
    )
    words = {"nynaeve", "cthulhu", "hermione"}
    assert {entry.word: entry.respelling for entry in file.lexicon.of("Jory Pell").among(words)}["Nynaeve"] == "nin"
    assert {*file.lexicon.of("Nell").among(words)} == {*file.lexicon.of(None).among(words)} == {*file.lexicon.words}


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("[words]\nA = 3\n", 2),
        ("[words]\nA = ''\n", 2),
        ("[words]\n'...' = 'x'\n", 2),
        ("[words]\nA = 'a'\nB = { ip = 'b' }\n", 3),
        ("[word]\nA = 'a'\n", 1),
        ("include = 'x.toml'\n", 1),
        ("[characters.Tom]\nA = 'a'\n", 1),
        ("[words\n", 1),
    ],
)
def test_what_cannot_be_in_a_lexicon_is_told_with_its_line(text: str, line: int) -> None:
    with pytest.raises(EditError, match=rf"^lexicon\.toml:{line}: "):
        parse_lexicon(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# mine",
        'include = []\r\n\r\n[words]\r\nB = "bee"\r\n',
        '[words]\n\n[characters.Tom.words]\nA = "ay"',
        'words = { B = "bee" }\n',
        'words.B = "bee"\n[characters.Tom.words]\nA = "ay"\n',
        '[words] # mine\nB = """\n[bee\n"""\n',
    ],
)
def test_words_are_added_to_a_lexicon_however_it_is_written(text: str) -> None:
    entries = (LexiconEntry("A 'b'\x7f", "ay"), LexiconEntry("Æ", None, "æ"), LexiconEntry("C-3", 's"e', "siː"))
    written, added = with_words(text, entries)
    assert added == 3
    before, after = parse_lexicon(text).lexicon, parse_lexicon(written).lexicon
    assert after == replace(before, words=(*before.words, *entries))
    assert all(line in written.split("\n") for line in text.split("\n") if line.startswith(("#", "include", "[")))


def test_new_words_stand_under_the_words_and_not_under_what_is_said_of_others() -> None:
    text = '# mine\n[words]\nB = "bee"\n# no more\n\n# Tom mumbles\n# and lisps\n[characters.Tom.words]\nA = "ay"\n'
    wanted = text.replace("# no more\n", '# no more\nC = "see"\n')
    assert with_words(text, (LexiconEntry("C", "see"),)) == (wanted, 1)
    assert with_words(text.replace("\n", "\r\n"), (LexiconEntry("C", "see"),)) == (wanted.replace("\n", "\r\n"), 1)
    parted = text.replace("and lisps\n", "and lisps\n\n# always\n\n")
    assert with_words(parted, (LexiconEntry("C", "see"),)) == (
        parted.replace("# no more\n", '# no more\nC = "see"\n'),
        1,
    )
