from __future__ import annotations

import pytest

from script.support.suggestions import named_in_part, nearest

KEYS = ["engine", "voice", "rate", "pitch", "gain", "pan", "effects", "like"]


@pytest.mark.parametrize(
    ("word", "options", "meant"),
    [
        ("vioce", KEYS, "voice"),
        ("Rate", KEYS, "rate"),
        ("speed", KEYS, None),
        ("effect", KEYS, "effects"),
        ("anna", ["en-gb+arthur", "en-gb+anna", "en-us+hannah"], "en-gb+anna"),
        ("en-gb+arthr", ["en-gb+anna", "en-gb+arthur"], "en-gb+arthur"),
        ("Mrs. Bennet", ["Mr Bennet", "Mrs Bennet", "Jane"], "Mrs Bennet"),
        ("", KEYS, None),
        ("xyzzy", [], None),
        ("xyzzy", KEYS, None),
        ("NAME", ["cave", "room"], None),
        ("bogus", ["de", "gu", "en-gb+arthur"], None),
        ("espeak", ["hibari", "openai"], None),
    ],
)
def test_a_misspelt_name_is_answered_with_the_one_that_was_meant(
    word: str, options: list[str], meant: str | None
) -> None:
    assert nearest(word, options) == meant


def test_of_equally_near_names_the_first_is_offered() -> None:
    assert nearest("ab", ["abx", "aby"]) == "abx"


@pytest.mark.parametrize(
    ("part", "fitting"),
    [
        ("arthur", ("Arthur Wren", "en-gb+arthur")),
        ("WREN", ("Arthur Wren", "Miss Wren")),
        ("arthur  wren", ("Arthur Wren",)),
        ("bella", ("af_bella",)),
        ("art", ()),
        ("…", ()),
        ("", ()),
    ],
)
def test_a_part_of_a_name_fits_by_whole_words(part: str, fitting: tuple[str, ...]) -> None:
    assert named_in_part(part, ["Arthur Wren", "Miss Wren", "en-gb+arthur", "af_bella"]) == fitting
