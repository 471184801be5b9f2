"""What a row should reach."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tests.benchmarks.attribution.figures import SURE
from tests.benchmarks.attribution.sets import EXCERPTS, PERTURBED, ROUND, SET_AGAIN
from tests.benchmarks.typography import STYLES


@dataclass(frozen=True, slots=True)
class Goal:
    """A figure should be `least` at least, or `most` at most."""

    figure: str
    least: float | None = None
    most: float | None = None

    def reached(self, figures: Mapping[str, float]) -> bool:
        """Whether the figure, as it is printed, is as it should be; one that is missing isn't."""
        value = figures.get(self.figure)
        if value is None:
            return False
        shown = round(value, 1)
        return (self.least is None or shown >= self.least) and (self.most is None or shown <= self.most)

    def __str__(self) -> str:
        sign, bound = ("≥", self.least) if self.most is None else ("≤", self.most)
        return f"{self.figure} {sign} {bound:g}"


def _may_lose(points: float) -> Goal:
    return Goal("lost", most=points)


_LOST = {"names": 0.5, "modern": 0.5, "words": 1.0}
_GOALS: Mapping[str, tuple[Goal, ...]] = {
    "folds": (Goal("alias-q", least=85), Goal("misv", most=7), Goal(SURE, least=93)),
    **{kind: (*([_may_lose(_LOST[kind])] if kind in _LOST else []), Goal(SURE, least=90)) for kind in PERTURBED},
    **{f"{EXCERPTS}-{kind}": (_may_lose(points),) for kind, points in _LOST.items()},
    "makers": (Goal("alias-q", least=88),),
    "telepathic": (Goal("alias-q", least=93),),
    "litbank": (Goal("wordF1", least=92),),
    "unlabelled": (
        Goal("right", least=99.8),
        Goal("twice", most=20),
        Goal("merged", most=15),
        Goal("under98", most=0),
    ),
    # Parted turns lose to their paragraphs, whatever marks they have: those are compared with each other.
    **{f"{SET_AGAIN}{style}": (_may_lose(2.0),) for style in STYLES if not style.startswith("parted")},
}
_LAST_ROUND = (Goal("alias-q", least=85),)


def goals_of(name: str, last_round: int) -> tuple[Goal, ...]:
    """What the set of a name should reach: of our own stories only the last round, the others were mended by."""
    return _LAST_ROUND if name == f"{ROUND}{last_round}" else _GOALS.get(name, ())


def verdict(goal: Goal, figures: Mapping[str, float]) -> str:
    """Whether the goal is reached, as the table says it."""
    return f"{goal} {'REACHED' if goal.reached(figures) else 'MISSED'}"
