"""What would be broken: any printed text that an engine would not read as a person does.

The table of normalisation.tsv holds what is printed, and how a good reader says it. `source` is the novel a phrase
stands in, "period" or "modern" for phrases written here, or a language; `as` is how it stands there (line, heading,
verse); `state` is "open" where the right form is not reached yet.
"""

from __future__ import annotations

import csv
import gzip
import json
import unicodedata
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.places import SHARED
from voices.spoken_text import SpokenText, can_be_said, speak

TABLE = Path(__file__).with_name("normalisation.tsv")
WRITTEN_HERE = {"period", "modern", "de", "fr", "es", "it", "nl"}


@dataclass(frozen=True)
class Case:
    source: str
    language: str
    form: str
    printed: str
    spoken: str
    right: bool


def cases() -> list[Case]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        next(rows)
        return [
            Case(source, language, form, printed.replace("\\n", "\n"), spoken, state == "right")
            for source, language, form, printed, spoken, state in rows
        ]


def said(case: Case) -> str:
    return speak(case.printed, case.language, heading=case.form == "heading", verse=case.form == "verse").text


@pytest.mark.parametrize("case", [case for case in cases() if case.right], ids=lambda case: case.printed)
def test_what_books_print_is_said_as_a_good_reader_says_it(case: Case) -> None:
    assert said(case) == case.spoken


@pytest.mark.parametrize("case", [case for case in cases() if not case.right], ids=lambda case: case.printed)
def test_what_is_listed_as_open_is_not_right_yet(case: Case) -> None:
    assert said(case) != case.spoken


def test_the_table_holds_more_than_three_hundred_phrases_of_real_books() -> None:
    assert sum(case.source not in WRITTEN_HERE for case in cases()) >= 300


@pytest.mark.skipif(not (SHARED / "attribution").is_dir(), reason="the annotated novels are not here")
def test_phrases_said_to_stand_in_a_novel_do_stand_there() -> None:
    texts = {
        path.name.removesuffix(".json.gz"): " ".join(json.loads(gzip.decompress(path.read_bytes()))["text"].split())
        for path in SHARED.glob("attribution/*/*.json.gz")
    }
    missing = [case.printed for case in cases() if case.source in texts and case.printed not in texts[case.source]]
    assert not missing


@pytest.mark.parametrize(
    "text", ["", " \n", "* * *", "======+++++======", ".", "…", "—", "“”", "❦", "★ ★ ★", "♥", "\x00", "___", "\u00ad"]
)
def test_what_has_no_letter_or_digit_is_not_spoken(text: str) -> None:
    assert not can_be_said(text, "en")
    assert speak(text, "en").text == ""


@pytest.mark.parametrize("text", ["a", "“7”", "*?é*", "我", "①", "½", "Ω"])
def test_a_single_letter_or_digit_of_any_script_is_spoken(text: str) -> None:
    assert can_be_said(text, "en")
    assert speak(text, "en").text


_AWKWARD = "aeiIVXMw012359 .,;:-—–…'’“”\"*_#@&%£$½/()[]+=\n\t\r\u00ad\u200b\x00°stdZhm\u0301ʼ🙂"
_TEXTS = st.text(st.one_of(st.characters(), st.sampled_from(_AWKWARD)), max_size=40)


@settings(max_examples=1200, deadline=None)
@given(_TEXTS, st.sampled_from(["en", "en-gb", "de", "zh"]), st.booleans(), st.booleans())
def test_any_text_is_one_clean_line_that_leads_back_to_the_print(
    text: str, language: str, heading: bool, verse: bool
) -> None:
    spoken = speak(text, language, heading=heading, verse=verse)
    assert isinstance(spoken, SpokenText)
    assert len(spoken.source) == len(spoken.text)
    assert list(spoken.source) == sorted(spoken.source)
    assert all(0 <= index < len(text) for index in spoken.source)
    assert not {unicodedata.category(c) for c in spoken.text} & {"Cc", "Cf", "Cs", "Zl", "Zp"}
    assert "  " not in spoken.text
    assert spoken.text == spoken.text.strip()
    spoken.text.encode()


@settings(max_examples=1200, deadline=None)
@given(_TEXTS, st.sampled_from(["en", "fr"]))
def test_every_printed_word_with_a_letter_or_digit_is_heard(text: str, language: str) -> None:
    spoken = speak(text, language)
    heard = {index for index, character in zip(spoken.source, spoken.text, strict=True) if character.isalnum()}
    assert bool(heard) == can_be_said(text, language)
    end = 0
    for word in text.split():
        start = text.index(word, end)
        end = start + len(word)
        # The modifier apostrophe counts as a letter, but nobody says it.
        if any(character.isalnum() for character in word.replace("ʼ", "")):
            assert heard & set(range(start, end)), f"{word!r} of {text!r} is lost in {spoken.text!r}"


@settings(max_examples=300, deadline=None)
@given(
    st.lists(
        st.sampled_from([case.printed for case in cases() if case.spoken and case.language.startswith("en")]),
        min_size=1,
        max_size=4,
    )
)
def test_what_was_prepared_once_stays_speakable_together(parts: list[str]) -> None:
    text = " ".join(parts)
    spoken = speak(text, "en")
    assert list(spoken.source) == sorted(spoken.source)
    assert can_be_said(spoken.text, "en")
