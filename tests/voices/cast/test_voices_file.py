"""What would be broken: what a person wrote of a voice, or the sentence that says where it went wrong."""

from __future__ import annotations

import re

import pytest

from script.model import NARRATOR
from script.support.errors import EditError
from tests.voices.cast_files import parsed
from voices.cast import Wish


def test_a_minimal_file_written_by_hand_is_enough() -> None:
    assert parsed('[characters.Jane]\nvoice = "en-gb+anna"') == {"Jane": Wish("pyttsx3", "en-gb+anna")}
    assert parsed("") == {}
    assert parsed('[narrator]\nengine = "system"\nvoice = "Zira"') == {NARRATOR: Wish("system", "Zira")}


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("[narator]\n", 1, "did you mean 'narrator'"),
        ("\n[characters.Jane]\nvoise = 'en-gb+anna'\n", 3, "no key 'voise'; did you mean 'voice'"),
        ("[characters.Jane]\nvoice = 'en-gb+ana'\n", 2, "did you mean 'en-gb+anna'"),
        ("[characters.Jane]\nvoice = 'anna'\n", 2, "did you mean 'en-gb+anna'"),
        ("[characters.Jane]\nvoice = 'fr+anna'\n", 2, "no voice 'fr+anna'"),
        ("[characters.Jane]\nvoice = 3\n", 2, "quotation marks"),
        ("[characters.Jane]\nvoice = 'en-gb+anna'\nengine = 'pytsx3'\n", 3, "did you mean 'pyttsx3'"),
        ("[characters.Jane]\nengine = 'system'\n", 2, "add voice"),
        ("[characters.Jane]\nvoice = 'en-gb+anna'\nengine = 'system'\n", 2, "'en-gb+anna' is a voice of pyttsx3"),
        ("[characters.Jane]\nrate = 7\n", 2, "from 0.5 to 3, not 7"),
        ("[characters.Jane]\nrate = '1.2'\n", 2, "from 0.5 to 3, not '1.2'"),
        ("[characters.Jane]\nrate = true\n", 2, "not true"),
        ("[characters.Jane]\npitch = nan\n", 2, "from -12 to 12"),
        ("[characters.Jane]\npitch = -13\n", 2, "from -12 to 12"),
        ("[characters.Jane]\ngain = 40\n", 2, "from -20 to 20"),
        ("[characters.Jane]\npan = -1.5\n", 2, "from -1 to 1"),
        ("[characters.Jane]\neffects = 'room'\n", 2, "list of names"),
        ("[characters.Jane]\naccent = 'britsh'\n", 2, "did you mean 'british'"),
        ("[characters.Jane]\naccent = 1\n", 2, "word in quotation marks"),
        ("[characters.Jane]\neffects = [1]\n", 2, "list of names"),
        ("[characters.Jane]\n\neffects = [\n'rooom']\n", 3, "did you mean 'room'"),
        ("[characters.Jane]\nlike = 'Mrs Benet'\n", 2, "did you mean 'Mrs Bennet'"),
        ("[characters.Jane]\nlike = 'xyz'\n", 2, "it can be 'narrator', 'Jane' or 'Mrs Bennet'."),
        ("[characters.Jane]\nlike = 'narrator'\nvoice = 'en-gb+anna'\n", 2, "keep either"),
        ("[characters.Jane]\nlike = 'Jane'\n", 2, "circle"),
        ("[characters.Jane]\nlike = 'Lydia'\n[characters.Lydia]\nlike = 'Jane'\n", 2, "circle"),
        ("[narrator]\nlike = 'Jane'\n[characters.Jane]\nlike = 'narrator'\n", 2, "circle"),
        ("narrator = 'en-gb+anna'\n", 1, "not a table"),
        ("[characters]\nJane = 'en-gb+anna'\n", 2, "not a table"),
        ("characters = 1\n", 1, "not a table"),
        ("[[narrator]]\n", 1, "not a table"),
        ("[narrator]\n\nvoice = \n", 3, "TOML"),
        ("[narrator]\n[narrator]\n", 2, "TOML"),
    ],
)
def test_a_slip_is_told_with_its_line_and_what_was_meant(text: str, line: int, says: str) -> None:
    with pytest.raises(EditError, match=rf"^voices\.toml:{line}: .*{re.escape(says)}") as caught:
        parsed(text)
    assert "\n" not in str(caught.value)


def test_an_accent_is_a_word_or_a_language() -> None:
    text = (
        "[narrator]\naccent = 'British'\n[characters.Jane]\naccent = 'scottish'\n[characters.Kitty]\naccent = 'en-AU'\n"
    )
    wishes = parsed(text)
    assert [wishes[name].accent for name in (NARRATOR, "Jane", "Kitty")] == ["en-gb", "en-gb-scotland", "en-au"]
