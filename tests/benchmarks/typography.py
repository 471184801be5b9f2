"""A novel with typewriter quotation marks, set as other printers set speech, with its annotation at the new places."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

_PARAGRAPH = re.compile(r"(?:[^\n]|\n(?!\s*\n))+")
_NESTED_OPENS = re.compile(r"(?<![A-Za-z0-9.,!?;:])'(?=[A-Z][^']*[.,!?-]'(?![A-Za-z]))")
_NESTED_CLOSES = re.compile(r"(?<=[.,!?-])'(?![A-Za-z])")
_SENTENCE_END = re.compile(r"(?<!Mr)(?<!Mrs)(?<!Dr)(?<!St)[.!?]+\s+(?=[A-Z_])")


@dataclass(frozen=True, slots=True)
class Setting:
    """A text set again. From offset `starts[i]` of the old text on, offsets move by `moved[i]`."""

    text: str
    starts: tuple[int, ...]
    moved: tuple[int, ...]

    def place(self, offset: int) -> int:
        return offset + self.moved[bisect_right(self.starts, offset) - 1]

    def annotation(self, gold: Mapping[str, Any]) -> dict[str, Any]:
        """The annotation of the old text for the new one."""
        quotes = [
            {**quote, "spans": [[self.place(a), self.place(b)] for a, b in quote["spans"]]} for quote in gold["quotes"]
        ]
        return {**gold, "text": self.text, "quotes": quotes}


class _Setter:
    """Copies a text from its start to its end, putting other signs in place of some."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self._parts: list[str] = []
        self._size = 0
        self._starts = [0]
        self._moved = [0]

    def keep(self, to: int) -> None:
        self._put(self.text[self.at : to])
        self.at = max(self.at, to)

    def put(self, to: int, signs: str) -> None:
        """Puts `signs` in the place of everything up to `to`."""
        self._put(signs)
        self.at = to
        self._starts.append(to)
        self._moved.append(self._size - to)

    def _put(self, text: str) -> None:
        self._parts.append(text)
        self._size += len(text)

    def done(self) -> Setting:
        self.keep(len(self.text))
        return Setting("".join(self._parts), tuple(self._starts), tuple(self._moved))


@dataclass(frozen=True, slots=True)
class _Quotation:
    start: int
    end: int
    closed: bool
    """Its last character is a mark."""
    spoken: bool


def _quotations(text: str, start: int, end: int, spoken: list[int]) -> list[_Quotation]:
    """The quotations of a paragraph that is set with typewriter marks."""
    found: list[_Quotation] = []
    opened = -1

    def add(stop: int, closed: bool) -> None:
        said = bisect_left(spoken, opened) < bisect_left(spoken, stop)
        found.append(_Quotation(opened, stop, closed, said))

    for match in re.finditer('"', text[start:end]):
        at = start + match.start()
        before = text[at - 1] if at > start else " "
        follows = at + 1 < end and not text[at + 1].isspace()
        opens = follows and (before in " \n\t([{_" or (before in "-'" and opened < 0))
        if opened >= 0:
            add(len(text[:at].rstrip()) if opens else at + 1, not opens)
        opened = at if opens else -1
    if opened >= 0:
        add(end, False)
    return found


def _nested(text: str, quotation: _Quotation) -> list[tuple[int, int]]:
    """The single marks of quotations inside a quotation."""
    found: list[tuple[int, int]] = []
    for opener in _NESTED_OPENS.finditer(text, quotation.start + 1, quotation.end):
        closer = _NESTED_CLOSES.search(text, opener.end(), quotation.end)
        if closer and (not found or opener.start() > found[-1][1]):
            found.append((opener.start(), closer.start()))
    return found


def _marked(outer: tuple[str, str], inner: tuple[str, str]) -> Callable[[str, list[int]], Setting]:
    def setting(text: str, spoken: list[int]) -> Setting:
        setter = _Setter(text)
        signs: dict[int, str] = {match.start(): "’" for match in re.finditer("'", text)}
        for paragraph in _PARAGRAPH.finditer(text):
            for quotation in _quotations(text, *paragraph.span(), spoken):
                signs[quotation.start] = outer[0]
                if quotation.closed:
                    signs[quotation.end - 1] = outer[1]
                for opens, closes in _nested(text, quotation):
                    signs[opens], signs[closes] = inner
        for at in sorted(signs):
            setter.keep(at)
            setter.put(at + 1, signs[at])
        return setter.done()

    return setting


