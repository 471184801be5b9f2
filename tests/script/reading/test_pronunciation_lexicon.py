"""A lexicon's words and how they are said are read whole, however they are laid out."""

from __future__ import annotations

from script.reading.html.html_tree import parse_xml
from script.reading.pronunciation_lexicon import Lexeme, lexemes


def test_words_phonemes_and_aliases_come_with_their_alphabets() -> None:
    source = """
    <lexicon alphabet="x-sampa" xmlns="http://www.w3.org/2005/01/pronunciation-lexicon">
      <lexeme><grapheme> Miss
        <!-- a note --> Bell </grapheme><grapheme>Bell</grapheme>
        <phoneme> bel </phoneme><phoneme alphabet="ipa">bɛl</phoneme></lexeme>
      <lexeme><grapheme>AO3</grapheme><alias>A O  three</alias></lexeme>
    </lexicon>"""
    assert list(lexemes(parse_xml(source))) == [
        Lexeme(("Miss Bell", "Bell"), (("bel", "x-sampa"), ("bɛl", "ipa")), ()),
        Lexeme(("AO3",), (), ("A O three",)),
    ]


def test_phonemes_without_an_alphabet_are_ipa() -> None:
    (lexeme,) = lexemes(parse_xml("<lexicon><lexeme><phoneme>ˈæn</phoneme></lexeme></lexicon>"))
    assert lexeme.phonemes == (("ˈæn", "ipa"),)
