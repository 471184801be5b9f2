"""A book.toml of before there was a pace gets the pauses of now, where nobody chose others."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from typing import Any

from pipeline.production.book_file import EARLIER_PAUSES, NAME, PAUSES_INTRO, is_chosen, pause_comment
from pipeline.sound.pauses import DEFAULT_PAUSES

_EARLIER_INTRO = "Silences, in seconds."
_EARLIER_COMMENTS = {
    "lines": "Between two lines of one paragraph.",
    "speakers": "Where the speaker changes.",
}
"""What stood for people in a book.toml of then, as far as something else does now."""
_PLACES = {
    "pace": None,
    "tags": "pace",
    "answers": "speakers",
    "interruptions": "answers",
    "trailing": "interruptions",
}
"""The pauses that are new since, and behind which other each stands: the first behind the table's name."""
_WIDTH = 30
"""Characters before a comment, where a person left none."""
_HEADER = re.compile(r"\s*\[\s*pauses\s*\]\s*(#.*)?")
_VALUE = re.compile(r"(?P<key>\s*[\w-]+\s*=\s*)(?P<value>[^\s#]+)(?P<space>\s*)(?P<comment>#.*)?(?P<end>\r?)")


def with_pauses_of_now(text: str) -> str:
    """The text of a book.toml, with the pauses of now where nobody chose others; as it is, where it has a pace or no
    pauses. Whatever else a person wrote or left out stays as it is.

    Raises `EditError` if `text` is not valid TOML.
    """
    document = _earlier(text)
    if document is None:
        return text
    lines = text.split("\n")
    header = next((number for number, line in enumerate(lines) if _HEADER.fullmatch(line)), None)
    changed = None if header is None else "\n".join(_changed_lines(text, lines, header, document))
    if changed is not None and _says(changed, document):
        return changed
    return _changed_document(text, document)


def pauses_told(text: str | None) -> tuple[str, ...]:
    """What a person is to know of `with_pauses_of_now`; nothing where it changes nothing."""
    document = None if text is None else _earlier(text)
    if document is None:
        return ()
    changed = [name for name in EARLIER_PAUSES if name in document["pauses"] and not is_chosen(document, name)]
    new = f"{', '.join(_new(document))} can be set there now"
    if not changed:
        return (f"Every pause of {NAME} is as somebody chose it; {new}.",)
    values = ", ".join(f"{name} {_now(name):g}" for name in changed)
    return (f"Pauses of {NAME} that nobody chose become those of new books: {values}; {new}.",)


def _earlier(text: str) -> dict[str, Any] | None:
    """A book.toml of before there was a pace; None where it isn't one."""
    try:
        document = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError):
        from script.support.toml_text import parse_toml

        document = parse_toml(text, NAME).unwrap()
    pauses = document.get("pauses")
    return document if isinstance(pauses, dict) and "pace" not in pauses else None


def _new(document: Mapping[str, Any]) -> list[str]:
    """The pauses that such a book.toml gets."""
    return [name for name in _PLACES if name not in document["pauses"]]


def _now(name: str) -> float:
    value: float = getattr(DEFAULT_PAUSES, name)
    return value


def _changed_lines(text: str, lines: list[str], header: int, document: Mapping[str, Any]) -> list[str]:
    """The lines of a book.toml with a `[pauses]` in the line `header`: a new pause behind the one that it goes with."""
    from script.support.toml_text import line_of

    places = {name: line_of(text, ("pauses", name)) - 1 for name in document["pauses"]}
    lines = list(lines)
    if header and lines[header - 1].strip() == f"# {_EARLIER_INTRO}":
        lines[header - 1] = lines[header - 1].replace(_EARLIER_INTRO, PAUSES_INTRO)
    for name in EARLIER_PAUSES.keys() & places.keys():
        lines[places[name]] = _changed_line(lines[places[name]], name, is_chosen(document, name))
    ours = (_VALUE.fullmatch(lines[place]) for place in places.values())
    width = max((match.start("comment") for match in ours if match and match["comment"]), default=_WIDTH)
    end = "\r" if lines[header].endswith("\r") else ""
    added: dict[int, list[str]] = {}
    for name, behind in _PLACES.items():
        if name not in places:
            places[name] = places.get(behind or "", header)
            line = f"{name} = {_now(name)}"
            added.setdefault(places[name], []).append(f"{line:<{width - 2}}  # {pause_comment(name)}{end}")
    return [line for number, old in enumerate(lines) for line in (old, *added.get(number, ()))]


def _changed_line(line: str, name: str, chosen: bool) -> str:
    """A line with the value and the comment of now, as far as nobody chose them."""
    match = _VALUE.fullmatch(line)
    if not match:
        return line
    value = match["value"] if chosen else f"{_now(name)}"
    comment = match["comment"] or ""
    if comment == f"# {_EARLIER_COMMENTS.get(name)}":
        comment = f"# {pause_comment(name)}"
    space = match["space"]
    if comment and not space.strip(" "):
        space = " " * max(len(space) + len(match["value"]) - len(value), 1)
    return match["key"] + value + space + comment + match["end"]


def _changed_document(text: str, document: Mapping[str, Any]) -> str:
    """The same for pauses that stand in no table of their own: pauses.lines = 0.2, pauses = {lines = 0.2}."""
    import tomlkit

    from script.support.toml_text import parse_toml

    changed = parse_toml(text, NAME)
    pauses: Any = changed["pauses"]
    for name in EARLIER_PAUSES.keys() & document["pauses"].keys():
        if not is_chosen(document, name):
            pauses[name] = _now(name)
    for name in _new(document):
        pauses[name] = _now(name)
    return tomlkit.dumps(changed)


def _says(changed: str, document: Mapping[str, Any]) -> bool:
    """Whether a text says what a book.toml is to say now, and nothing else."""
    pauses = {
        **{name: value if is_chosen(document, name) else _now(name) for name, value in document["pauses"].items()},
        **{name: _now(name) for name in _new(document)},
    }
    try:
        return tomllib.loads(changed) == {**document, "pauses": pauses}
    except tomllib.TOMLDecodeError:
        return False