def _spanish(text: str, spoken: list[int]) -> Setting:
    """—Yes, —said he—. Go."""
    setter = _Setter(text)
    for paragraph in _PARAGRAPH.finditer(text):
        start, end = paragraph.span()
        before: _Quotation | None = None
        for quotation in _quotations(text, start, end, spoken):
            if not quotation.spoken:
                _arms_length(setter, quotation)
                continue
            gap = len(text[: quotation.start].rstrip())
            if before is not None:
                setter.keep(gap)
                setter.put(quotation.start + 1, "— ")
            elif gap > start:
                setter.keep(gap)
                setter.put(quotation.start + 1, "\n\n—")
            else:
                setter.keep(quotation.start)
                setter.put(quotation.start + 1, "—")
            _leave(setter, quotation, "")
            follows = text[quotation.end : end]
            if any(char.isalpha() for char in follows.split('"')[0]):
                setter.put(quotation.end + len(follows) - len(follows.lstrip()), " —")
            before = quotation
    return setter.done()


def _parted(opening: str, closing: str, again: str) -> Callable[[str, list[int]], Setting]:
    """— Yes, said he. Go. Narration that is more than a tag has a paragraph of its own. `again`: what opens the speech
    that goes on behind a tag."""

    def setting(text: str, spoken: list[int]) -> Setting:
        setter = _Setter(text)
        for paragraph in _PARAGRAPH.finditer(text):
            _part(setter, *paragraph.span(), spoken, (opening, closing, again))
        return setter.done()

    return setting


def _part(setter: _Setter, start: int, end: int, spoken: list[int], signs: tuple[str, str, str]) -> None:
    text = setter.text
    inline = False
    for quotation in _quotations(text, start, end, spoken):
        if not quotation.spoken:
            _arms_length(setter, quotation)
            continue
        gap = len(text[: quotation.start].rstrip())
        if inline:
            setter.keep(quotation.start)
            setter.put(quotation.start + 1, signs[2])
        else:
            setter.keep(gap if gap > start else quotation.start)
            setter.put(quotation.start + 1, ("\n\n" if gap > start else "") + signs[0])
        _leave(setter, quotation, signs[1])
        follows = text[quotation.end : end]
        narrated = follows.split('"')[0]
        words = follows.lstrip()
        ended = _SENTENCE_END.search(text, quotation.end, quotation.end + len(narrated))
        if words[:1].islower():
            inline = ended is None
            if ended:
                setter.keep(len(text[: ended.end()].rstrip()))
                setter.put(ended.end(), "\n\n")
        else:
            inline = not any(char.isalpha() for char in narrated)
            if not inline:
                setter.put(quotation.end + len(follows) - len(words), "\n\n")


def _leave(setter: _Setter, quotation: _Quotation, closing: str) -> None:
    if quotation.closed:
        setter.keep(quotation.end - 1)
        setter.put(quotation.end, closing)
    else:
        setter.keep(quotation.end)


def _arms_length(setter: _Setter, quotation: _Quotation) -> None:
    setter.keep(quotation.start)
    setter.put(quotation.start + 1, "«")
    if quotation.closed:
        setter.keep(quotation.end - 1)
        setter.put(quotation.end, "»")


STYLES: Mapping[str, Callable[[str, list[int]], Setting]] = {
    "curly": _marked(("“", "”"), ("‘", "’")),
    "British single": _marked(("‘", "’"), ("“", "”")),
    "guillemets": _marked(("«", "»"), ("“", "”")),
    "dashes around tags": _spanish,
    "parted, curly": _parted("“", "”", "“"),
    "parted, dashes alone": _parted("— ", "", ""),
}
"""The parted ones lose turns to their paragraphs, whatever marks they have: compare them with each other."""


def set_again(gold: Mapping[str, Any], style: str) -> dict[str, Any]:
    """An annotated text in one of the `STYLES`."""
    spoken = sorted(a for quote in gold["quotes"] for a, _ in quote["spans"])
    return STYLES[style](gold["text"], spoken).annotation(gold)
