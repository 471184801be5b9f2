"""TOML files that people edit: parsed with their comments, and with the line of a key for messages about it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from typing import Any

import tomlkit
from tomlkit.exceptions import TOMLKitError

from script.errors import EditError

_PLACE = re.compile(r" \(at (line \d+, column \d+|end of document)\)$")


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
    line = _first_bad_statement(text)
    raise EditError(f"{name}:{line}: this is not valid TOML: {_lower_first(reason)}. Put the line right.") from cause


def line_of(text: str, path: Sequence[str | int]) -> int:
    """1-based line of the statement that gives the key at `path` in a valid TOML document.

    `path` goes from the root: ("characters", "Mrs Bennet", "voice"); an int indexes an array. Where the document lacks
    the key, it is the line of the deepest table on the way that it has; 1 if it has none. A value over several lines
    counts from its first.
    """
    whole = tomllib.loads(text)
    depth = len(path)
    while depth and not _holds(whole, path[:depth]):
        depth -= 1
    if not depth:
        return 1
    # A document cut after any statement is a document, so that the real parser says which statement brings the key.
    start = 1
    for number, document in _parsing_prefixes(text):
        if _holds(document, path[:depth]):
            return start
        start = number + 1
    raise AssertionError("the whole document is one of its prefixes")


def _parsing_prefixes(text: str) -> Iterator[tuple[int, dict[str, Any]]]:
    """(number of lines, document) of every beginning of `text` that ends with a line and is valid by itself."""
    end = 0
    number = 0
    while end < len(text):
        newline = text.find("\n", end)
        end = len(text) if newline < 0 else newline + 1
        number += 1
        try:
            document = tomllib.loads(text[:end])
        except (tomllib.TOMLDecodeError, RecursionError):
            continue
        yield number, document


def _first_bad_statement(text: str) -> int:
    """The line where the statement begins that stops the document from being valid."""
    return max((number for number, _ in _parsing_prefixes(text)), default=0) + 1


def _holds(document: Any, path: Sequence[str | int]) -> bool:
    node = document
    for key in path:
        if isinstance(node, dict):
            if key not in node:
                return False
        elif not (isinstance(node, list) and isinstance(key, int) and 0 <= key < len(node)):
            return False
        node = node[key]
    return True


def _lower_first(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]
