"""What would be broken: a name or a note that comes back from the script file as another, or no editor can show."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from script.script_file.escapes import escape_cue, escape_delivery, escape_name, escape_note, escape_text, unescape
from tests.script.chapters import STORY_TEXT

FIELDS = [escape_name, escape_delivery, escape_cue]


@settings(max_examples=300, deadline=None)
@given(STORY_TEXT, st.sampled_from([*FIELDS, escape_text, escape_note]))
def test_what_is_escaped_reads_back(text: str, escape: Callable[[str], str]) -> None:
    assert unescape(escape(text)) == text


@settings(max_examples=300, deadline=None)
@given(STORY_TEXT, st.sampled_from(FIELDS))
def test_fields_survive_folded_white_space_and_editors(text: str, escape: Callable[[str], str]) -> None:
    escaped = escape(text)
    assert " ".join(escaped.split()) == escaped
    assert all(character.isspace() or not re.match(r"[\x00-\x1f\x7f-\x9f\ufeff]", character) for character in escaped)


@pytest.mark.parametrize("escape", [*FIELDS, escape_text, escape_note])
def test_plain_words_stay_as_they_are(escape: Callable[[str], str]) -> None:
    for words in ("Mrs Bennet", "D’Artagnan-Élise, Jr.", "שלום 你好"):
        assert escape(words) == words


def test_a_number_that_is_no_character_stays_as_it_is() -> None:
    assert unescape(r"\u{110000}\u{d800}\u{zz}\u{41}") == r"\u{110000}\u{d800}u{zz}A"
    assert unescape("end\\") == "end\\"
