"""What would be broken: words that other programs know and we lose, or that we write and they can't read."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from script.support.errors import EditError
from voices.lexicon.entries import LexiconEntry
from voices.lexicon.pls import format_pls, parse_pls

EXAMPLE = """<?xml version="1.0" encoding="UTF-8"?>
<lexicon version="1.0" xmlns="http://www.w3.org/2005/01/pronunciation-lexicon" alphabet="ipa" xml:lang="en">
  <lexeme><grapheme>colour</grapheme><grapheme>color</grapheme><phoneme>ˈkʌlə</phoneme><phoneme>x</phoneme></lexeme>
  <lexeme><grapheme>W3C</grapheme><alias>World Wide Web
    Consortium</alias></lexeme>
  <lexeme><grapheme>Nell</grapheme><phoneme alphabet="x-sampa">nEl</phoneme></lexeme>
</lexicon>
"""
WORDS = st.text(st.sampled_from("abcXYZ éß'<&>\"-"), min_size=1, max_size=12).map(
    lambda word: " ".join(f"a{word}".split())
)


def test_graphemes_phonemes_and_aliases_are_read() -> None:
    assert parse_pls(EXAMPLE, "x.pls") == (
        LexiconEntry("colour", None, "ˈkʌlə"),
        LexiconEntry("color", None, "ˈkʌlə"),
        LexiconEntry("W3C", "World Wide Web Consortium", None),
        LexiconEntry("Nell", None, "nɛl"),
    )


@settings(max_examples=100, deadline=None)
@given(st.dictionaries(WORDS, st.tuples(WORDS | st.none(), WORDS | st.none()).filter(any), max_size=5))
def test_what_is_written_is_read_again(words: dict[str, tuple[str | None, str | None]]) -> None:
    entries = tuple(LexiconEntry(word, respelling, ipa) for word, (respelling, ipa) in words.items())
    assert parse_pls(format_pls(entries, "en-gb"), "x.pls") == entries


@pytest.mark.parametrize("text", ["", "no XML", "<html/>"])
def test_what_is_no_lexicon_is_told_so(text: str) -> None:
    with pytest.raises(EditError, match=r"^x\.pls is no PLS lexicon"):
        parse_pls(text, "x.pls")
