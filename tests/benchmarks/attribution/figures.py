"""The figures of a row, each by the name of its column."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from tests.benchmarks.attribution.texts import Measured
from tests.benchmarks.attribution.verdicts import most_sure

Figures = dict[str, float]

SURE_SHARE = 80
SURE = f"sure{SURE_SHARE}"
_FROM_METRIC = (
    ("alias-q", "al_q:all", 100),
    ("clus-q", "cl_q:all", 100),
    ("expl", "al_q:Explicit", 100),
    ("anaph", "al_q:Anaphoric", 100),
    ("impl", "al_q:Implicit", 100),
    ("misv", "misvoiced/100w alias", 1),
    ("wordF1", "dialogue_wordF1", 100),
)
COLUMNS = ("quotes", "alias-q", "lost", *(name for name, _, _ in _FROM_METRIC[1:]), SURE, "words/s")
"""quotes: how many are annotated; lost: points of alias-q less than the plain counterpart; misv: words of 100 in a
wrong voice; sure80: how many of the 80 % surest are right."""


def figures_of(
    metric: Any, measured: Sequence[Measured], *, names_only: bool = False, plain: Mapping[str, float] | None = None
) -> Figures:
    """What the texts of a set come to together. `plain`: the figures of the set that the loss is counted from."""
    counts = sum((one.counts for one in measured), Counter[str]())
    figures = from_counts(metric, counts)
    if names_only:
        figures = {name: figures[name] for name in ("quotes", "alias-q") if name in figures}
    if plain is not None and "alias-q" in plain and "alias-q" in figures:
        figures["lost"] = plain["alias-q"] - figures["alias-q"]
    verdicts = [verdict for one in measured for verdict in one.verdicts]
    if verdicts:
        figures[SURE] = most_sure(verdicts, SURE_SHARE)
    seconds = sum(one.seconds for one in measured)
    if seconds:
        figures["words/s"] = sum(one.words for one in measured) / seconds
    return figures


def from_counts(metric: Any, counts: Counter[str]) -> Figures:
    """The metric's figures; those it can't tell are left out."""
    told = metric.metrics(counts)
    figures = {"quotes": float(counts["nq:all"])}
    return figures | {
        name: told[key] * scale for name, key, scale in _FROM_METRIC if not math.isnan(told.get(key, math.nan))
    }
