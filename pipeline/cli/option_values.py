"""Values of the command line: chapters, formats, sizes. The impossible is a `UsageError` that says what is possible."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from pipeline.cli.exit_codes import UsageError
from script.support.suggestions import nearest

_RANGE = re.compile(r"([0-9]{1,6})?(-)?([0-9]{1,6})?")
_SIZE = re.compile(r"([0-9]+(?:\.[0-9]+)?)\s*([kmgt]?)i?b?", re.IGNORECASE)


def parse_chapter_ranges(text: str) -> tuple[tuple[int, int | None], ...]:
    """The (first, last) ranges of "3-5", "1,4,7-" or "-2"; `last` None is the end of the book.

    Raises `UsageError` on anything else.
    """
    ranges = []
    for part in text.split(","):
        match = _RANGE.fullmatch(part.strip())
        first, dash, last = match.groups() if match else (None, None, None)
        if not (first or last):
            raise UsageError(f'"{text}" names no chapters: write --chapter 3, 3-5 or 1,4,7-.')
        start = int(first) if first else 1
        end: int | None = int(last) if last else (None if dash else start)
        if start < 1 or (end is not None and end < start):
            raise UsageError(f'"{part.strip()}" names no chapters: they count from 1, the lower number first.')
        ranges.append((start, end))
    return tuple(ranges)


def chapter_numbers(ranges: Iterable[tuple[int, int | None]], count: int) -> frozenset[int]:
    """The chapters of a book of `count` that `ranges` name. Raises `UsageError` where the book has no such chapter."""
    numbers: set[int] = set()
    for first, last in ranges:
        if first > count or (last or 0) > count:
            wrong = first if first > count else last
            raise UsageError(f"There is no chapter {wrong}: the book has {count}.")
        numbers.update(range(first, (last or count) + 1))
    return frozenset(numbers)


def parse_formats(values: Sequence[str], known: Iterable[str]) -> tuple[str, ...]:
    """The formats of "mp3,m4b" or of -f given more than once, each once. Raises `UsageError` for one not `known`."""
    known = tuple(known)
    chosen: list[str] = []
    for value in values:
        for name in (part.strip().lower().lstrip(".") for part in value.split(",")):
            if name not in known:
                near = nearest(name, known)
                meant = f"did you mean {near}?" if near else f"write one of {', '.join(known)}."
                raise UsageError(f'"{name}" is not a format that can be made: {meant}')
            if name not in chosen:
                chosen.append(name)
    return tuple(chosen)


def parse_size(text: str) -> int:
    """Bytes of "500MB", "2 GB" or "1000000" (powers of 1,000). Raises `UsageError`."""
    match = _SIZE.fullmatch(text.strip())
    if not match:
        raise UsageError(f'"{text}" is not a size: write 500MB or 2GB.')
    number, unit = match.groups()
    return int(float(number) * 1000 ** " kmgt".index(unit.lower() or " "))


def parse_engine_names(names: str | None) -> tuple[str, str] | None:
    """The narrator's and the cast's of "hibari,kokoro". Raises `UsageError` for engines that there are not."""
    if names is None:
        return None
    from voices.engines.automatic_choice import parse_engines
    from voices.engines.speech_engine import EngineError

    try:
        return parse_engines(names)
    except EngineError as error:
        raise UsageError(str(error)) from error
