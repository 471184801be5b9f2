"""The table as it is printed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tests.benchmarks.attribution.goals import Goal, verdict

_BEFORE = ("alias-q", "misv", "sure80", "right", "twice", "merged")
"""The columns that show what an earlier run gave as well."""
_WHOLE = ("quotes", "words/s", "tags", "twice", "merged", "under98")


def header(columns: Sequence[str], *, before: bool) -> str:
    """The line above the rows; with the earlier figures of some columns before those of now."""
    return f"\n{'':26}" + "".join(f"{cell:>{_width(cell)}}" for cell in _cells(columns, before))


def row(
    name: str,
    columns: Sequence[str],
    figures: Mapping[str, float],
    *,
    before: Mapping[str, float] | None = None,
    goals: Sequence[Goal] = (),
) -> str:
    """A row: its figures, then its goals and whether they are reached. `before`: an earlier run's, if there is one."""
    cells = []
    for column in columns:
        if before is not None and column in _BEFORE:
            cells.append(_shown(column, before.get(column), _was(column)))
        cells.append(_shown(column, figures.get(column), column))
    told = "   " + "; ".join(verdict(goal, figures) for goal in goals) if goals else ""
    return f"{name[:26]:26}" + "".join(cells) + told


def tenths(name: str, pairs: Sequence[tuple[float, float]]) -> str:
    """How sure the tagger is of each tenth of the quotations, and what is right of it."""
    return f"{name[:26]:26}" + "".join(f"{said:6.0f}/{right:<4.0f}" for said, right in pairs)


def _cells(columns: Sequence[str], before: bool) -> list[str]:
    return [cell for name in columns for cell in ((_was(name), name) if before and name in _BEFORE else (name,))]


def _was(column: str) -> str:
    return f"was {column}"


def _width(cell: str) -> int:
    return max(8, len(cell) + 2)


def _shown(column: str, value: float | None, cell: str) -> str:
    width = _width(cell)
    if value is None:
        return f"{'–':>{width}}"
    return f"{value:{width}.0f}" if column in _WHOLE else f"{value:{width}.1f}"
