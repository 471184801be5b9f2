"""The table of normalisation.tsv: what is printed, and how a good reader says it.

`source` is the novel a phrase stands in, "period" or "modern" for phrases written here, or a language; `as` is how
it stands there (line, heading, verse); `state` is "open" where the right form is not reached yet.
"""

from __future__ import annotations

import csv
import gzip
import json
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.places import SHARED
from voices.spoken_text import speak

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
