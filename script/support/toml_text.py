"""TOML files that people edit: parsed with their comments, and with the line of a key for messages about it."""

from __future__ import annotations

import functools
import re
import tomllib
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import tomlkit
from tomlkit.exceptions import TOMLKitError

from script.support.errors import EditError

_TOKEN = re.compile(
    r"""
    \"{3} (?: \\. | [^\\] )*? \"{3,5} | '{3} .*? '{3,5}   # a string of several lines may end in quotation marks
    | " (?: \\. | [^"\\\n] )* " | ' [^'\n]* '
    | \# [^\n]* | [\[\]{}] | \n
    """,
    re.VERBOSE | re.DOTALL,
)
"""What tells where a statement ends: at the end of a line, but within brackets and strings."""
_STOPPED = re.compile(r"\(at line (\d+), column \d+\)$")
_PLACE = re.compile(r" \(at (line \d+, column \d+|end of document)\)$")

_QUOTED_NAME = "A name of more than plain letters, digits, '_' and '-' stands in quotation marks: \"Mrs Pell\"."
_HINTS = (
    ("Invalid value", 'Text stands in quotation marks: key = "text".'),
    ("Expected '=' after a key", _QUOTED_NAME),
    ("Expected ']' at the end of a table", _QUOTED_NAME),
    ("Invalid initial character for a key", _QUOTED_NAME),
    ("Illegal character '\\n'", "A quotation mark is missing at the end of the line."),
    ('Expected "\'"', "A quotation mark is missing at the end of the line."),
    ("Unterminated string", "A quotation mark is missing at its end."),
)
"""How the parser's reasons begin, and the ways out."""


def parse_toml(text: str, name: str) -> tomlkit.TOMLDocument:
    """The document, comments and formatting kept.

    Raises `EditError` ("NAME:LINE: …") on a syntax error or a key given twice.
    """
    try:
        tomllib.loads(text)
        return tomlkit.parse(text)
    except tomllib.TOMLDecodeError as error:
        reason = _PLACE.sub("", str(error))
        cause: Exception = error
    except TOMLKitError as error:
        reason, cause = str(error), error
    except RecursionError as error:
        reason, cause = "Values nested too deeply", error
    line = _first_bad_statement(text, str(cause))
    way_out = next((hint for beginning, hint in _HINTS if reason.startswith(beginning)), "Put the line right.")
    raise EditError(f"{name}:{line}: this is not valid TOML: {_lower_first(reason)}. {way_out}") from cause


def line_of(text: str, path: Sequence[str | int]) -> int:
    """1-based line of the statement that gives the key at `path` in a valid TOML document.

    `path` goes from the root: ("characters", "Mrs Bennet", "voice"); an int indexes an array. Where the document lacks
    the key, it is the line of the deepest table on the way that it has; 1 if it has none. A value over several lines
    counts from its first.
    """
    lines = _lines(text)
    return next((lines[tuple(path[:depth])] for depth in range(len(path), 0, -1) if tuple(path[:depth]) in lines), 1)


def has_key(text: str, path: Sequence[str | int]) -> bool:
    """Whether a valid TOML document has the key at `path` (as for `line_of`)."""
    return tuple(path) in _lines(text)


@functools.lru_cache(maxsize=8)
def _lines(text: str) -> Mapping[tuple[str | int, ...], int]:
    """The line of the statement that first gives each key of a valid document, by its path."""
    lines: dict[tuple[str | int, ...], int] = {}
    lengths: Counter[tuple[str | int, ...]] = Counter()
    """Of arrays of tables."""
    table: tuple[str | int, ...] = ()
    for number, start, end in _statements(text):
        statement = text[start:end]
        given = tomllib.loads(statement)
        if statement.lstrip(" \t").startswith("["):
            table = ()
            repeated = statement.lstrip(" \t").startswith("[[")
            while given:
                ((key, value),) = given.items()
                table = (*table, key)
                lines.setdefault(table, number)
                given = value[0] if isinstance(value, list) else value
                if repeated and not given:
                    lengths[table] += 1
                if lengths[table]:
                    table = (*table, lengths[table] - 1)
                    lines.setdefault(table, number)
        else:
            for path in _paths(given):
                lines.setdefault((*table, *path), number)
    return lines


class _Statement(NamedTuple):
    line: int
    """1-based, of its beginning."""
    start: int
    end: int
    """Offsets, with the end of its last line."""


def _statements(text: str) -> Iterator[_Statement]:
    """Those of a document, blank lines and comments too. Of one that is not valid, they are right up to the bad one."""
    line, next_line, start, depth = 1, 1, 0, 0
    for match in _TOKEN.finditer(text):
        token = match.group()
        next_line += token.count("\n")
        if token in ("[", "{"):
            depth += 1
        elif token in ("]", "}"):
            depth -= 1
        elif token == "\n" and depth <= 0:
            yield _Statement(line, start, match.end())
            line, start, depth = next_line, match.end(), 0
    if start < len(text):
        yield _Statement(line, start, len(text))


def _paths(value: Any) -> Iterator[tuple[str | int, ...]]:
    """The path of everything in a value."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in items:
        yield (key,)
        yield from ((key, *path) for path in _paths(item))


def _first_bad_statement(text: str, reason: str) -> int:
    """The line where the statement begins that stops the document from being valid, for which the parser gives
    `reason`: it stands where the parser stopped, or began before."""
    stopped = _STOPPED.search(reason)
    statements = [s for s in _statements(text) if not stopped or s.line <= int(stopped[1])]
    # What stands before the first one is nothing, and valid.
    valid = bisect_left(statements[1:], True, key=lambda statement: not _is_valid(text[: statement.start]))
    return statements[valid].line if statements else 1


def _is_valid(text: str) -> bool:
    try:
        tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError):
        return False
    return True


def _lower_first(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]
