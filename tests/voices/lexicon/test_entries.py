"""What would be broken: a changed word whose lines are not spoken again, a book's words lost under a series'."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voices.cast.voice_profile import VoiceProfile
from voices.lexicon.entries import Lexicon, LexiconEntry, heard_in, said_as
from voices.lexicon.lexicon_file import parse_lexicon
from voices.saying.pronunciation import pronounced
from voices.saying.utterance import utterance_for
from voices.spoken_text import speak

ARTHUR = VoiceProfile("pyttsx3", "en-gb+arthur")


def test_the_narrower_lexicon_wins_word_by_word() -> None:
    series = parse_lexicon("[words]\nA = 'series'\nB = 'series'\n[characters.Tom.words]\nA = 'tom'\n").lexicon
    book = parse_lexicon("[words]\nB = 'book'\n[characters.Tom.words]\nC = 'tom'\n").lexicon
    both = book.over(series)
    assert {entry.word: entry.respelling for entry in both.of("Nell").among(set("abc"))} == {"A": "series", "B": "book"}
    assert {entry.word: entry.respelling for entry in both.of("Tom").among(set("abc"))} == {
        "A": "tom",
        "B": "book",
        "C": "tom",
    }


def test_no_lexicon_changes_nothing() -> None:
    assert Lexicon().of("Tom").among({"tom"}) == ()
    assert utterance_for("Tom", ARTHUR, None, "en") == utterance_for(
        "Tom", ARTHUR, None, "en", words=Lexicon().of("Tom")
    )


@pytest.mark.parametrize(
    ("word", "printed"),
    [
        ("Tom", "“Tom’s here!”"),
        ("Doctor", "Dr. Watson"),
        ("eighteen", "in 1815"),
        ("fourth", "Henry IV of France"),
        ("and", "Smith & Co"),
        ("have", "I ha' never"),
        ("R2-D2", "R2-D2!"),
        ("Mister", "Mr Jones"),
        ("saint", "St Ives"),
        ("et cetera", "dogs etc and"),
        ("no", "Nooooo!"),
        ("shush", "Shhh."),
    ],
)
def test_entries_that_can_be_heard_in_a_text_are_told(word: str, printed: str) -> None:
    entry = LexiconEntry(word, "x")
    assert pronounced(speak(printed, "en"), (entry,), "en", takes_ipa=False)[0].text != speak(printed, "en").text
    assert heard_in(Lexicon((entry, LexiconEntry("Zaphod", "y"))), [(printed, False, False)], "en").words == (entry,)


PIECES = ["Mr Jones", "at St Ives", "dogs etc and", "Nooooo!", "Shhh.", "I", "V", "MDCCC", "Chapter", "W-wasn’t", "’em"]
PIECES += ["Henry IV", "Dr", "vs", "&c.", "£3 10s.", "No. 5", "rock ’n’ roll", "OK", "five km away", "btw", "he\nwent"]
WORDS = (
    "mister saint et cetera no shush five i v thousand eight hundred one chapter wasn't fourth doctor pounds shillings "
    "number and kilometres by way mr st etc henry"
)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=4), st.booleans(), st.booleans())
def test_what_is_said_in_another_way_is_heard_whatever_is_printed(
    pieces: list[str], heading: bool, verse: bool
) -> None:
    text = " ".join(pieces)
    entries = tuple(LexiconEntry(word, "xyzzy") for word in [*WORDS.split(), "et cetera", "Mr"])
    heard = heard_in(Lexicon(entries), [(text, heading, verse)], "en").words
    for entry in entries:
        plain, changed = (
            utterance_for(text, ARTHUR, None, "en", heading=heading, verse=verse, words=lexicon.of(None))
            for lexicon in (Lexicon(), Lexicon((entry,)))
        )
        assert plain == changed or entry in heard


def test_a_very_long_lexicon_costs_a_line_no_more_than_a_short_one() -> None:
    names = map("".join, product("abcdefghij", repeat=4))
    many = Lexicon((LexiconEntry("Aes Sedai", "eyes"), *(LexiconEntry(f"Z'{name}", "x") for name in names)))
    words = many.of("Tom")
    assert words.among({"aes"}) == ()
    assert words.among({"the", "aes", "sedai"}) == (LexiconEntry("Aes Sedai", "eyes"),)
    heard = heard_in(many, [("the Aes Sedai of Z’abcd", False, False)], "en").words
    assert set(heard) == {LexiconEntry("Aes Sedai", "eyes"), LexiconEntry("Z'abcd", "x")}


@pytest.mark.parametrize(
    ("written", "entry"),
    [
        ("kuh-THOO-loo", LexiconEntry("Cthulhu", "kuh-THOO-loo")),
        ("/kəˈθuːluː/", LexiconEntry("Cthulhu", ipa="kəˈθuːluː")),
        ("/a", LexiconEntry("Cthulhu", "a")),
    ],
)
def test_what_stands_between_strokes_is_ipa(written: str, entry: LexiconEntry) -> None:
    assert said_as("Cthulhu", written) == entry
