"""How a line of a script file says what its words are: headings, ornaments, tags."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from script.model import NARRATOR, Delivery, Kind
from script.script_file.escapes import escape_character, escape_delivery, escape_name, unescape
from script.script_file.script_sheet import Label, fold
from script.support.suggestions import nearest

ORNAMENT = re.compile(r"([*#~=_+-])(?:\s*\1){2,}")
"""A line that parts scenes even without blank lines around it."""
HEADING = re.compile(r"(#{1,6})\s+(?=\S)")
"""How a heading begins."""
_COLON = re.compile(r"(?:\\.|[^\\:])*:", re.DOTALL)
_GROUPS = re.compile(r"\\.|[(\[]", re.DOTALL)
_GROUP = re.compile(r"\s*(?:\(((?:\\.|[^\\()])*)\)|\[((?:\\.|[^\\\[\]])*)\])", re.DOTALL)
_QUOTE_MARK = re.compile(r"\\.|([\"“”„«»])", re.DOTALL)
_SHOWN = 40
"""Characters of a line that a message quotes."""


class LineSyntaxError(Exception):
    """What can't be meant on a line: a sentence with the way out. Who reads the whole file adds the place."""


@dataclass(frozen=True, slots=True)
class TaggedLine:
    """A line that begins with a tag. `tag` is as it stands there, `body` what follows its colon, still escaped."""

    label: Label
    tag: str
    body: str
    strange_deliveries: tuple[str, ...]
    """Words in place of a delivery that none is."""


def plain_label(heading: int) -> Label:
    """The label of a line without a tag. `heading`: its depth (1–6), 0 for none."""
    return Label(NARRATOR, Kind.HEADING if heading else Kind.NARRATION, heading=heading)


def shortened(line: str) -> str:
    """The beginning of a line, for a message about it."""
    folded = fold(line)
    return folded if len(folded) <= _SHOWN else folded[: _SHOWN - 1] + "…"


def write_tag(label: Label) -> str:
    """The tag, without its colon, that reads as `label`."""
    parts = []
    if label.speaker is not None and (label.speaker != NARRATOR or label.kind.spoken):
        parts.append(_written_name(label.speaker))
    if label.kind is not _usual_kind(label.speaker):
        parts.append(f"[{label.kind}]")
    if label.delivery is not None:
        parts.append(f"({_apart_from(set(Delivery), label.delivery, escape_delivery(label.delivery))})")
    return ("@?" if label.doubtful else "@") + " ".join(parts)


def _written_name(name: str) -> str:
    return _apart_from({NARRATOR}, name, escape_name(name))


def _apart_from(known: Collection[str], word: str, escaped: str) -> str:
    """`escaped`, written so that it isn't read as the known word that `word` merely looks like: "Whisper"."""
    if word in known or word.casefold() not in known:
        return escaped
    return escape_character(escaped[0]) + escaped[1:]


def _usual_kind(speaker: str | None) -> Kind:
    """The kind of a tagged line that names none."""
    return Kind.NARRATION if speaker == NARRATOR else Kind.SPEECH


def read_tag(line: str, heading: int) -> TaggedLine:
    """A line that begins with "@", in a heading of depth `heading` (0: in none). Raises `LineSyntaxError`."""
    colon = _COLON.match(line)
    if colon is None or any(match[1] for match in _QUOTE_MARK.finditer(colon[0])):
        raise LineSyntaxError(
            f'"{shortened(line)}" has no colon after the name. Write "@Name: words", or "\\@" for an @ '
            "that is read aloud."
        )
    tag = colon[0]
    groups = _groups_start(tag, 1)
    name = tag[1:groups].strip()
    doubtful = name.startswith("?")
    speaker = _read_name(name.removeprefix("?"))
    kind, delivery, strange = _read_groups(tag, groups)
    if speaker is None and kind is not None and not kind.spoken:
        speaker = NARRATOR
    elif speaker is None and not doubtful:
        raise LineSyntaxError(f'"{tag}" names nobody. Write "@Name: words", or "@?: words" if nobody knows who.')
    kind = kind or _usual_kind(speaker)
    label = Label(speaker, kind, delivery, kind.spoken and (doubtful or speaker is None), heading)
    return TaggedLine(label, tag, line[colon.end() :], strange)


def _groups_start(tag: str, at: int) -> int:
    """Where the kind and the delivery of a tag begin, at or after `at`: the place of the colon at its end if it has
    neither."""
    end = len(tag) - 1
    return next((match.start() for match in _GROUPS.finditer(tag, at, end) if not match[0].startswith("\\")), end)


def _read_name(written: str) -> str | None:
    name = fold(written)
    return NARRATOR if name.casefold() == NARRATOR else unescape(name) or None


def _read_groups(tag: str, at: int) -> tuple[Kind | None, str | None, tuple[str, ...]]:
    """(kind, delivery, strange deliveries) that the brackets and parentheses of a tag say, from `at` to its colon."""
    kind: Kind | None = None
    delivery: str | None = None
    strange: list[str] = []
    end = len(tag) - 1
    while tag[at:end].strip():
        group = _GROUP.match(tag, at, end)
        if group is None:
            raise LineSyntaxError(
                f'"{tag}" can\'t be read: write "@Name [kind] (delivery): words", and \\ before a bracket or colon '
                "that belongs to the name."
            )
        at = group.end()
        if group[1] is None:
            kind = _read_kind(unescape(fold(group[2])))
            continue
        delivery, known = _read_delivery(fold(group[1]))
        if delivery is not None and not known:
            strange.append(delivery)
    return kind, delivery, tuple(strange)


def _read_kind(word: str) -> Kind:
    for kind in Kind:
        if word.casefold() == kind:
            return kind
    close = nearest(word, Kind)
    hint = f"Nearest valid: [{close}]" if close else f"It is one of {', '.join(Kind)}"
    raise LineSyntaxError(f"there is no kind of line called [{word}]. {hint}.")


def _read_delivery(written: str) -> tuple[str | None, bool]:
    """(the delivery that a person wrote, whether it is a known one)."""
    # Only as it was typed: an escaped letter is how a word is kept that merely looks like a known one.
    if written.casefold() in set(Delivery):
        return written.casefold(), True
    return unescape(written) or None, False


def with_name(line: str, name: str) -> str:
    """A line that holds a tag, with another name in it: not another character is changed."""
    start = line.index("@")
    colon = _COLON.match(line, start)
    if colon is None:
        return line
    end = start + _groups_start(colon[0], 1)
    start += 1
    while line[start] in " \t?":
        start += 1
    return line[:start] + _written_name(name) + line[len(line[:end].rstrip()) :]
