"""Who takes the next turn: the same speaker again, the one before the last, or somebody else.

That much can be told from the turns themselves (a question, a vocative, tags of other genders, a paragraph between),
without knowing who anybody is. Two forests learn it; the chain over a conversation weighs it against what is believed
of each turn (the transitions of a conditional random field: Lafferty, McCallum & Pereira 2001).
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from script.tagging.attribution.boosted_trees import Forest
from script.tagging.attribution.features import OF_TURN, SIGNS, TAG_SIGN, Floats, Table, sign_of
from script.tagging.attribution.rules import RuleReading
from script.tagging.attribution.rules.tag_subjects import GOES_ON
from script.tagging.attribution.rules.turns import Turn

Probabilities = npt.NDArray[np.float64]

SAME, BACK, OTHER = range(3)
"""The columns of a handover: the last speaker again; the one before the last; neither."""
_FAR = 12
_AROUND = 8


def rows(reading: RuleReading, table: Table) -> Floats:
    """What tells how the talk passes to each turn: float32[turns, features]."""
    turns, count = reading.turns, len(reading.turns)
    shared = np.zeros((count, OF_TURN), np.float32)
    has = np.diff(table.starts) > 0
    shared[has] = table.x[table.starts[:-1][has], :OF_TURN]
    before, earlier = np.zeros_like(shared), np.zeros_like(shared)
    before[1:], earlier[2:] = shared[:-1], shared[:-2]
    who = [_told(reading, turn) for turn in turns]
    signs = [
        float(told) or (sign_of(reading.people[p].gender) if p is not None else float(np.sign(beside)))
        for told, beside, p in zip(shared[:, TAG_SIGN], shared[:, SIGNS.start], who, strict=True)
    ]
    flat = reading.book.flat
    links = []
    for number in range(count):
        row: list[float] = []
        for ago in (1, 2):
            row += _link(reading, who, signs, number - ago, number) if number >= ago else [0.0] * 9
        last = turns[number - 1] if number else None
        between = flat[max(last.end, turns[number].start - 60) : turns[number].start].rstrip()[-1:] if last else ""
        around = {p for p in who[max(0, number - _AROUND) : number + _AROUND] if p is not None}
        row += [
            len(around),
            between == ":",
            between == ",",
            len(turns[number].present),
            last is not None and last.tag is not None and last.tag.verb in GOES_ON,
            min(reading.gap(number - 1), _FAR) if number > 1 else _FAR,
        ]
        links.append([float(value) for value in row])
    return np.column_stack([shared, before, earlier, np.array(links, np.float32)]).astype(np.float32)


def _told(reading: RuleReading, turn: Turn) -> int | None:
    """Who speaks a turn by what stands beside it: its tag, or without one whoever acts there."""
    if turn.fixed is not None:
        return turn.fixed
    return reading.resolve(turn.tag) if turn.tag else turn.actor


def _link(reading: RuleReading, who: list[int | None], signs: list[float], one: int, two: int) -> list[float]:
    """What an earlier turn and a later one have to do with each other."""
    first, second = reading.turns[one], reading.turns[two]
    a, b = who[one], who[two]
    return [
        0 if a is None or b is None else (1 if a == b else -1),
        signs[one] * signs[two],
        a is not None and a in second.addressed,
        b is not None and b in first.addressed,
        len(first.addressed & second.addressed),
        len(first.addressed),
        a is not None and a in second.present,
        b is not None and b in first.present,
        len(first.present.keys() & second.present.keys()),
    ]


def handovers(x: Floats, same: Forest, back: Forest) -> Probabilities:
    """The probabilities of each turn's ways to begin: float64[turns, 3], columns `SAME`, `BACK`, `OTHER`.

    `x`: float32[turns, features] from `rows`. The forests give log-odds: `same`, the last speaker again; `back`: if
    not, the one before.
    """
    again, returns = (1 / (1 + np.exp(-forest.scores(x))) for forest in (same, back))
    return np.column_stack([again, (1 - again) * returns, (1 - again) * (1 - returns)])


def passed_on(table: Table, belief: Probabilities, settled: Probabilities, handed: Probabilities) -> Floats:
    """Columns for the second look at each row of the table: float32[rows, 6].

    How the talk passes to the turn and on from it (`handed`: float64[turns, 3], from `handovers`), and how far the
    conversation (`settled`) moved the first `belief`: float64[rows] both, probabilities.
    """
    turn, count = table.turn, len(table.starts) - 1

    def at(offset: int, column: int) -> Probabilities:
        later = np.clip(turn + offset, 0, count - 1)
        return np.where(turn + offset < count, handed[later, column], -1)

    moved = np.clip(np.log(np.maximum(settled, 1e-6)) - np.log(np.maximum(belief, 1e-6)), -9, 9)
    columns = [at(0, SAME), at(0, BACK), at(1, SAME), at(1, BACK), at(2, BACK), moved]
    return np.column_stack(columns).astype(np.float32)
