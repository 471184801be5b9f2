"""A chat model's answer: which characters of a list it names, and nothing else that it says."""

from __future__ import annotations

import re
from collections.abc import Sequence

from script.model import Character

_REPLY = re.compile(r"\W*(\d{1,3})\W*?\s*[:=.)\]>\-–—]+\s*(.+)")
_NUMBERED = re.compile(r"(\d{1,3})(?:\W+(.+))?")
_EDGES = " \t*_`\"'“”.,;:()[]{}<>"


def read_answer(text: str, count: int, choices: Sequence[Character]) -> dict[int, str]:
    """Which of `choices` an answer names for the quotations 1 to `count`.

    Those alone that it answers plainly: by the number in the list, by a name in it, or by both if they agree.
    """
    found: dict[int, set[str | None]] = {}
    for row in text.splitlines():
        if (match := _REPLY.fullmatch(row.strip())) and 1 <= int(match[1]) <= count:
            found.setdefault(int(match[1]), set()).add(_chosen(match[2], choices))
    # Asked about one quotation, a model may leave its number out.
    lone = _chosen(text, choices) if count == 1 and "\n" not in text else None
    if lone is not None and (not found or None in found[1]):
        found = {1: {lone}}
    return {
        number: name for number, names in found.items() if len(names) == 1 and (name := next(iter(names))) is not None
    }


def _chosen(text: str, choices: Sequence[Character]) -> str | None:
    words = text.strip(_EDGES)
    if match := _NUMBERED.fullmatch(words):
        number = int(match[1])
        if not 1 <= number <= len(choices):
            return None
        name = choices[number - 1].name
        return name if match[2] is None or _named(match[2], choices) == name else None
    return _named(words, choices)


def _named(text: str, choices: Sequence[Character]) -> str | None:
    """Whose name or alias `text` is, if it is one's alone."""
    words = folded_name(text)
    whole = [choice.name for choice in choices if folded_name(choice.name) == words]
    found = whole or [choice.name for choice in choices if words in map(folded_name, choice.aliases)]
    return found[0] if len(found) == 1 else None


def folded_name(name: str) -> str:
    """A name, or a text with names, as it is compared: letter case, quotation marks and white space don't count."""
    return " ".join(name.strip(_EDGES).casefold().replace("’", "'").split())
