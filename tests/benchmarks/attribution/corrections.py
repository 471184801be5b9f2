"""What correcting the most doubtful lines of a novel mends beyond them."""

from __future__ import annotations

import collections
from collections.abc import Iterable, Mapping
from dataclasses import astuple, dataclass, fields
from typing import Any

from script.tagging.attribution.attributor import Attributor
from script.tagging.story_tagger import tag_story
from script.tagging.told_by_people import Fixed, ToldByPeople
from script.training.annotated_novels import story_of
from tests.benchmarks.attribution.predictions import prediction
from tests.benchmarks.attribution.texts import Taggers, Text
from tests.benchmarks.attribution.verdicts import annotated_names, judged


@dataclass(frozen=True, slots=True)
class Corrected:
    """What some corrections of a novel do to its quotations."""

    quotes: int
    wrong: int
    """Before anything is corrected."""
    among: int
    """Of these, in the corrected lines."""
    mended: int
    """Of the others, right once the corrections are known."""
    broken: int
    """Right before, wrong once the corrections are known."""


def correct(metric: Any, gold: Mapping[str, Any], attributor: Attributor, count: int) -> Corrected:
    """Corrects the `count` spoken lines that the attributor doubts most, as annotated, and tags again with that."""
    story = story_of(gold["text"], "")
    first = prediction(tag_story(story, attributor=attributor))
    before = judged(metric, gold, first)
    found = annotated_names(metric, gold, first)
    spoken = collections.Counter(quote["speaker"] for quote in first["quotes"])
    shown = {found[name]: name for name, _ in reversed(spoken.most_common()) if found.get(name)}
    lines: dict[tuple[int, int], str] = {}
    for verdict in sorted(before, key=lambda v: v.confidence):
        if verdict.span is not None and len(lines) < count:
            lines.setdefault(verdict.span, shown.get(verdict.speaker, verdict.speaker))
    fixed = tuple(Fixed(start, end, name) for (start, end), name in sorted(lines.items()))
    second = prediction(tag_story(story, attributor=attributor, known=ToldByPeople(fixed)))
    after = judged(metric, gold, second)
    pairs = [(one.right, two.right) for one, two in zip(before, after, strict=True) if one.span not in lines]
    wrong = sum(not verdict.right for verdict in before)
    return Corrected(
        len(before),
        wrong,
        wrong - sum(not right for right, _ in pairs),
        pairs.count((False, True)),
        pairs.count((True, False)),
    )


def corrections(taggers: Taggers, texts: Iterable[Text], count: int) -> None:
    """Prints, novel by novel, what correcting the most doubtful lines mends beyond them."""
    names = [field.name for field in fields(Corrected)]
    print(f"\n{f'the {count} most doubtful corrected':30s} " + " ".join(f"{name:>8s}" for name in names))
    rows = []
    for text in texts:
        gold = taggers.metric.load(str(text.path))
        rows.append(astuple(correct(taggers.metric, gold, taggers.of(text.fold), count)))
        print(f"{text.name[:30]:30s} " + " ".join(f"{value:8d}" for value in rows[-1]), flush=True)
    print(f"{'sum':30s} " + " ".join(f"{sum(column):8d}" for column in zip(*rows, strict=True)))
