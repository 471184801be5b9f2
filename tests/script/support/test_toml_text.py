from __future__ import annotations

import json
import re
import time
import tomllib
from collections.abc import Sequence

import pytest
import tomlkit
from hypothesis import given, settings
from hypothesis import strategies as st

from script.support.errors import EditError
from script.support.toml_text import has_key, line_of, parse_toml

TEXT = '''# voices.toml: a comment with [characters.Jane] in it
title = """
[narrator]
voice = "not this one"
"""

[narrator]   # line 7
voice = "a"

"rate" = 1.0
effects = [
    "room",   # [characters.Jane]
    "hall",
]

[characters."Mrs Bennet"]
voice = "b"
[characters.'J. "K." = #']
voice = "c"

[characters]
Jane.voice = "d"
Lydia = { voice = "e", rate = 2 }

[[part]]
name = "one"
[[part]]
name = "two"
'''


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (["title"], 2),
        (["narrator"], 7),
        (["narrator", "voice"], 8),
        (["narrator", "rate"], 10),
        (["narrator", "effects"], 11),
        (["characters", "Mrs Bennet"], 16),
        (["characters", "Mrs Bennet", "voice"], 17),
        (["characters", 'J. "K." = #'], 18),
        (["characters", 'J. "K." = #', "voice"], 19),
        (["characters", "Jane", "voice"], 22),
        (["characters", "Lydia", "rate"], 23),
        (["part", 0, "name"], 26),
        (["part", 1], 27),
        (["part", 1, "name"], 28),
    ],
)
def test_a_message_about_a_key_names_the_line_that_the_person_sees(path: Sequence[str | int], line: int) -> None:
    assert line_of(TEXT, path) == line
    assert line_of(TEXT.replace("\n", "\r\n"), path) == line


def test_a_missing_key_is_placed_at_its_table_and_a_missing_table_at_the_top() -> None:
    assert line_of(TEXT, ["characters", "Mrs Bennet", "rate"]) == 16
    assert line_of(TEXT, ["part", 7]) == 25
    assert line_of(TEXT, ["nothing", "here"]) == 1
    assert line_of("", ["nothing"]) == 1
    assert has_key(TEXT, ["characters", "Mrs Bennet"])
    assert not has_key(TEXT, ["characters", "Mrs Bennet", "rate"])
    assert not has_key(TEXT, ["part", 7])


def test_comments_survive_parsing() -> None:
    assert tomlkit.dumps(parse_toml(TEXT, "voices.toml")) == TEXT


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("[narrator\nvoice = 1\n", 1),
        ('a = 1\n\n[b]\nvoice = "unclosed\nrate = 2\n', 4),
        ("a = 1\na = 2\n", 2),
        ("[a]\nx = 1\n[b]\n[a]\n", 4),
        ('a = 1\nb = """\nnever\nclosed\n', 2),
        ("a = 1\nb = [\n1,\n2\nc = 3\n", 2),
        ("a = 1\nvoice: 3\n", 2),
        ("a = 1\nb = " + "[" * 5000 + "\n", 2),
        ("a = 1\nb = \x00\n", 2),
    ],
)
def test_a_slip_of_the_pen_is_told_with_file_and_line(text: str, line: int) -> None:
    with pytest.raises(EditError, match=rf"^voices\.toml:{line}: ") as caught:
        parse_toml(text, "voices.toml")
    assert "\n" not in str(caught.value).strip()
    assert "at line" not in str(caught.value)


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("voice = en-gb+arthur", 'Text stands in quotation marks: key = "text".'),
        ('Drax\'thul = "x"', "stands in quotation marks"),
        ("[characters.Mrs Pell]", "stands in quotation marks"),
        ("[characters.Éva]", "stands in quotation marks"),
        ('voice = "en\nrate = 1', "A quotation mark is missing"),
        ('voice = "en', "A quotation mark is missing"),
        ("voice = 'en\n", "A quotation mark is missing"),
        ("voice = = 2", "quotation marks"),
        ('voice = "a" "b"', "Put the line right."),
    ],
)
def test_missing_quotation_marks_are_hinted_at(text: str, hint: str) -> None:
    with pytest.raises(EditError, match=rf"^v:1: .*{re.escape(hint)}"):
        parse_toml(text, "v")


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet=st.sampled_from(list("ab=[]{}\"'#.,\n\\ 1\r\x00é")), max_size=40))
def test_no_text_ends_in_anything_but_a_document_or_an_edit_error(text: str) -> None:
    try:
        document = parse_toml(text, "book.toml")
    except EditError:
        return
    assert document.unwrap() == tomllib.loads(text)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.text(max_size=8), min_size=1, max_size=6, unique=True))
