"""Which of somebody's lines tell most about how they sound: about so many seconds, spread over the book."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from pipeline.rendering.planning.phrases import Phrase
from pipeline.rendering.planning.plan import heard_seconds
from script.model import DOUBTFUL, Kind, Line

PAUSE = 0.6
"""Seconds between two lines."""
_IDEAL = 8.0
"""Seconds of a line that is long enough to know a voice by, and short enough to leave room for others."""
_TOO_LONG = 15.0


def telling_lines(lines: Sequence[Phrase], seconds: float) -> tuple[Phrase, ...]:
    """Some of one speaker's lines (each on its own, in the order of the book), about `seconds` of them, the most
    telling first.

    A plain line; one of each delivery, a letter and a thought where there are any; then more, from all over the book
    and in its order. Headings and lines of doubtful speakers only where there is nothing else; no line twice.
    """
    places = {_said(line): place for place, line in reversed(list(enumerate(lines)))}
    distinct = [lines[place] for place in sorted(places.values())]
    sure = [line for line in distinct if _line(line).confidence >= DOUBTFUL and _line(line).kind is not Kind.HEADING]
    candidates = sure or distinct
    chosen: dict[_Said, Phrase] = {}
    left = seconds

    def take(line: Phrase) -> bool:
        nonlocal left
        needed = _seconds(line) + PAUSE
        if _said(line) in chosen or (chosen and needed > left):
            return False
        chosen[_said(line)] = line
        left -= needed
        return True

    kinds: dict[tuple[str, str], list[Phrase]] = {}
    for line in candidates:
        kinds.setdefault(_manner(line), []).append(line)
    for manner in sorted(kinds, key=lambda manner: (manner != _PLAIN, -len(kinds[manner]), manner)):
        any(take(line) for line in _best_first(kinds[manner]))
    first = len(chosen)
    parts = max(1, round(seconds / _IDEAL))
    ends = [len(candidates) * part // parts for part in range(parts + 1)]
    # The time may be over before each part has its turn: far apart first (van der Corput, 1935).
    turns = sorted(pairwise(ends), key=lambda part: format(ends.index(part[0]), "016b")[::-1])
    spread = [_best_first(candidates[start:end]) for start, end in turns]
    for round_ in range(max(map(len, spread), default=0)):
        for part in spread:
            if round_ < len(part):
                take(part[round_])
    ordered = list(chosen.values())
    return (*ordered[:first], *sorted(ordered[first:], key=lambda line: places[_said(line)]))


_PLAIN = ("", "")
_Said = tuple[str, tuple[int, int] | None]


def _line(phrase: Phrase) -> Line:
    """The only line of a phrase."""
    return phrase.lines[0].line


def _said(line: Phrase) -> _Said:
    """The same for all that sounds the same."""
    return line.key, line.cut


def _manner(line: Phrase) -> tuple[str, str]:
    """How a line is said, and what it is where that is heard."""
    kind = _line(line).kind
    return _line(line).delivery or "", kind.value if kind in (Kind.LETTER, Kind.THOUGHT) else ""


def _seconds(line: Phrase) -> float:
    return heard_seconds(line)


def _best_first(lines: Iterable[Phrase]) -> list[Phrase]:
    return sorted(lines, key=_worth, reverse=True)


def _worth(line: Phrase) -> float:
    """How much one hears of a voice in a line, 0 to 1: nothing in a word, little that is new after a while."""
    seconds = _seconds(line)
    worth = min(seconds / _IDEAL, 1.0) * min(_TOO_LONG / max(seconds, 0.1), 1.0)
    return worth * _line(line).confidence
