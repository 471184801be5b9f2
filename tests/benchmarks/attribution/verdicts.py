"""Quotation by quotation, whether the name is right, and how sure the tagger was of it."""

from __future__ import annotations

import collections
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np


@dataclass(frozen=True, slots=True)
class Verdict:
    """An annotated quotation and what covers most of it (`span`; None: nothing does)."""

    speaker: str
    """As annotated."""
    span: tuple[int, int] | None
    said: str | None
    confidence: float
    right: bool


def judged(metric: Any, gold: Mapping[str, Any], predicted: Mapping[str, Any]) -> list[Verdict]:
    """Per annotated quotation, what covers most of it, and whether the name is right."""
    found = sorted((q["start"], q["end"], q["speaker"], q["confidence"]) for q in predicted["quotes"])
    starts = [item[0] for item in found]
    names = annotated_names(metric, gold, predicted)
    best: list[Verdict] = []
    for quote in gold["quotes"]:
        if quote["speaker"] == "_unknowable":
            continue
        said: collections.Counter[tuple[int, int, str | None, float]] = collections.Counter()
        for a, b in quote["spans"]:
            at = max(0, bisect_left(starts, a) - 1)
            while at < len(found) and found[at][0] < b:
                overlap = min(b, found[at][1]) - max(a, found[at][0])
                if overlap > 0:
                    said[found[at]] += overlap
                at += 1
        start, end, speaker, confidence = said.most_common(1)[0][0] if said else (-1, -1, None, 0.0)
        best.append(Verdict(quote["speaker"], (start, end) if said else None, speaker, confidence, right=False))
    for character in predicted["characters"]:
        if "I" in character["aliases"] and not names.get(character["name"]):
            # A narrator whom the book does not name is whoever they turn out to be, as the metric has it.
            mine = collections.Counter(verdict.speaker for verdict in best if verdict.said == character["name"])
            names[character["name"]] = mine.most_common(1)[0][0] if mine else None
    return [
        replace(verdict, right=verdict.said is not None and names.get(verdict.said) == verdict.speaker)
        for verdict in best
    ]


def annotated_names(metric: Any, gold: Mapping[str, Any], predicted: Mapping[str, Any]) -> dict[str | None, str | None]:
    """Which annotated character each found one is, by their names."""
    names: dict[str | None, str | None] = metric.map_by_alias(
        predicted["characters"],
        [c["name"] for c in predicted["characters"]],
        metric.gold_alias_index(gold["characters"]),
    )
    return names


def most_sure(verdicts: Sequence[Verdict], share: int) -> float:
    """How many of the `share` percent that the tagger is surest of are right: percent."""
    hits = [verdict.right for verdict in sorted(verdicts, key=lambda verdict: -verdict.confidence)]
    kept = hits[: max(1, len(hits) * share // 100)]
    return 100 * sum(kept) / max(1, len(kept))


def reliability(verdicts: Sequence[Verdict]) -> list[tuple[float, float]]:
    """By tenth, the most doubtful first: how sure the tagger says it is, and how much is right; percent."""
    order = sorted(verdicts, key=lambda v: v.confidence)
    tenths = [[order[i] for i in part] for part in np.array_split(np.arange(len(order)), 10) if len(part)]
    return [
        (100 * sum(v.confidence for v in tenth) / len(tenth), 100 * sum(v.right for v in tenth) / len(tenth))
        for tenth in tenths
    ]