def test_every_name_that_toml_can_hold_is_found(names: list[str]) -> None:
    text = "".join(f"\n[characters.{tomlkit.key(name).as_string()}]\nrate = 1\n" for name in names)
    for position, name in enumerate(names):
        assert line_of(text, ["characters", name]) == 2 + 3 * position
        assert line_of(text, ["characters", name, "rate"]) == 3 + 3 * position


TABLES = """[[part]]
n = 1
[part.who]
name = "a"
[[part.scene]]
[[part]]
n = 2
 [[ part . scene ]]
w = [
  1,
  { x = 2 },
]
[part.scene.'c.d']
"""


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("part", 0, "n"), 2),
        (("part", 0, "who", "name"), 4),
        (("part", 0, "scene", 0), 5),
        (("part", 1, "n"), 7),
        (("part", 1, "scene", 0, "w", 1, "x"), 9),
        (("part", 1, "scene", 0, "c.d"), 13),
        (("part", 1, "scene", 1), 8),
    ],
)
def test_tables_of_an_array_are_told_apart(path: tuple[str | int, ...], line: int) -> None:
    assert line_of(TABLES, path) == line


def test_every_word_of_a_long_lexicon_may_be_wrong() -> None:
    text = "[words]\n" + "".join(f'word{number} = "x"\n' for number in range(5_000))
    started = time.process_time()
    assert [line_of(text, ("words", f"word{number}")) for number in range(5_000)] == [*range(2, 5_002)]
    assert time.process_time() - started < 5


def test_a_slip_in_a_file_of_many_thousand_lines_is_found_at_once() -> None:
    lines = ["[words]", *(f'word{number} = "x"' for number in range(9_000))]
    started = time.process_time()
    assert line_of("\n".join(lines), ("words", "word6000")) == 6_002
    for slip in ("word7 = 'again'", "= 1", 'a = """\n"'):
        broken = [*lines[:6_000], slip, *lines[6_000:]] if slip[-1] != '"' else [*lines, slip]
        with pytest.raises(EditError, match=f"^x:{broken.index(slip) + 1}: "):
            parse_toml("\n".join(broken), "x")
    assert time.process_time() - started < 10


@pytest.mark.parametrize("slip", ["", " = 3,", "'", '"""', "["])
def test_a_list_of_many_thousand_lines_takes_no_longer(slip: str) -> None:
    text = "[a]\ninclude = [\n" + "  'x', # ]\n" * 5_000 + f"  {slip}\n" + "  'x',\n" * 5_000 + "]\nlast = 1\n"
    started = time.process_time()
    if slip:
        with pytest.raises(EditError, match=r"^x:2: "):
            parse_toml(text, "x")
    else:
        assert line_of(text, ("a", "last")) == 10_005
    assert time.process_time() - started < 5


def written(value: object, space: str) -> str:
    """A value as TOML, lists with `space` around their items."""
    if isinstance(value, list):
        return "[" + "".join(f"{space}{written(item, space)}," for item in value) + space + "]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(key)} = {written(item, space)}" for key, item in value.items()) + "}"
    assert isinstance(value, str)
    if "'" not in value and "\n" in value:
        return f"'''{value}'''"
    plain = json.dumps(value, ensure_ascii=False)
    return '""' + plain.replace("\\n", "\n") + '""' if "\\n" in plain else plain


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.recursive(
            st.text(st.sampled_from(list("ab[]{}\"'#\n,= é")), max_size=8),
            lambda values: st.lists(values, max_size=3) | st.dictionaries(st.sampled_from("a]'"), values, max_size=2),
            max_leaves=6,
        ),
        min_size=1,
        max_size=5,
    ),
    st.sampled_from(["", " ", "\n", ' # ] "\n']),
)
def test_whatever_stands_in_a_value_the_next_key_is_found(values: list[object], space: str) -> None:
    text, lines = "# ' [ {\n\n", []
    for number, value in enumerate(values):
        lines.append(text.count("\n") + 1)
        text += f'k{number} = {written(value, space)} # ] "\n'
    assert len(tomllib.loads(text)) == len(values)
    assert [line_of(text, [f"k{number}"]) for number in range(len(values))] == lines
